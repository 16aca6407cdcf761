"""What a file that was written from stored answers says, set against what is stored by now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from assessments.domain.answers import Answer, Evidence, State
from assessments.domain.merging import UNITS, Values, merge
from catalog.domain.question_pack import EvidenceKind
from core.source.nodes import CONTROL_CHARACTER


class Pick(StrEnum):
    """Which of two values stays where both sides changed the same."""

    STORED = "stored"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class FiledAnswer:
    """What a file says of one question: `said` by the fields of an answer, and what it does to what is cited.

    `seen` is the revision that the file was made from; `uncited` are codes of evidence.
    """

    question: str
    seen: int
    said: Mapping[str, Any]
    evidence: tuple[Evidence, ...] = ()
    uncited: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """`values` are what to store. `collisions` are units that both changed; of these, `open` wait for a choice."""

    values: Mapping[str, Any]
    collisions: tuple[str, ...]
    open: tuple[str, ...]


def outcome_of(base: Values | None, stored: Values, said: Values, picks: Mapping[str, Pick]) -> Outcome:
    """What to store of what a file says, made from `base`, where `stored` is there by now; `picks` are by unit.

    Without a base, everything that differs collides.
    """
    merged = merge(base, stored, said)
    values = dict(merged.values)
    for unit in merged.collisions:
        if picks.get(unit) is not Pick.FILE:
            values |= {field: stored[field] for field in UNITS[unit]}
    return Outcome(values, merged.collisions, tuple(unit for unit in merged.collisions if unit not in picks))


def units_changed(before: Values, after: Values) -> list[str]:
    return [unit for unit, fields in UNITS.items() if any(before[field] != after[field] for field in fields)]


def as_filed(answer: Answer, kinds: Mapping[str, EvidenceKind]) -> Answer:
    """The answer as a file can hold it: criteria that are met only beside a level, since there a level follows from
    them, texts as they are read again, and those kinds of evidence that the pack names for their class."""

    def filed(item: Evidence) -> Evidence:
        kind = kinds.get(item.kind or "")
        return item if kind and kind.evidence_class == item.evidence_class else replace(item, kind=None)

    return replace(
        answer,
        met=answer.met if answer.state is State.ANSWERED else frozenset(),
        not_met=answer.not_met - answer.met,
        note=as_read(answer.note),
        level_reason=as_read(answer.level_reason),
        evidence=tuple(map(filed, answer.evidence)),
    )


def as_read(text: str) -> str:
    return CONTROL_CHARACTER.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
