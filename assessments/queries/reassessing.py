"""When it is time to assess again: so many days after the last milestone; as long as there is none, after what was
accepted last; else after the beginning."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from assessments.domain.review import Standing
from assessments.models import Assessment, Milestone

LATE = timedelta(days=30)
"""What was due earlier is no news: it was there before reminders were, or nothing ran for a month."""
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Due:
    """`base` is the day from which the days are counted."""

    base: date
    milestone: Milestone | None
    was_accepted: bool


def due_reassessments(now: datetime) -> list[int]:
    """The keys of those of which people are to be told; nothing is locked, so it is asked once more before that."""
    alive = Assessment.objects.filter(deleted_at=None, workspace__deleted_at=None, reassess_days__isnull=False)
    return [
        assessment.pk
        for assessment in alive.select_related("workspace").defer("summary").order_by("pk").iterator(chunk_size=500)
        if assessment.created_at + timedelta(days=assessment.reassess_days or 0) <= now + _ONE_DAY
        and due_of(assessment, now)
    ]


def due_of(assessment: Assessment, now: datetime) -> Due | None:
    """Where it is time, and nobody was told yet. Not where the next assessment was begun from a milestone of it."""
    if assessment.reassess_days is None:
        return None
    if Assessment.objects.filter(begun_from__assessment=assessment, deleted_at=None).exists():
        return None
    found = base_of(assessment)
    due, today = (
        found.base + timedelta(days=assessment.reassess_days),
        timezone.localdate(now, assessment.workspace.zone),
    )
    is_told = assessment.reassess_told_date == found.base
    return None if is_told or not today - LATE <= due <= today else found


def base_of(assessment: Assessment) -> Due:
    zone = assessment.workspace.zone
    last: Milestone | None = assessment.milestones.alive().without_content().order_by("-frozen_at", "-pk").first()
    if last:
        return Due(timezone.localdate(last.frozen_at, zone), last, was_accepted=False)
    accepted = assessment.reviews.filter(state=Standing.ACCEPTED.value).order_by("-decided_at").first()
    if accepted and accepted.decided_at:
        return Due(timezone.localdate(accepted.decided_at, zone), None, was_accepted=True)
    return Due(timezone.localdate(assessment.created_at, zone), None, was_accepted=False)
