"""What is handed in to be scored: answers with the head that says whose they are and what is aimed at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from assessments.domain.answers import Answer, Targets


@dataclass(frozen=True, slots=True)
class Submission:
    """`organisation` and `title` may be empty; `as_of` is None where the day is left to whoever scores it."""

    organisation: str
    title: str
    as_of: date | None
    targets: Targets
    answers: Mapping[str, Answer]
