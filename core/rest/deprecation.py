"""Fields that will go: the contract says so, and every answer that shows one brings its dates along."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple

from django.utils.http import http_date

NOTICE = timedelta(days=365)
"""How long before it goes a field is called deprecated, at the least."""


class Deprecated(NamedTuple):
    """From the day `since`; on the day `sunset` it may be gone. `instead` says in words what to read."""

    since: date
    sunset: date
    instead: str


def headers_of(deprecated: Mapping[str, Deprecated], shown: Collection[str]) -> dict[str, str]:
    """RFC 9745 and RFC 8594: of several fields, the earliest days."""
    found = [each for name, each in deprecated.items() if name in shown]
    if not found:
        return {}
    since = min(_seconds(each.since) for each in found)
    return {"Deprecation": f"@{since}", "Sunset": http_date(min(_seconds(each.sunset) for each in found))}


def mark(schema: dict[str, Any], deprecated: Mapping[str, Deprecated]) -> None:
    """In the contract, where a reader of it looks."""
    for name, each in deprecated.items():
        field = schema["properties"][name]
        field["deprecated"] = True
        field["description"] = f"{field.get('description', '')} Deprecated: {each.instead}".strip()
        field["x-deprecated-since"], field["x-sunset"] = each.since.isoformat(), each.sunset.isoformat()


def _seconds(day: date) -> int:
    return int(datetime.combine(day, time.min, UTC).timestamp())
