"""Inviting somebody."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.domain.roles import Role
from accounts.domain.tokens import NOWHERE
from accounts.forms.members import RoleField
from accounts.forms.words import NOT_AN_ADDRESS
from accounts.models import Invitation

WITH_MAIL = _(
    "They get a mail with the link, and only they can use it. Leave it empty for a link that you hand over"
    " yourself, to be used once by whoever holds it."
)
WITHOUT_MAIL = _(
    "Only they can use the link, which you hand over yourself: this installation sends no mail yet. Leave it empty for"
    " a link to be used once by whoever holds it."
)


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
