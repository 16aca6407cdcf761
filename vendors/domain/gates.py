"""Gates outside the sum: whoever fails one is out, whatever the total, unless a named person waived it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from vendors.domain.model import Gate


@dataclass(frozen=True, slots=True)
class Waiver:
    """Who let a missed gate pass, why, and the last day on which that holds."""

    person: str
    reason: str
    until: date

    def holds(self, on: date) -> bool:
        return on <= self.until


@dataclass(frozen=True, slots=True)
class Check:
    """What was found at a gate: met, missed, or None while nobody has looked. Only a missed one needs a waiver."""

    is_met: bool | None
    waiver: Waiver | None = None


NOT_CHECKED = Check(None)


class GateState(StrEnum):
    MET = "met"
    FAILED = "failed"
    WAIVED = "waived"
    LAPSED = "lapsed"
    """Missed, and the waiver is over."""
    UNKNOWN = "unknown"

    @property
    def excludes(self) -> bool:
        return self in (GateState.FAILED, GateState.LAPSED)


@dataclass(frozen=True, slots=True)
class Judged:
    """`waiver` is there for a waived gate and for one whose waiver has lapsed."""

    gate: Gate
    state: GateState
    waiver: Waiver | None = None


def judge(gate: Gate, check: Check, *, on: date) -> Judged:
    """A missed gate is waived through the last day of its waiver. What nobody checked neither passes nor excludes."""
    if check.is_met is None:
        return Judged(gate, GateState.UNKNOWN)
    if check.is_met:
        return Judged(gate, GateState.MET)
    if check.waiver is None:
        return Judged(gate, GateState.FAILED)
    return Judged(gate, GateState.WAIVED if check.waiver.holds(on) else GateState.LAPSED, check.waiver)


def judge_gates(gates: Sequence[Gate], checks: Mapping[str, Check], *, on: date) -> tuple[Judged, ...]:
    """All gates in their order; one without a check is unknown."""
    return tuple(judge(gate, checks.get(gate.code, NOT_CHECKED), on=on) for gate in gates)
