"""Requests that are not in UTF-8."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import RequestFactory

from config.character_sets import only_utf8
from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def connection_of_the_test() -> Iterator[None]:
    """Stays open, as with Django's own test client: the handler would close it in the middle of the transaction."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def ask(content_type: str, method: str = "GET") -> tuple[str, bytes]:
    """Status and body of the sign-in page."""
    make_user()
    said = []

    def start_response(status: str, headers: list[tuple[str, str]]) -> None:
        said.append(status)

    environ: dict[str, Any] = {
        **RequestFactory().get("/account/login/?next=/account/").environ,
        "REQUEST_METHOD": method,
        "CONTENT_TYPE": content_type,
        "CONTENT_LENGTH": "0",
        "wsgi.input": BytesIO(),
    }
    body = b"".join(only_utf8(WSGIHandler())(environ, start_response))
    return said[0], body


@pytest.mark.parametrize("charset", ["rot13", "hex", "undefined", "idna", "utf-16", "latin-1", "no-such-charset", "\0"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_request_in_another_character_set_is_refused(charset: str, method: str) -> None:
    status, body = ask(f"text/html; charset={charset}", method)
    assert (status, body) == ("400 Bad Request", b"Rungs reads nothing but UTF-8.\n")


def test_content_type_without_end_is_refused() -> None:
    assert ask("x/y; " + "a=b; " * 10_000)[0] == "400 Bad Request"


@pytest.mark.parametrize("content_type", ["", "text/html", "text/html; charset=UTF-8", 'text/html; charset="utf8"'])
def test_request_in_utf_8_is_answered(content_type: str) -> None:
    status, body = ask(content_type)
    assert status == "200 OK"
    assert b"Sign in" in body
