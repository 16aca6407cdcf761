"""Signatures after Standard Webhooks (standardwebhooks.com, version 1.0), which receivers have libraries for."""

from __future__ import annotations

import base64
import hmac
from collections.abc import Iterable
from datetime import datetime, timedelta

PREFIX = "whsec_"
BOTH_SIGN_FOR = timedelta(hours=24)
"""How long the secret before the last rotation goes on to sign beside the new one."""


def written(key: bytes) -> str:
    """A key as people copy it."""
    return PREFIX + base64.b64encode(key).decode()


def signature(key: bytes, *, message: str, timestamp: int, body: bytes) -> str:
    signed = f"{message}.{timestamp}.".encode() + body
    return "v1," + base64.b64encode(hmac.digest(key, signed, "sha256")).decode()


def signed_headers(keys: Iterable[bytes], *, message: str, now: datetime, body: bytes) -> dict[str, str]:
    """`message` is the same in every attempt, the timestamp is that of this one; a signature for each key."""
    timestamp = int(now.timestamp())
    signatures = [signature(key, message=message, timestamp=timestamp, body=body) for key in keys]
    return {
        "webhook-id": message,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": " ".join(signatures),
    }
