"""Addresses for mails that no request asks for."""

from django.conf import settings


def full_address(path: str) -> str:
    """A request knows by which address it came, and is the better source where there is one."""
    return f"{settings.PUBLIC_URL}{path}"
