"""Addresses for whoever reads a mail, and has to get from there to a page."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest


def full_address(path: str, request: HttpRequest | None = None) -> str:
    """At RUNGS_URL where that is set; else as the request came, and at the first allowed host where none asks.

    What a request says about its host anybody can write who sends one: a link with a secret must not lead there.
    """
    if request is None or settings.HAS_PUBLIC_URL:
        return f"{settings.PUBLIC_URL}{path}"
    return request.build_absolute_uri(path)


def rebased(url: str, request: HttpRequest) -> str:
    """The same page, at the address at which we want to be found."""
    return full_address(urlsplit(url)._replace(scheme="", netloc="").geturl(), request)
