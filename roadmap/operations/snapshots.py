"""A snapshot of every roadmap a week. What was not stored in its week is never reckoned afterwards."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from roadmap.models import Roadmap, Snapshot
from roadmap.queries.progress import standing_of


def take_snapshots(*, now: datetime) -> int:
    """On Monday, as the roadmap's workspace has it, or on the first day of the week on which this runs.

    The first is that of the Monday after its beginning: before, there is nothing in it. How many were taken; a second
    run in the same week takes none.
    """
    rows = Roadmap.objects.filter(deleted_at=None, workspace__deleted_at=None).select_related("workspace")
    asked = rows.annotate(last=Max("snapshots__day_date")).order_by("pk")
    return sum(_take(row.pk, now) for row in asked if is_due(row, row.last, now))


def is_due(roadmap: Roadmap, last: date | None, now: datetime) -> bool:
    zone = roadmap.workspace.zone
    today = timezone.localdate(now, zone)
    monday = today - timedelta(days=today.weekday())
    return timezone.localdate(roadmap.created_at, zone) <= monday and (last is None or last < monday)


@transaction.atomic
def _take(key: int, now: datetime) -> bool:
    """Of two at once the second waits for the first, and finds that it is done."""
    roadmap: Roadmap | None = Roadmap.objects.filter(pk=key, deleted_at=None).with_pack().locked().first()
    if roadmap is None or not is_due(roadmap, roadmap.snapshots.aggregate(last=Max("day_date"))["last"], now):
        return False
    day = timezone.localdate(now, roadmap.workspace.zone)
    found = standing_of(roadmap, day).figures
    Snapshot.objects.create(
        roadmap=roadmap, day_date=day, value=found.value.total, done_value=found.value.done, figures=found.to_data()
    )
    return True
