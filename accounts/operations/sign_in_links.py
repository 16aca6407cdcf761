"""A way in for somebody who cannot get a mail."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from django.urls import reverse

from accounts.models import User
from core.addresses import full_address


def password_link(*, user: User) -> str:
    """The address at which the person chooses a password: it works once, and for PASSWORD_RESET_TIMEOUT.

    The same as in the mail "Choose a new password". Safer than a password made up here, which would stay in a
    terminal's history and be known to two people.
    """
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
    key = f"{user_pk_to_url_str(user)}-{default_token_generator.make_token(user)}"
    return full_address(path.replace("UID-KEY", key))


def remove_second_step(*, user: User) -> bool:
    """For who lost the device and the recovery codes. Tells whether there was anything to remove."""
    removed, _ = Authenticator.objects.filter(user=user).delete()
    return bool(removed)
