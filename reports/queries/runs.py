"""The reports that were asked for."""

from __future__ import annotations

from django.db.models import Count, Q
from django.utils import timezone

from accounts.models import Workspace
from assessments.models import Assessment
from reports.models import ReportRun
from reports.models.run import ReportRunQuerySet, is_there
from roadmap.models import Roadmap
from vendors.models import Evaluation


def runs_of(subject: Assessment | Roadmap | Evaluation) -> list[ReportRun]:
    """The newest first, each with the number of its links that are open."""
    is_open = Q(shares__revoked_at=None, shares__expires_at__gt=timezone.now())
    runs = _runs_of(subject).annotate(open_links=Count("shares", filter=is_open))
    return list(runs.select_related("asked_by", "job", "stored_file").order_by("-pk"))


def reports_of(subject: Assessment | Roadmap | Evaluation) -> ReportRunQuerySet:
    """With all that is told of one."""
    return _with_all(_runs_of(subject))


def _runs_of(subject: Assessment | Roadmap | Evaluation) -> ReportRunQuerySet:
    of = {type(subject)._meta.model_name or "": subject}
    return ReportRun.objects.filter(is_there(), **of, deleted_at=None)


def _with_all(runs: ReportRunQuerySet) -> ReportRunQuerySet:
    related = runs.select_related(
        "asked_by", "job__started_by", "stored_file", "assessment", "roadmap", "evaluation", "milestone", "proposal"
    )
    return related.defer("milestone__content")


def find_run(workspace: Workspace, code: str, *, also_deleted: bool = False) -> ReportRun:
    """Raises ReportRun.DoesNotExist. A run goes with what it is of when that is deleted, and comes back with it."""
    runs = ReportRun.objects.filter(is_there(), workspace=workspace, code=code)
    if not also_deleted:
        runs = runs.filter(deleted_at=None)
    run: ReportRun = _with_all(runs).get()
    run.workspace = workspace
    return run
