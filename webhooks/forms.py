"""Where a webhook goes, and what it is told."""

from __future__ import annotations

from socket import inet_aton, inet_ntoa
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.encoding import iri_to_uri
from django.utils.translation import gettext_lazy as _

from core.forms import RevisionForm
from core.names import validate_name
from webhooks.choices import EventChoice
from webhooks.domain.addresses import may_be_reached
from webhooks.domain.targets import LONGEST, Fault, TargetError, target_of
from webhooks.models import Webhook

FAULTS = {
    Fault.UNREADABLE: _("This is not the address of a receiver. Write one such as https://example.com/hooks."),
    Fault.NOT_HTTPS: _("The address must begin with https://, so that nobody on the way can read what is sent."),
    Fault.WITH_PASSWORD: _("Leave out the name and password before the @: the signature says who sends."),
    Fault.WITH_FRAGMENT: _("Leave out the # and what follows: it would not be sent."),
    Fault.BAD_PORT: _("Use port 443, or one from 1024 on."),
}
TOO_MANY = _("The workspace has very many webhooks. Delete those that nobody needs any more.")
NOT_RESTORABLE = _("The webhook was deleted more than 30 days ago.")
RESTS = _("Nothing is sent as long as the webhook rests. Let it send again first.")
PRIVATE = _("This address is inside of a network. Only the operator of this installation can allow such a receiver.")


class AddressField(forms.CharField):
    """What can be told without looking up a name is told at once; the rest is seen when something is sent."""

    def clean(self, value: Any) -> str:
        url = str(iri_to_uri(super().clean(value)))
        is_private_allowed = settings.WEBHOOKS_TO_PRIVATE
        try:
            target = target_of(url, is_private_allowed=is_private_allowed)
        except TargetError as error:
            raise ValidationError(FAULTS[error.fault]) from None
        if not is_private_allowed and _is_inside(target.host):
            raise ValidationError(PRIVATE)
        return url


def _is_inside(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        address = host if ":" in host else inet_ntoa(inet_aton(host))  # 127.1 and 0x7f000001 are addresses, too
    except OSError:
        return False
    return not may_be_reached(address, is_private_allowed=False)


class WebhookFields(forms.Form):
    url = AddressField(
        label=_("Address"),
        max_length=LONGEST,
        help_text=_("Where the receiver listens, such as https://example.com/hooks/rungs."),
        widget=forms.URLInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Say where the receiver listens.")},
    )
    description = forms.CharField(
        label=_("Description"),
        required=False,
        max_length=120,
        validators=[validate_name],
        help_text=_("Such as “Tickets of the platform team”. It names the webhook in lists and in the activity log."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    events = forms.MultipleChoiceField(
        label=_("Events"),
        choices=EventChoice.choices,
        initial=EventChoice.values,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one event.")},
    )


class NewWebhookForm(WebhookFields):
    """Everything is chosen at first: a receiver can leave out what it does not want."""


class WebhookForm(WebhookFields, RevisionForm):
    class Meta:
        model = Webhook
        fields = ["url", "description", "events"]


class SinceForm(forms.Form):
    hours = forms.TypedChoiceField(
        label=_("Failed messages of"),
        coerce=int,
        choices=[(1, _("the last hour")), (24, _("the last day")), (168, _("the last 7 days")), (720, _("30 days"))],
        initial=24,
    )
