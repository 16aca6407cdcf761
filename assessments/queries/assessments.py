"""The assessments of a workspace: those that are there, and those that can be taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, StringAgg, Subquery, Value
from django.db.models.functions import Concat

from accounts.models import User, Workspace
from assessments.choices import GroupKind, ProgressChoice
from assessments.domain.progress import decided, progress_of
from assessments.domain.summary import Summary
from assessments.models import Assessment, CompletedSection

DELETED_IS_KEPT = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Listed:
    """An assessment as a list shows it, with the result that was stored last."""

    assessment: Assessment
    summary: Summary
    progress: ProgressChoice

    @property
    def decided(self) -> int:
        return decided(self.summary.overall.counts)

    @property
    def total(self) -> int:
        return self.summary.overall.counts.total


def assessments_of(workspace: Workspace, limit: int | None = None) -> list[Listed]:
    """What was changed last first, in one query."""
    return [listed(each) for each in listing_of(workspace).order_by("-changed_at", "-pk")[:limit]]


def listing_of(workspace: Workspace) -> QuerySet[Any]:
    """With all that `listed` takes."""
    section = Concat("kind", Value(" "), "group")
    sections = CompletedSection.objects.filter(assessment=OuterRef("pk")).order_by().values("assessment")
    completed = Subquery(sections.values(all=StringAgg(section, Value(","))))
    alive = Assessment.objects.filter(workspace=workspace, deleted_at=None).annotate(completed=completed)
    found: QuerySet[Any] = alive.with_pack().select_related("owner")
    return found


def deleted_assessments(workspace: Workspace, now: datetime) -> QuerySet[Assessment]:
    """Those that can still be restored, the last deleted first."""
    return Assessment.objects.filter(workspace=workspace, deleted_at__gt=now - DELETED_IS_KEPT).order_by("-deleted_at")


def owners_of(assessment: Assessment) -> QuerySet[User]:
    """Who may own it: the members, and whoever owns it now, even if that person has left."""
    members = Q(memberships__workspace=assessment.workspace_id, is_service=False)
    return User.objects.filter(members | Q(pk=assessment.owner_id)).distinct().order_by("name", "email")


def matching(listed: Sequence[Listed], *, text: str = "", state: str = "", owner: str = "") -> list[Listed]:
    """Those whose title holds the text, in this state, and of the owner with this code; empty means all."""
    wanted = text.casefold()
    return [
        each
        for each in listed
        if wanted in each.assessment.title.casefold()
        and state in {"", each.progress.value}
        and owner in {"", each.assessment.owner.code if each.assessment.owner else ""}
    ]


def listed(assessment: Any) -> Listed:
    """One of `listing_of`: its completed sections are one text, and kinds and ids hold neither spaces nor commas."""
    summary = assessment.stored_summary
    completed = [section.split(" ") for section in (assessment.completed or "").split(",") if section]
    phases, domains = (
        {group for kind, group in completed if kind == wanted} for wanted in (GroupKind.PHASE, GroupKind.DOMAIN)
    )
    return Listed(assessment, summary, ProgressChoice(progress_of(summary, phases, domains).value))
