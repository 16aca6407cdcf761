"""Calling the API as a program does: with a token, in JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.test import Client
from django.urls import reverse

from accounts.domain.tokens import new_secret
from accounts.models import User
from tests.factories.accounts import make_token


class ApiClient:
    """As `user`, by a token of theirs; `said` are fields of the token. Without a user nobody is signed in."""

    def __init__(self, user: User | None = None, **said: Any) -> None:
        self.headers: dict[str, str] = {}
        if user:
            secret = new_secret()
            self.token = make_token(user, secret=secret, **said)
            self.headers = {"Authorization": f"Bearer {secret}"}
        self.client = Client(raise_request_exception=True)

    def call(self, method: str, address: str, body: Any = None, *, seen: Any = None, **headers: str) -> Any:
        """`seen` is the revision for If-Match, or a whole header; `headers` are written with underscores."""
        sent = {**self.headers, **{name.replace("_", "-"): value for name, value in headers.items()}}
        if seen is not None:
            sent["If-Match"] = f'"{seen}"' if isinstance(seen, int) else seen
        options: dict[str, Any] = {"headers": sent}
        if body is not None:
            options |= {
                "data": body if isinstance(body, str | bytes) else json.dumps(body),
                "content_type": "application/json",
            }
        return self.client.generic(method, address, **options)

    def get(self, address: str, **options: Any) -> Any:
        return self.call("GET", address, **options)

    def post(self, address: str, body: Any = None, **options: Any) -> Any:
        return self.call("POST", address, body, **options)

    def patch(self, address: str, body: Any, **options: Any) -> Any:
        return self.call("PATCH", address, body, **options)

    def put(self, address: str, body: Any, **options: Any) -> Any:
        return self.call("PUT", address, body, **options)

    def delete(self, address: str, **options: Any) -> Any:
        return self.call("DELETE", address, **options)


def at(name: str, *codes: str) -> str:
    """The address of an endpoint."""
    return reverse(f"api_{name}", args=codes)


@contextmanager
def undone() -> Iterator[None]:
    """Takes back what is done in it. Like a test's own transaction, it lets in what insists on being committed."""
    block = transaction.atomic()
    block._from_testcase = True  # type: ignore[attr-defined]
    with block:
        yield
        transaction.set_rollback(True)
