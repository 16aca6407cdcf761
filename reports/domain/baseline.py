"""With what a report is compared."""

from __future__ import annotations

from dataclasses import dataclass

from assessments.domain.results import Result


@dataclass(frozen=True, slots=True)
class Baseline:
    """A milestone; `content_hash` is that of what was frozen."""

    title: str
    result: Result
    content_hash: str
