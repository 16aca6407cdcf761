"""Which evidence counts on a day, and how high a level it carries."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from assessments.domain.answers import Evidence
from catalog.domain.question_pack import EvidenceCaps


class Standing(StrEnum):
    """Why a piece of evidence counts on a day, or does not."""

    COUNTS = "counts"
    NO_DATE = "no_date"
    FUTURE = "future"
    LAPSED = "lapsed"


class JudgedEvidence(NamedTuple):
    """Evidence with its standing on the day asked about. `valid_until` is its last day, None without a date."""

    evidence: Evidence
    standing: Standing
    valid_until: date | None

    @property
    def counts(self) -> bool:
        return self.standing is Standing.COUNTS


def judge(evidence: Evidence, *, on: date, default_days: int) -> JudgedEvidence:
    """Evidence counts on day d if observed <= d <= observed + validity."""
    observed = evidence.observed
    if observed is None:
        return JudgedEvidence(evidence, Standing.NO_DATE, None)
    valid_until = last_day(observed, evidence.validity_days or default_days)
    if observed > on:
        return JudgedEvidence(evidence, Standing.FUTURE, valid_until)
    return JudgedEvidence(evidence, Standing.COUNTS if on <= valid_until else Standing.LAPSED, valid_until)


def last_day(observed: date, validity_days: int) -> date:
    """The last day on which it counts, or the calendar's end where that is beyond it."""
    try:
        return observed + timedelta(days=validity_days)
    except OverflowError:
        return date.max


def best_cap(judged: Sequence[JudgedEvidence], caps: EvidenceCaps) -> int:
    """The cap of the best evidence that counts."""
    best = caps.none
    for item in judged:
        if item.standing is Standing.COUNTS:
            best = max(best, caps.of(item.evidence.evidence_class))
    return best
