"""API tokens and service accounts."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.domain.roles import Role
from accounts.forms.members import RoleField
from accounts.models import ApiToken, User, Workspace
from core.names import validate_name

ENDLESS = "endless"
LASTS = {"30": _("30 days"), "90": _("90 days"), "365": _("a year"), ENDLESS: _("without an end")}


class PeriodField(forms.ChoiceField):
    def __init__(self) -> None:
        super().__init__(
            label=_("Works for"),
            choices=list(LASTS.items()),
            initial="90",
            help_text=_("Then you make a new one. One without an end works until somebody remembers to revoke it."),
        )

    def clean(self, value: Any) -> timedelta | None:
        days = super().clean(value)
        return None if days == ENDLESS else timedelta(days=int(days))


class TokenForm(forms.Form):
    """What every token has. That of a service account may do what the account may."""

    name = forms.CharField(
        label=_("What it is for"),
        max_length=ApiToken._meta.get_field("name").max_length,
        validators=[validate_name],
        help_text=_("The program and where it runs, such as “Nightly export, build server”."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Say what the token is for: later nobody else remembers.")},
    )
    is_read_only = forms.BooleanField(
        label=_("Reads only"), required=False, help_text=_("Changes nothing, whatever its role allows.")
    )
    lasts = PeriodField()


class OwnTokenForm(TokenForm):
    workspace = forms.ModelChoiceField(
        Workspace.objects.none(),
        label=_("Workspace"),
        required=False,
        to_field_name="code",
        empty_label=_("Every one that you belong to"),
        error_messages={"invalid_choice": _("You do not belong to this workspace any more.")},
    )
    role = RoleField(initial=Role.VIEWER.value)

    field_order = ("name", "workspace", "role", "is_read_only", "lasts")

    def __init__(self, data: Any = None, *, user: User) -> None:
        super().__init__(data)
        own = Workspace.objects.visible_to(user).order_by("name", "pk")
        self.fields["workspace"].queryset = own  # type: ignore[attr-defined]
        self.fields["role"].label = _("The most it may do")
        self.fields["role"].help_text = _("Where your own role is lower, that one counts.")


class ServiceAccountForm(forms.Form):
    name = forms.CharField(
        label=_("Name"),
        max_length=User._meta.get_field("name").max_length,
        validators=[validate_name],
        help_text=_("Stands beside all that it does, such as “Build server” or “Data warehouse”."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Give it a name.")},
    )
    role = RoleField(initial=Role.VIEWER.value)
