"""Signing in, passwords and the mail address: the forms of django-allauth in our words."""

from typing import Any

from allauth.account import forms as allauth_forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.translation import gettext_lazy as _

from accounts.forms.words import NEW_PASSWORD_HELP, InOurWords
from accounts.models import User


class SignInForm(InOurWords, allauth_forms.LoginForm):
    @property
    def trouble(self) -> str:
        """Above what is wrong: after too many attempts there is nothing to mend, only to wait for."""
        return str(_("Wait five minutes")) if self.has_error(NON_FIELD_ERRORS, "too_many_login_attempts") else ""


class ReauthenticateForm(InOurWords, allauth_forms.ReauthenticateForm):
    pass


class ResetPasswordForm(InOurWords, allauth_forms.ResetPasswordForm):
    users: list[User]

    def clean_email(self) -> str:
        """Only to the address that a person has: one that they wish to change to is not proven to be theirs."""
        email: str = super().clean_email()
        self.users = [user for user in self.users if user.email == email.lower()]
        return email


class _NewPassword(InOurWords):
    """Asked for once: whoever mistypes it resets it, and a password manager fills both fields alike anyway."""

    labels = {"password1": _("New password")}
    help_texts = {"password1": NEW_PASSWORD_HELP}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["password2"]


class NewPasswordForm(_NewPassword, allauth_forms.ResetPasswordKeyForm):
    pass


class ChangePasswordForm(_NewPassword, allauth_forms.ChangePasswordForm):
    pass


class ChangeAddressForm(InOurWords, allauth_forms.AddEmailForm):
    labels = {"email": _("New mail address")}
