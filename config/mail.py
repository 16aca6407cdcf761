"""Where mail goes: to the console, or to an SMTP server named by an address."""

from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def mailers(url: str) -> dict[str, dict[str, Any]]:
    """Django's MAILERS, from RUNGS_MAIL_URL: smtp://user:password@host:587?tls=starttls, smtps://…, or empty."""
    if not url:
        return {"default": {"BACKEND": "core.mail.ConsoleBackend"}}
    parts = urlsplit(url)
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise ImproperlyConfigured(
            "RUNGS_MAIL_URL must look like smtp://user:password@mail.example.com:587,"
            " or smtps://… for TLS from the start."
        )
    is_implicit = parts.scheme == "smtps"
    options: dict[str, Any] = {
        "host": parts.hostname,
        "port": parts.port or (465 if is_implicit else 587),
        "use_ssl": is_implicit,
        # A server on the same machine rarely has a certificate: ?tls=none says that plain text is meant.
        "use_tls": not is_implicit and parse_qs(parts.query).get("tls") != ["none"],
        "timeout": 20,
    }
    if parts.username:
        options |= {"username": unquote(parts.username), "password": unquote(parts.password or "")}
    return {"default": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": options}}
