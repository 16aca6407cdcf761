"""A way in for somebody who cannot get a mail."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.urls import reverse

from accounts.models import User


def password_link(*, user: User, base: str) -> str:
    """The address at which the person chooses a password: it works once, and for PASSWORD_RESET_TIMEOUT.

    The same as in the mail "Choose a new password". Safer than a password made up here, which would stay in a
    terminal's history and be known to two people.
    """
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
    key = f"{user_pk_to_url_str(user)}-{default_token_generator.make_token(user)}"
    return base.rstrip("/") + path.replace("UID-KEY", key)


def default_base() -> str:
    """Where this installation is probably reached, for a command that serves no request."""
    hosts = [host.removeprefix(".") for host in settings.ALLOWED_HOSTS if host != "*"]
    if settings.BEHIND_TLS and hosts:
        return f"https://{hosts[0]}"
    return "http://localhost:8000"


def remove_second_step(*, user: User) -> bool:
    """For who lost the device and the recovery codes. Tells whether there was anything to remove."""
    removed, _ = Authenticator.objects.filter(user=user).delete()
    return bool(removed)
