"""How Rungs wants people to sign in and up, in the words of django-allauth."""

from typing import Any

import structlog
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ImproperlyConfigured
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.access import door_of
from accounts.models import User
from core.addresses import full_address, rebased

WAYS_TO_SHOW_IT_IS_YOU = {
    "reauthenticate": _("Use your password"),
    "mfa_reauthenticate": _("Use a code of your app, or a recovery code"),
    "mfa_reauthenticate:webauthn": _("Use your passkey"),
}
logger = structlog.get_logger("rungs.accounts")


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("This account has been switched off."),
        "duplicate_email": _("This is your address already."),
        "email_password_mismatch": _("Address and password do not belong together."),
        "email_taken": _("There is already an account with this address. Sign in with it instead."),
        "enter_current_password": _("This is not your current password."),
        "incorrect_code": _("This code is not right. Codes of an app change every 30 seconds."),
        "incorrect_password": _("This is not your password."),
        "too_many_login_attempts": _("Too many failed attempts. Wait five minutes, then try again."),
        "rate_limited": _("Too many attempts. Wait a little, then try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return door_of(request).is_open

    def is_email_verified(self, request: HttpRequest, email: str) -> bool:
        """At sign-up: whether the address counts without a mail that proves it."""
        return settings.ACCOUNT_EMAIL_VERIFICATION == "none" or door_of(request).vouches_for(email)

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        """Somebody who never proved the address may hold it all the same; then it stays theirs until they do."""
        try:
            with transaction.atomic():
                return bool(super().confirm_email(request, email_address))
        except IntegrityError:
            sentence = "account/messages/email_confirmation_failed.txt"
            self.add_message(request, messages.ERROR, sentence, {"email": email_address.email})
            return False

    def get_reauthentication_methods(self, user: User) -> list[dict[str, Any]]:
        return [
            {**method, "description": WAYS_TO_SHOW_IT_IS_YOU[method["id"]]}
            for method in super().get_reauthentication_methods(user)
        ]

    def is_safe_url(self, url: str) -> bool:
        """What is no address at all leads nowhere."""
        try:
            return bool(super().is_safe_url(url))
        except ValueError:
            return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """A request that came past the proxies is counted by where it came from."""
        try:
            return str(super().get_client_ip(request))
        except ImproperlyConfigured:
            logger.warning("X-Forwarded-For is shorter than RUNGS_TRUSTED_PROXIES says")
            return str(request.META["REMOTE_ADDR"])

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Every link at our own address. A mail server that is away must not turn what was done into a server error."""
        links = {name: rebased(url, self.request) for name, url in context.items() if name.endswith("_url")}
        home = full_address(reverse("home"), self.request)
        try:
            super().send_mail(template_prefix, email, {"home": home, **context, **links})
        except OSError:
            logger.exception("mail not sent", template=template_prefix)
            messages.error(self.request, gettext("The mail could not be sent. The log of this installation says why."))


class TwoStepAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("This code is not right. Codes of an app change every 30 seconds."),
        "cannot_generate_recovery_codes": _(
            "Recovery codes come with an authenticator app or a passkey: add one first."
        ),
    }

    def build_totp_svg(self, url: str) -> str:
        """A part of the page, black on white in every theme: the content policy allows no `data:` picture."""
        import qrcode

        code = qrcode.QRCode()
        code.add_data(url)
        rows = code.get_matrix()
        dots = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, is_dark in enumerate(row) if is_dark)
        label = gettext("QR code with the key that stands below")
        return format_html(
            '<svg role="img" aria-label="{}" width="216" height="216" viewBox="0 0 {} {}">'
            '<path fill="#fff" d="M0 0h{}v{}h-{}z"/><path fill="#000" shape-rendering="crispEdges" d="{}"/></svg>',
            label,
            *[len(rows)] * 5,
            dots,
        )

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:  # noqa: A002
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return gettext("Passkey") if number == 1 else gettext("Passkey %(number)d") % {"number": number}

    def _get_site_name(self) -> str:
        """What the browser's passkey dialogue shows."""
        return "Rungs"
