"""Inviting somebody."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.domain.roles import Role
from accounts.forms.members import RoleField


class InvitationForm(forms.Form):
    email = forms.EmailField(
        label=_("Mail address"),
        required=False,
        help_text=_(
            "They get a mail with the link, and only they can use it. Leave it empty for a link that you hand over"
            " yourself, to be used once by whoever holds it."
        ),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={"invalid": _("This is not a mail address, like ada@example.com.")},
    )
    role = RoleField(initial=Role.CONTRIBUTOR.value)

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()
