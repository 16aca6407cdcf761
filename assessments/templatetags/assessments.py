"""How pages of assessments write scores and times."""

from fractions import Fraction
from math import floor

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from assessments import words
from assessments.domain.progress import decided

register = template.Library()
register.filter("duration", words.duration)
register.filter("score", words.score)
register.filter("decided", decided)


@register.filter
def rung(value: Fraction | None) -> SafeString:
    """A score in the colour of the whole level that it has reached."""
    if value is None:
        return format_html('<span class="lv lv--none" data-l="{}">{}</span>', words.NOTHING, _("none yet"))
    return format_html('<span class="scored num" data-l="{}">{}</span>', floor(value), words.score(value))
