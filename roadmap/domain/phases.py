"""How far phases are. They may overlap: their order is advice, and nothing here forbids anything."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class PhaseState(StrEnum):
    """A phase is done when its gate is passed. With an exception it is passed until a day, and lapsed after it."""

    NOT_BEGUN = "not_begun"
    UNDER_WAY = "under_way"
    FINISHED = "finished"
    EXCEPTION = "exception"
    LAPSED = "lapsed"
    PASSED = "passed"

    @property
    def is_passed(self) -> bool:
        return self in {PhaseState.PASSED, PhaseState.EXCEPTION}


@dataclass(frozen=True, slots=True)
class Passed:
    """A passing that nobody has withdrawn; `expires` where it was with open criteria: the last day of the exception."""

    day: date
    expires: date | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """One phase in the pack's order."""

    phase: str
    started: date | None = None
    finished: date | None = None
    passed: Passed | None = None


def state_of(run: Run, today: date) -> PhaseState:
    if run.passed:
        if run.passed.expires is None:
            return PhaseState.PASSED
        return PhaseState.EXCEPTION if run.passed.expires >= today else PhaseState.LAPSED
    if run.finished and run.finished <= today:
        return PhaseState.FINISHED
    return PhaseState.UNDER_WAY if run.started and run.started <= today else PhaseState.NOT_BEGUN


def current_phase(runs: Iterable[Run], today: date) -> str:
    """The first that was begun and whose gate is not passed; where there is none, the next to begin, or empty."""
    states = [(run.phase, state_of(run, today)) for run in runs]
    under_way = [phase for phase, state in states if not state.is_passed and state is not PhaseState.NOT_BEGUN]
    waiting = [phase for phase, state in states if state is PhaseState.NOT_BEGUN]
    return (under_way or waiting or [""])[0]


def begun_before_gate(runs: Iterable[Run], phase: str, today: date) -> str:
    """The earlier phase whose gate was not passed when this one began, or still is not; empty where all is in order."""
    earlier: list[Run] = []
    for run in runs:
        if run.phase == phase:
            begun = run.started
            if begun is None or begun > today:
                return ""
            return next((each.phase for each in earlier if each.passed is None or each.passed.day > begun), "")
        earlier.append(run)
    return ""
