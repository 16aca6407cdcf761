"""Views that take files."""

from collections.abc import Callable
from typing import Any

from django.conf import settings

AROUND_A_FILE = 1024 * 1024
"""Bytes of a request for what a form sends beside its file."""


def takes_upload[View: Callable[..., Any]](view: View) -> View:
    """Lets a body pass that holds the largest file; every other view refuses it unread. See LargestBodyMiddleware."""
    view.largest_body = settings.LARGEST_UPLOAD + AROUND_A_FILE  # type: ignore[attr-defined]
    return view
