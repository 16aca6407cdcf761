"""The reports that were asked for."""

from __future__ import annotations

from django.db.models import Count, Q
from django.utils import timezone

from accounts.models import Workspace
from assessments.models import Assessment
from reports.models import ReportRun


def runs_of(assessment: Assessment) -> list[ReportRun]:
    """The newest first, each with the number of its links that are open."""
    is_open = Q(shares__revoked_at=None, shares__expires_at__gt=timezone.now())
    runs = ReportRun.objects.filter(assessment=assessment, deleted_at=None)
    runs = runs.annotate(open_links=Count("shares", filter=is_open))
    return list(runs.select_related("asked_by", "job", "stored_file").order_by("-pk"))


def find_run(workspace: Workspace, code: str, *, also_deleted: bool = False) -> ReportRun:
    """Raises ReportRun.DoesNotExist. A run goes with its assessment when that is deleted, and comes back with it."""
    runs = ReportRun.objects.filter(
        workspace=workspace, code=code, assessment__isnull=False, assessment__deleted_at=None
    )
    if not also_deleted:
        runs = runs.filter(deleted_at=None)
    related = runs.select_related("asked_by", "job__started_by", "stored_file", "assessment", "milestone")
    run: ReportRun = related.defer("milestone__content").get()
    run.workspace = workspace
    return run
