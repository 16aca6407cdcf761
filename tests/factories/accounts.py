"""Users for tests."""

from itertools import count
from typing import Any

from accounts.models import User

_numbers = count(1)


def make_user(**fields: Any) -> User:
    """A user of their own for each call; a test names only what it is about."""
    number = next(_numbers)
    return User.objects.create_user(**{"email": f"person-{number}@example.com", "name": f"Person {number}", **fields})
