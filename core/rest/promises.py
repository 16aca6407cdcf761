"""What the contract promises, line by line, so that no change takes back what somebody relies on.

docs/openapi-promises.txt has every line that was ever promised: `./rungs contract` adds new ones and drops none. What
goes after its notice stays there as `taken back 2027-12-01: shows Action.gap`, with the day.

Kept to are addresses, operation ids, statuses, parameters, fields with their types and choices, and that nothing more
is asked for. Limits, such as how long a text may be, and descriptions are not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings

_TAKEN_BACK = re.compile(r"taken back (\d{4}-\d\d-\d\d): (.+)")
NEEDS = "needs "
"""Begins a line that says what has to be sent: these must not become more."""


class Kept(NamedTuple):
    """`taken_back` has the day of each line that is promised no more."""

    lines: set[str]
    taken_back: dict[str, str]


def promises_path() -> Path:
    return Path(settings.BASE_DIR) / "docs" / "openapi-promises.txt"


def read_promises() -> Kept:
    lines = set(promises_path().read_text(encoding="utf-8").splitlines())
    found = {line: _TAKEN_BACK.fullmatch(line) for line in lines}
    taken_back = {match[2]: match[1] for match in found.values() if match}
    return Kept({line for line, match in found.items() if not match}, taken_back)


def add_promises(contract: dict[str, Any]) -> list[str]:
    """Writes down what is new, and returns what is broken."""
    kept = read_promises()
    broken = broken_promises(contract, kept)
    promised = {line for line in kept.lines if not line.startswith(NEEDS)}
    lines = promised | (promises_of(contract) - set(broken))
    lines |= {f"taken back {day}: {line}" for line, day in kept.taken_back.items()}
    promises_path().write_text("\n".join(sorted(lines)) + "\n", encoding="utf-8")
    return broken


def broken_promises(contract: dict[str, Any], kept: Kept) -> list[str]:
    """What was promised and is no more, and what is needed that was not: what is new may need what it likes."""
    now = promises_of(contract)
    promised = {line for line in kept.lines if not line.startswith(NEEDS)}
    asked_before = {line.split(": ")[0] for line in promised}
    needed = {
        line
        for line in now - kept.lines
        if line.startswith(NEEDS) and f"takes {line.removeprefix(NEEDS).split(': ')[0]}" in asked_before
    }
    return sorted(((promised - now) | needed) - set(kept.taken_back))


def promises_of(contract: dict[str, Any]) -> set[str]:
    lines: set[str] = set()
    for address, methods in contract["paths"].items():
        for method, said in methods.items():
            name = said["operationId"]
            lines.add(f"{name}: {method.upper()} {address}")
            lines.update(_of_parameters(name, said.get("parameters", [])))
            for media_type, holds in said.get("requestBody", {}).get("content", {}).items():
                lines.add(f"takes {name}: {media_type} {_kind(holds['schema'])}")
                lines.update(_of_schema(contract, "takes", name, holds["schema"], lines))
            for status, answer in said["responses"].items():
                lines.add(f"answers {name}: {status}")
                for media_type, holds in answer.get("content", {}).items():
                    lines.add(f"answers {name}: {status} {media_type} {_kind(holds['schema'])}")
                    lines.update(_of_schema(contract, "shows", f"{name} {status}", holds["schema"], lines))
    return lines


def _of_parameters(name: str, parameters: Iterable[dict[str, Any]]) -> Iterator[str]:
    yield f"takes {name}"
    for each in parameters:
        yield f"takes {name}: {each['in']} {each['name']} {_kind(each['schema'])}"
        yield from (f"takes {name}: {each['name']} = {value}" for value in each["schema"].get("enum", ()))
        if each.get("required"):
            yield f"{NEEDS}{name}: {each['in']} {each['name']}"


def _of_schema(contract: dict[str, Any], way: str, name: str, schema: Any, known: set[str]) -> Iterator[str]:
    """`way` is "takes" or "shows". A component is told once for each, by its own name."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        if f"{way} {name}" in known:
            return
        known.add(f"{way} {name}")
        schema = contract["components"]["schemas"][name]
    for part in ("allOf", "oneOf", "anyOf"):
        for each in schema.get(part, ()):
            yield from _of_schema(contract, way, name, each, known)
    for inner in (schema.get("items"), schema.get("additionalProperties")):
        if isinstance(inner, dict):
            yield from _of_schema(contract, way, name, inner, known)
    always = schema.get("required", ())
    for field, said in schema.get("properties", {}).items():
        if way == "shows":
            yield f"shows {name}: {field} {_kind(said)}"
        else:
            yield from (f"takes {name}: {field} {kind}" for kind in _kind(said).split(" or "))
        yield from (f"{way} {name}: {field} = {value}" for value in _choices(said))
        if field in always:
            yield f"shows {name}: always {field}" if way == "shows" else f"{NEEDS}{name}: {field}"
        yield from _of_schema(contract, way, f"{name}.{field}", said, known)


def _choices(schema: dict[str, Any]) -> Iterator[Any]:
    yield from schema.get("enum", ())
    for inner in (schema.get("items"), *schema.get("oneOf", ())):
        if isinstance(inner, dict):
            yield from _choices(inner)


def _kind(schema: Any) -> str:
    """Of what type it is, in words: `string date or null`, `Person`, `[Link]`."""
    if "$ref" in schema:
        return str(schema["$ref"].rpartition("/")[2])
    for part in ("allOf", "oneOf", "anyOf"):
        if part in schema:
            return " or ".join(sorted({kind for each in schema[part] for kind in _kind(each).split(" or ")}))
    types = schema.get("type", "anything")
    of_each = {"array": lambda: f"[{_kind(schema.get('items', {}))}]"}
    named = [of_each.get(each, lambda each=each: each)() for each in ([types] if isinstance(types, str) else types)]
    form = f" {schema['format']}" if "format" in schema else ""
    return " or ".join(sorted(f"{each}{form}" if each == "string" else each for each in named))
