"""Deleting asks nobody whether they are sure: it is done, and can be taken back."""

from django.contrib import messages
from django.http import HttpRequest
from django.utils.functional import Promise

PREFIX = "undo:"  # templates/components/messages.html knows it too


def offer_undo(request: HttpRequest, sentence: str | Promise, url: str) -> None:
    """Say on the next page what was done, with a button that posts to `url` to take it back."""
    messages.success(request, str(sentence), extra_tags=f"{PREFIX}{url}")
