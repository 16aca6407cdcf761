"""The second step of signing in, and passkeys: the forms of django-allauth in our words."""

from typing import Any

from allauth.mfa.base import forms as base_forms
from allauth.mfa.totp import forms as totp_forms
from allauth.mfa.webauthn import forms as webauthn_forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.words import InOurWords

CODE_HELP = _("The six digits that your authenticator app shows now, or one of your recovery codes.")


class CodeForm(InOurWords, base_forms.AuthenticateForm):
    help_texts = {"code": CODE_HELP}


class CodeAgainForm(InOurWords, base_forms.ReauthenticateForm):
    help_texts = {"code": CODE_HELP}


class ActivateAppForm(InOurWords, totp_forms.ActivateTOTPForm):
    labels = {"code": _("Code from the app")}
    help_texts = {"code": _("The six digits that the app shows now.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs["inputmode"] = "numeric"


class AddPasskeyForm(InOurWords, webauthn_forms.AddWebAuthnForm):
    labels = {"name": _("Name"), "passwordless": _("Sign in with this passkey alone, without the password")}
    help_texts = {
        "name": _("Tells it from others, such as “Laptop” or “Phone”."),
        "passwordless": _("Your device then asks for your finger, your face or its PIN."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["passwordless"].initial = True
