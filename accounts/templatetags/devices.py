"""Sessions in people's words."""

from django import template
from django.utils.translation import gettext as _

from accounts.domain.devices import browser_and_system

register = template.Library()


@register.filter
def device(user_agent: str) -> str:
    browser, system = browser_and_system(user_agent)
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or user_agent[:40] or _("Unknown")
