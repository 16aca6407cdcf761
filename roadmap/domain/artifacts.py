"""How far a document is, and what may become of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from enum import StrEnum

from roadmap.domain.states import ArtifactStatus


class ArtifactAct(StrEnum):
    """What happens to an artifact. Only the clock makes one outdated."""

    ASKED = "asked"
    SENT_BACK = "sent_back"
    ACCEPTED = "accepted"
    REOPENED = "reopened"
    CORRECTED = "corrected"
    OUTDATED = "outdated"


ASKABLE = (ArtifactStatus.DRAFT, ArtifactStatus.OUTDATED)
"""From where a review is asked for. What is outdated may be as good as ever: then it is accepted again."""


def status_on(day: date, status: str, review_date: date | None) -> ArtifactStatus:
    """What it is on a day, whether or not what is stored says so already: accepted until its review date."""
    if status == ArtifactStatus.ACCEPTED and review_date is not None and review_date < day:
        return ArtifactStatus.OUTDATED
    return ArtifactStatus(status)


def due_on(status: str, due_date: date | None, review_date: date | None) -> date | None:
    """By when somebody has to do something: from its acceptance on that is the review."""
    was_accepted = status in {ArtifactStatus.ACCEPTED, ArtifactStatus.OUTDATED}
    return review_date if was_accepted else due_date


def begun_status(status: str, *, ticks: Collection[int], has_version: bool) -> ArtifactStatus:
    """The first tick or version makes a draft, and taking back the only tick makes it none."""
    if status not in {ArtifactStatus.NOT_STARTED, ArtifactStatus.DRAFT}:
        return ArtifactStatus(status)
    return ArtifactStatus.DRAFT if ticks or has_version else ArtifactStatus.NOT_STARTED


def moved_ticks(ticks: Collection[int], before: Sequence[str], after: Sequence[str]) -> list[int]:
    """The same sentences, after some were added, taken out or put elsewhere; one that was reworded is open again."""
    ticked = {before[number] for number in ticks if number < len(before)}
    return [number for number, sentence in enumerate(after) if sentence in ticked]
