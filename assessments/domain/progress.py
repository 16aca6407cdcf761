"""How far an assessment is."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

from assessments.domain.results import Counts
from assessments.domain.summary import Summary


class Progress(StrEnum):
    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    ALL_ANSWERED = "all_answered"  # nothing is open, and nobody has said that it is complete
    COMPLETE = "complete"  # somebody said so of every phase, or of every domain


def decided(counts: Counts) -> int:
    """Questions with a level, or that do not apply."""
    return counts.answered + counts.not_applicable


def progress_of(summary: Summary, phases: Collection[str], domains: Collection[str]) -> Progress:
    """Given the ids of those sections that are marked complete. Sections that ask nothing play no part."""
    for parts, completed in ((summary.phases, phases), (summary.domains, domains)):
        asked = {id_ for id_, part in parts.items() if part.counts.total}
        if asked and asked <= set(completed):
            return Progress.COMPLETE
    counts = summary.overall.counts
    if not counts.open:
        return Progress.ALL_ANSWERED
    return Progress.NOT_STARTED if counts.unanswered == counts.total else Progress.IN_PROGRESS
