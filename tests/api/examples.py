"""What is right about an example, and how one is made of a call that a test made."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from jsonschema import Draft202012Validator

from core.codes import ALPHABET, LENGTH

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
"""When every example was made."""
ROWS = 2
PEOPLE = ("Ada Lovelace", "Grace Hopper", "Alan Turing", "Mary Shaw", "Barbara Liskov", "Edsger Dijkstra")
SECRET = "c2FtcGxlLW9mLWEtc2VjcmV0LW5vdC1hLXJlYWwtb25l"

_CODE = re.compile(rf"(?<![\w-])[{ALPHABET}]{{{LENGTH}}}(?![\w-])")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?")
_SECRET = re.compile(r"(?<=whsec_).+|[\w-]{20,}$")
_HOST = re.compile(r"https?://(?:testserver|localhost:8000)")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_PERSON = re.compile(r"Person (\d+)|person-(\d+)(?=@)")
_REQUEST_ID = re.compile(r"\b[0-9a-f]{32}\b")


def faults(contract: dict[str, Any], holds: dict[str, Any], example: Any) -> list[str]:
    """Why it is no example of what the contract says of a body. A field that the contract does not have is a fault,
    too, so that none stays that is gone."""
    validator = Draft202012Validator({**holds["schema"], "components": contract["components"]})
    return [f"{each.json_path}: {each.message[:200]}" for each in validator.iter_errors(example)]


def strict(schema: Any) -> Any:
    """The same, in which what names its fields has no others."""
    if isinstance(schema, list):
        return [strict(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    found = {name: strict(each) for name, each in schema.items()}
    return {"additionalProperties": False, **found} if isinstance(found.get("properties"), dict) else found


class Retold:
    """A call with made-up codes, names, times and secrets in place of those of the test."""

    def __init__(self, secrets: frozenset[str]) -> None:
        self.secrets, self.shift = secrets, NOW - datetime.now(UTC)
        self.codes: dict[str, str] = {}
        self.people: list[str] = []

    def value(self, value: Any, name: str = "", *, rows: int | None = ROWS) -> Any:
        """`rows` is how many of a list are told; None tells all, for a list that is sent may need its length."""
        if isinstance(value, dict):
            return {each: self.value(held, each, rows=rows) for each, held in value.items()}
        if isinstance(value, list):
            return [self.value(each, rows=rows) for each in value[:rows]]
        if not isinstance(value, str):
            return value
        if name in self.secrets:
            value = _SECRET.sub(SECRET, value, count=1)
        return self.text(value)

    def text(self, text: str) -> str:
        if _DAY.fullmatch(text):
            return str(date.fromisoformat(text) + timedelta(days=round(self.shift / timedelta(days=1))))
        text = _CODE.sub(self._code, text)
        text = _PERSON.sub(self._person, text)
        text = _REQUEST_ID.sub("9f2c51d0c9b24c0f8f1f3c9d6f0c5a11", text)
        text = re.sub(r"Workspace \d+", "Meridian Freight", _HOST.sub("https://rungs.example.com", text))
        return _MOMENT.sub(self._moment, text)

    def _code(self, found: re.Match[str]) -> str:
        number = len(self.codes)
        return self.codes.setdefault(found[0], "".join(random.Random(number).choices(ALPHABET, k=LENGTH)))

    def _person(self, found: re.Match[str]) -> str:
        number = found[1] or found[2]
        if number not in self.people:
            self.people.append(number)
        name = PEOPLE[self.people.index(number) % len(PEOPLE)]
        return name if found[1] else name.lower().replace(" ", ".")

    def _moment(self, found: re.Match[str]) -> str:
        moment = datetime.fromisoformat(found[0])
        shifted = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC) + self.shift
        to_the_minute = (shifted + timedelta(seconds=30)).replace(second=0, microsecond=0)
        return to_the_minute.isoformat().replace("+00:00", "Z")


def leaves(value: Any) -> Iterator[Any]:
    """What it says, without what is empty."""
    if isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from leaves(each)
    elif value not in (None, ""):
        yield value
