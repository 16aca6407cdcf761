"""Inviting somebody."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.domain.roles import Role
from accounts.domain.tokens import NOWHERE
from accounts.forms.members import RoleField
from accounts.forms.words import NOT_AN_ADDRESS
from accounts.models import Invitation, Membership

WITH_MAIL = _(
    "They get a mail with the link, and only they can use it. Leave it empty for a link that you hand over"
    " yourself, to be used once by whoever holds it."
)
WITHOUT_MAIL = _(
    "Only they can use the link, which you hand over yourself: this installation sends no mail yet. Leave it empty for"
    " a link to be used once by whoever holds it."
)

WAITS_ALREADY = _("An invitation for this address is waiting already: renew or withdraw it.")
TOO_MANY_OPEN = _("Too many invitations are open. Withdraw those that nobody will accept any more.")
TOO_MANY_MAILS = _(
    "Too many invitations were mailed in the last hour, to this address or by you. Nothing was sent; wait a while."
)
SETTLED = _("This invitation has been accepted or withdrawn already.")


def belongs_already(membership: Membership) -> str:
    sentence = gettext("%(person)s belongs here already, as %(role)s. Change the role in the list of members.")
    return sentence % {"person": membership.user, "role": membership.get_role_display()}


class InvitationForm(forms.Form):
    email = forms.EmailField(
        label=_("Mail address"),
        required=False,
        max_length=Invitation._meta.get_field("email").max_length,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={"invalid": NOT_AN_ADDRESS},
    )
    role = RoleField(initial=Role.CONTRIBUTOR.value)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].help_text = WITH_MAIL if settings.HAS_MAIL else WITHOUT_MAIL

    def clean_email(self) -> str:
        email = str(self.cleaned_data["email"]).lower()
        if email.endswith(f"@{NOWHERE}"):
            raise forms.ValidationError(_("A service account gets no mail and cannot be invited."))
        return email
