"""What docs/webhooks.md says, against what is sent."""

from __future__ import annotations

import json
import re
import time
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.factories.accounts import make_workspace
from tests.factories.webhooks import log_answer, make_delivery, make_webhook
from tests.tree import ROOT
from webhooks.domain.events import SOURCES
from webhooks.domain.signing import signed_headers, written
from webhooks.queries.payloads import example_of, payload_of

TEXT = (ROOT / "docs" / "webhooks.md").read_text(encoding="utf-8")
KEY, OTHER = b"k" * 32, b"o" * 32
BODY = '{"event": "répondu"}'.encode()


def block(language: str) -> str:
    [found] = re.findall(rf"```{language}\n(.*?)```", TEXT, re.DOTALL)
    return str(found)


@pytest.fixture(scope="module")
def is_from_rungs() -> Any:
    """The check as people copy it."""
    names: dict[str, Any] = {}
    exec(block("python"), names)
    return names["is_from_rungs"]


def headers(age: int = 0, *keys: bytes) -> dict[str, str]:
    now = datetime.fromtimestamp(time.time() - age, UTC)
    return signed_headers(keys or (KEY,), message="k7d3mhc9tx", now=now, body=BODY)


def test_documented_check_takes_what_is_sent(is_from_rungs: Any) -> None:
    secret = written(KEY)
    assert is_from_rungs(secret, headers(), BODY)
    assert is_from_rungs(secret, headers(290), BODY)
    assert is_from_rungs(secret, headers(0, OTHER, KEY), BODY)  # for a day after a rotation


@pytest.mark.parametrize(
    ("changed", "body"),
    [
        ({}, BODY + b" "),
        ({"webhook-id": "another"}, BODY),
        ({"webhook-timestamp": "soon"}, BODY),
        ({"webhook-signature": "v1,"}, BODY),
        ({"webhook-signature": "v1,é"}, BODY),
        (headers(0, OTHER), BODY),
    ],
)
def test_documented_check_refuses_anything_else(is_from_rungs: Any, changed: dict[str, str], body: bytes) -> None:
    assert not is_from_rungs(written(KEY), {**headers(), **changed}, body)


@pytest.mark.parametrize("age", [310, -310])
def test_documented_check_refuses_what_is_older_or_newer_than_five_minutes(is_from_rungs: Any, age: int) -> None:
    assert not is_from_rungs(written(KEY), headers(age), BODY)


def test_documented_check_is_short() -> None:
    assert len(block("python").partition("def ")[2].strip().splitlines()) <= 15


def test_every_event_and_detail_is_documented() -> None:
    rows = {row[0]: row[1:] for row in re.findall(r"^\| `(\w+\.\w+)` \| (.*?) \| `(\w+)` \| (.*?) ?\|$", TEXT, re.M)}
    assert set(rows) == {source.event.value for source in SOURCES.values()}
    for source in SOURCES.values():
        kind, details = rows[source.event.value][1:]
        assert kind == source.kind or "`what` is their " + source.kind in details
        assert [name for name in source.details if f"`{name}`" not in details] == []


@pytest.mark.django_db
def test_messages_have_the_documented_members() -> None:
    webhook = make_webhook(make_workspace())
    delivery = make_delivery(webhook, activity=log_answer(webhook.workspace), event="answer.changed")

    def shape(said: Any) -> Any:
        return {name: shape(value) for name, value in said.items()} if isinstance(said, dict) else None

    documented = shape(json.loads(block("json")))
    assert shape(payload_of(delivery)) == documented == shape(json.loads(example_of(webhook.workspace.code)))
    assert set(payload_of(make_delivery(webhook))) == set(documented)
