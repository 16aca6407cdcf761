"""Signing up: django-allauth's form, with a name and, where one is made, the workspace."""

from typing import Any

from allauth.account.forms import SignupForm
from allauth.account.models import EmailAddress
from django import forms
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.domain.sign_up import Door
from accounts.forms.time_zones import BrowserZoneField
from accounts.forms.words import NEW_PASSWORD_HELP, InOurWords
from accounts.models import User, Workspace
from accounts.operations.sign_up import settle_newcomer
from core.names import validate_name


class SignUpForm(InOurWords, SignupForm):
    """`door` says by what right the visitor signs up, and so which fields there are."""

    labels = {"password1": _("Password")}
    help_texts = {"password1": NEW_PASSWORD_HELP}
    field_order = ["name", "email", "password1", "workspace_name"]

    name = forms.CharField(
        label=_("Your name"),
        max_length=User._meta.get_field("name").max_length,
        validators=[validate_name],
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    workspace_name = forms.CharField(
        label=_("Name of your workspace"),
        help_text=_("A workspace is one client or company. Left empty, it is named after you; you can rename it."),
        max_length=Workspace._meta.get_field("name").max_length,
        required=False,
        validators=[validate_name],
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    time_zone = BrowserZoneField()

    def __init__(self, *args: Any, door: Door, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.door = door
        if not door.names_workspace:
            del self.fields["workspace_name"]
            del self.fields["time_zone"]
        if door.address:
            self.fields["email"].initial = door.address
            self.fields["email"].disabled = True
            self.fields["email"].help_text = _("The address that you were invited by.")

    def try_save(self, request: HttpRequest) -> Any:
        """A taken address must take as long as a free one, and that time goes into hashing the password."""
        if self.account_already_exists:
            User().set_password(self.cleaned_data["password1"])
        return super().try_save(request)

    @transaction.atomic
    def save(self, request: HttpRequest) -> User:
        """All or nothing: whoever finds no place is not stored either."""
        _release_address(self.cleaned_data["email"])
        user: User = super().save(request)
        return user

    def validate_unique_email(self, value: str) -> str:
        """As allauth does it, but an address that somebody merely wishes to change to is still free."""
        if User.objects.filter(email=value).exists():
            return str(super().validate_unique_email(value))
        return value

    def signup(self, request: HttpRequest, user: User) -> None:
        """allauth's hook: the person has been stored, in the transaction of `save`."""
        user.name = self.cleaned_data["name"]
        user.save(update_fields=["name"])
        settle_newcomer(
            user=user,
            door=self.door,
            workspace_name=self.cleaned_data.get("workspace_name", ""),
            time_zone=self.cleaned_data.get("time_zone", "UTC"),
        )


def _release_address(email: str) -> None:
    """An unproven wish to change to an address must not keep its owner from signing up with it."""
    EmailAddress.objects.filter(email=email, verified=False).exclude(user__email=email).delete()
