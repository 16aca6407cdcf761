"""Reading the settings that come from the environment."""

import secrets
from os import environ
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured


def flag(name: str) -> bool:
    """1 is yes; 0, empty or absent is no."""
    value = environ.get(name, "")
    if value not in {"", "0", "1"}:
        raise ImproperlyConfigured(f"{name} is {value!r}; it can be 1 or 0.")
    return value == "1"


def words(name: str) -> list[str]:
    """What commas separate."""
    return [word.strip() for word in environ.get(name, "").split(",") if word.strip()]


def number(name: str, default: int) -> int:
    value = environ.get(name, "")
    if not value:
        return default
    if not value.isdecimal():
        raise ImproperlyConfigured(f"{name} is {value!r}; it must be a whole number.")
    return int(value)


def secret_key(data_dir: Path) -> str:
    """RUNGS_SECRET_KEY, else the key in `secret-key` under the data folder, made on the first start.

    Two processes that start at the same moment end up with the same key: only one of them can link it into place.
    """
    if key := environ.get("RUNGS_SECRET_KEY"):
        return key
    kept = data_dir / "secret-key"
    if not kept.exists():
        data_dir.mkdir(parents=True, exist_ok=True)
        made = data_dir / f".secret-key-{secrets.token_hex(8)}"
        made.touch(mode=0o600)
        made.write_text(secrets.token_urlsafe(50))
        try:
            kept.hardlink_to(made)
        except FileExistsError:
            pass
        finally:
            made.unlink()
    return kept.read_text().strip()


def public_url(hosts: list[str], *, behind_tls: bool) -> str:
    """RUNGS_URL, else the first host by which we are allowed to be called: where links in mails lead."""
    if url := environ.get("RUNGS_URL"):
        if not url.startswith(("http://", "https://")):
            raise ImproperlyConfigured(f"RUNGS_URL is {url!r}; it must start with https:// or http://.")
        return url.rstrip("/")
    named = [host for host in hosts if not host.startswith((".", "*"))]
    return f"https://{named[0]}" if behind_tls and named else "http://localhost:8000"
