"""The secrets by which programs sign in to the API, and where service accounts have their addresses."""

import re
import secrets

PREFIX = "rungs_"
"""So that scanners of repositories and chats know one when they see it."""

NOWHERE = "service.invalid"
"""No mail server can ever be found under it (RFC 2606)."""

SHOWN = len(PREFIX) + 4
"""Letters by which a person tells their tokens apart; what is left of the secret has 234 random bits."""

PATTERN = re.compile(rf"{PREFIX}[A-Za-z0-9_-]{{43}}")


def new_secret() -> str:
    return PREFIX + secrets.token_urlsafe(32)


def is_secret(text: str) -> bool:
    """Whether it has the shape of one. What has not is nobody's, and need not come near the database."""
    return PATTERN.fullmatch(text) is not None


def hint_of(secret: str) -> str:
    return secret[:SHOWN]
