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
    """Evidence with its standing on the day asked about, and the number of days for which it is valid."""

    evidence: Evidence
    standing: Standing
    validity_days: int

    @property
    def counts(self) -> bool:
        return self.standing is Standing.COUNTS

    @property
    def valid_until(self) -> date | None:
        """The last day on which it counts, or the calendar's end where that is beyond it; None without a date."""
        if self.evidence.observed is None:
            return None
        try:
            return self.evidence.observed + timedelta(days=self.validity_days)
        except OverflowError:
            return date.max


def judge(evidence: Evidence, *, on: date, default_days: int) -> JudgedEvidence:
    """Evidence counts on day d if observed <= d <= observed + validity."""
    validity_days = evidence.validity_days or default_days
    if evidence.observed is None:
        return JudgedEvidence(evidence, Standing.NO_DATE, validity_days)
    age = on.toordinal() - evidence.observed.toordinal()
    if age < 0:
        return JudgedEvidence(evidence, Standing.FUTURE, validity_days)
    return JudgedEvidence(evidence, Standing.COUNTS if age <= validity_days else Standing.LAPSED, validity_days)


def best_cap(judged: Sequence[JudgedEvidence], caps: EvidenceCaps) -> int:
    """The cap of the best evidence that counts."""
    best = caps.none
    for item in judged:
        if item.standing is Standing.COUNTS:
            best = max(best, caps.of(item.evidence.evidence_class))
    return best
