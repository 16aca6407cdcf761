"""The decision report of an evaluation, and the debrief of one vendor, as data: every text as it is printed.

Made by `reports.builders.decision` and `reports.builders.debrief`, printed by templates/reports/decision/.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.safestring import SafeString

from core.colour import Accent
from reports.document import Cover, Figure


@dataclass(frozen=True, slots=True)
class Cell:
    """`css` is a class of decision.css: a tone, or a level whose colour of maturity it has."""

    text: str
    css: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table. `head` has the title and the class of each column; rows may be parted by a title of their own."""

    head: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    caption: str = ""


@dataclass(frozen=True, slots=True)
class VendorBlock:
    """`said` are strengths, weaknesses and risks, each with its lines."""

    title: str
    standing: str
    is_excluded: bool
    is_awarded: bool
    said: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class DecisionReport:
    accent: Accent
    cover: Cover
    running_title: str
    running_mark: str
    headline: str
    decided: str
    reasons: str
    conditions: tuple[str, ...]
    purpose: str
    figures: tuple[Figure, ...]
    standing: Grid
    vendors: tuple[VendorBlock, ...]
    gates: tuple[Grid, ...]
    waivers: tuple[str, ...]
    weighed: str
    groups: tuple[Grid, ...]
    scores: tuple[Grid, ...]
    chart: SafeString
    sureness: tuple[str, ...]
    robustness: Grid | None
    changes: tuple[str, ...]
    scenarios: tuple[Grid, ...]
    warnings: tuple[str, ...]
    agreement: str
    disagreement: Grid | None
    dissents: tuple[tuple[str, str], ...]
    price_terms: str
    prices: Grid | None
    frontier: Grid | None
    combined: Grid | None
    people: tuple[tuple[str, str], ...]
    course: tuple[tuple[str, str], ...]
    proposals: Grid
    conflicts: Grid | None
    versions: Grid
    rankings: tuple[Grid, ...]
    content_hash: str


@dataclass(frozen=True, slots=True)
class CriterionBlock:
    """What one proposal was given on one criterion. `reached` is the text of that level, after those it builds on, and
    `next_level` what more would have looked like.
    """

    title: str
    level: str
    reached: tuple[str, ...]
    next_level: str
    reason: str
    css: str = ""


@dataclass(frozen=True, slots=True)
class GroupBlock:
    title: str
    said: str
    criteria: tuple[CriterionBlock, ...]


@dataclass(frozen=True, slots=True)
class Debrief:
    """Of one vendor, with nothing of anybody else in it."""

    accent: Accent
    cover: Cover
    running_title: str
    running_mark: str
    headline: str
    opening: tuple[str, ...]
    figures: tuple[Figure, ...]
    said: tuple[tuple[str, tuple[str, ...]], ...]
    gates: Grid | None
    groups: tuple[GroupBlock, ...]
    levels: Grid
    method: tuple[str, ...]
    content_hash: str
