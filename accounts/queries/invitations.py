"""Invitations by their secret."""

from datetime import datetime
from hashlib import sha256

from accounts.models import Invitation


def hash_of(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()


def find_invitation(secret: str, *, now: datetime) -> Invitation | None:
    """The open invitation that this secret belongs to."""
    found: Invitation | None = (
        Invitation.objects.open(now).select_related("workspace").filter(secret_hash=hash_of(secret)).first()
    )
    return found
