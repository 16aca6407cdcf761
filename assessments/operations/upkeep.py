"""What assessments need as days go by, without anybody asking."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from assessments.domain.summary import summarise
from assessments.models import Assessment
from assessments.queries.assessments import DELETED_IS_KEPT
from assessments.queries.scoring import score_levels

EARLIEST_ZONE = timezone.get_fixed_timezone(14 * 60)
"""Where a day begins first: nowhere is it later than there."""


def purge_assessments(*, now: datetime) -> int:
    """Remove what was deleted a month ago or earlier; how many assessments that were."""
    due = Assessment.objects.filter(deleted_at__lte=now - DELETED_IS_KEPT).values_list("pk", flat=True)
    return sum(_purge(key, now) for key in list(due))


@transaction.atomic
def _purge(key: int, now: datetime) -> bool:
    """Evidence stays: it is the workspace's, and may be cited elsewhere."""
    due = Assessment.objects.locked().filter(pk=key, deleted_at__lte=now - DELETED_IS_KEPT).first()
    if due is None:
        return False
    due.delete()
    return True


def renew_summaries(*, limit: int) -> int:
    """Score anew what was last scored before today, since evidence may have lapsed; how many assessments that were.

    At most `limit`, those first that were left for longest. Each workspace has its own midnight.
    """
    stored = Assessment.objects.filter(deleted_at=None, workspace__deleted_at=None).select_related("workspace")
    latest = timezone.localdate(timezone=EARLIEST_ZONE)
    found = (
        stored.filter(summary_date__lt=latest).order_by("summary_date", "pk").only("pk", "summary_date", "workspace")
    )
    due = [row for row in found.iterator() if row.summary_date < row.workspace.today]
    return sum(_renew(row.pk) for row in due[:limit])


@transaction.atomic
def _renew(key: int) -> bool:
    """False where somebody answered meanwhile, which scored it too."""
    stored = Assessment.objects.filter(pk=key, deleted_at=None)
    assessment: Assessment | None = stored.select_related("workspace").locked_with_pack().first()
    if assessment is None or assessment.summary_date == assessment.workspace.today:
        return False
    summary = summarise(score_levels(assessment, as_of=assessment.workspace.today))
    Assessment.objects.filter(pk=key).update(summary=summary.to_data(), summary_date=summary.as_of)
    return True
