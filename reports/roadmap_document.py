"""The status of a roadmap as data: every text as it is printed, in the order in which it is printed.

Made by `reports.builders.roadmap`, printed by the templates in templates/reports/roadmap/.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.safestring import SafeString

from core.colour import Accent
from reports.document import Cover, Figure


@dataclass(frozen=True, slots=True)
class Brief:
    """A line of the board's page: what it is, and a word about it."""

    text: str
    note: str


@dataclass(frozen=True, slots=True)
class Board:
    """What fits one page, whatever the roadmap holds: each list has few lines, each of few letters.

    The `more_*` say how many of each are not on the page.
    """

    headline: str
    figures: tuple[Figure, ...]
    chart: SafeString
    outlook: str
    gates: tuple[Brief, ...]
    decisions: tuple[Brief, ...]
    more_decisions: int
    late: tuple[Brief, ...]
    more_late: int
    risks: tuple[Brief, ...]
    more_risks: int


@dataclass(frozen=True, slots=True)
class CriterionLine:
    """`standing` is met or not met."""

    text: str
    standing: str
    is_met: bool


@dataclass(frozen=True, slots=True)
class PhaseBlock:
    number: int
    title: str
    objective: str
    planned: str
    real: str
    complete: str
    owner: str
    gate: str
    criteria: tuple[CriterionLine, ...]


@dataclass(frozen=True, slots=True)
class ActionLine:
    title: str
    question: str
    owner: str
    state: str
    due: str
    value: int
    days: int
    is_late: bool


@dataclass(frozen=True, slots=True)
class ActionGroup:
    """Actions of a phase. `said` sums them up."""

    title: str
    said: str
    rows: tuple[ActionLine, ...]


@dataclass(frozen=True, slots=True)
class ArtifactLine:
    title: str
    phase: str
    status: str
    owner: str
    due: str
    is_late: bool


@dataclass(frozen=True, slots=True)
class ListLine:
    """A checklist: how much of it is done, and what of it is late."""

    title: str
    done: str
    late: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MeasureLine:
    name: str
    start: str
    latest: str
    target: str


@dataclass(frozen=True, slots=True)
class PilotBlock:
    title: str
    facts: tuple[tuple[str, str], ...]
    measures: tuple[MeasureLine, ...]


@dataclass(frozen=True, slots=True)
class MonthLine:
    """What is due in a month, as the dates are on the day of the report."""

    month: str
    actions: int
    days: int
    value: int
    note: str


@dataclass(frozen=True, slots=True)
class DayLine:
    """A day of the burn-up."""

    day: str
    meant: str
    done: str
    planned: str


@dataclass(frozen=True, slots=True)
class RoadmapReport:
    accent: Accent
    cover: Cover
    running_title: str
    running_mark: str
    board: Board
    phases: tuple[PhaseBlock, ...]
    groups: tuple[ActionGroup, ...]
    artifacts: tuple[ArtifactLine, ...]
    lists: tuple[ListLine, ...]
    pilots: tuple[PilotBlock, ...]
    months: tuple[MonthLine, ...]
    undated: str
    days: tuple[DayLine, ...]
    pack: str
    content_hash: str
