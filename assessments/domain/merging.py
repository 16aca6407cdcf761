"""Two people on one answer: what can be kept of both, and where somebody has to choose."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

type Values = Mapping[str, Any]
"""The fields of an answer by name, see `UNITS`."""

UNITS: dict[str, tuple[str, ...]] = {
    "choice": ("state", "level", "reason", "level_reason", "met", "not_met"),
    "note": ("note",),
    "is_flagged": ("is_flagged",),
}
"""What is kept or replaced as a whole: a level of one person and the ticks of another say nothing together."""


@dataclass(frozen=True, slots=True)
class Merged:
    """`values` are what to store; `collisions` the units that both changed, each to something else."""

    values: dict[str, Any]
    collisions: tuple[str, ...]


def merge(base: Values | None, stored: Values, mine: Values) -> Merged:
    """What comes of `mine`, made from `base`, where `stored` is there by now.

    `mine` may leave fields out: those were not touched. A unit that only one of the two changed is as that one has it;
    what both changed to the same collides with nothing. Where nobody knows `base`, every unit that differs collides.
    """
    values = dict(stored)
    collisions = []
    for unit, fields in UNITS.items():
        now = _pick(stored, fields)
        before = None if base is None else _pick(base, fields)
        wanted = {**(before or now), **_pick(mine, fields)}
        if wanted in (before, now):
            continue
        if now != before:
            collisions.append(unit)
        values |= wanted
    return Merged(values, tuple(collisions))


def _pick(values: Values, fields: tuple[str, ...]) -> dict[str, Any]:
    return {field: values[field] for field in fields if field in values}
