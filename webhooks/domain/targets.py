"""Where a webhook is sent: an address taken apart, and refused when it is one that nobody should send to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

LONGEST = 500
FIRST_FREE_PORT = 1024
HOST = re.compile(r"[a-z0-9]([a-z0-9._-]*[a-z0-9])?\.?|[0-9a-f:.]+")
SENDABLE = re.compile(r"[\x21-\x7e]+")


class Fault(StrEnum):
    UNREADABLE = "unreadable"
    NOT_HTTPS = "not_https"
    WITH_PASSWORD = "with_password"
    WITH_FRAGMENT = "with_fragment"
    BAD_PORT = "bad_port"


class TargetError(ValueError):
    """`fault` says what is wrong with the address."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Target:
    """`path` is all that stands behind the host, as it is sent."""

    is_secure: bool
    host: str
    port: int
    path: str

    @property
    def host_header(self) -> str:
        name = f"[{self.host}]" if ":" in self.host else self.host
        return name if self.port == (443 if self.is_secure else 80) else f"{name}:{self.port}"


def target_of(url: str, *, is_private_allowed: bool) -> Target:
    """https on 443 or on a port from 1024 on, so that no mail server or printer is talked to.

    Where the operator lets webhooks go to private addresses, plain http and any port as well. Raises TargetError.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise TargetError(Fault.UNREADABLE) from None
    if not SENDABLE.fullmatch(url) or len(url) > LONGEST or not HOST.fullmatch(host) or "\\" in url:
        raise TargetError(Fault.UNREADABLE)
    if parts.scheme not in (("https", "http") if is_private_allowed else ("https",)):
        raise TargetError(Fault.NOT_HTTPS)
    if "@" in parts.netloc:
        raise TargetError(Fault.WITH_PASSWORD)
    if "#" in url:
        raise TargetError(Fault.WITH_FRAGMENT)
    is_secure = parts.scheme == "https"
    if port is None:
        port = 443 if is_secure else 80
    if port == 0 or not (is_private_allowed or port == 443 or port >= FIRST_FREE_PORT):
        raise TargetError(Fault.BAD_PORT)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(is_secure, host, port, path)
