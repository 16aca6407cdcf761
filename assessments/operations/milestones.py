"""Freezing what an assessment says and what it scores, for good."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.operations.activity import log_activity
from assessments.domain.frozen import exact_data
from assessments.domain.result_data import result_data
from assessments.domain.results import Result
from assessments.domain.scoring import score
from assessments.domain.submission import Submission
from assessments.domain.summary import summarise
from assessments.models import Assessment, Milestone
from assessments.models.milestone import hash_of
from assessments.operations.assessments import NotRestorableError
from assessments.queries.assessments import DELETED_IS_KEPT
from assessments.queries.scoring import cited_in
from assessments.queries.submission import submission_of


@transaction.atomic
def freeze_milestone(
    *, assessment: Assessment, actor: User, title: str, note: str = "", moment: datetime | None = None
) -> Milestone:
    """Answers, evidence as it counts on the day, targets and every number, as they are at this moment.

    `moment` is now, unless an example wants an earlier one. The assessment is locked: nobody answers meanwhile.
    """
    moment = moment or timezone.now()
    locked: Assessment = Assessment.objects.select_related("workspace").locked_with_pack().get(pk=assessment.pk)
    day = timezone.localdate(moment, timezone=locked.workspace.zone)
    submission = submission_of(locked, as_of=day)
    result = score(locked.questions, submission.answers, submission.targets, as_of=day)
    content = _content(locked, submission, result)
    milestone = Milestone.objects.create(
        assessment=locked,
        pack=locked.pack,
        title=title,
        note=note,
        frozen_at=moment,
        frozen_by=actor,
        as_of_date=day,
        scoring_version=result.scoring_version,
        content=content,
        content_hash=hash_of(content),
        summary=summarise(result).to_data(),
    )
    _log(milestone, actor, "milestone.frozen")
    return milestone


@transaction.atomic
def delete_milestone(*, milestone: Milestone, actor: User) -> None:
    """For good after a month; what was made of it stays. Deleting what is deleted does nothing."""
    if Milestone.objects.filter(pk=milestone.pk, deleted_at=None).update(deleted_at=timezone.now()):
        _log(milestone, actor, "milestone.deleted")


@transaction.atomic
def restore_milestone(*, milestone: Milestone, actor: User) -> None:
    """Raises NotRestorableError. Restoring what is there does nothing."""
    if milestone.deleted_at is None:
        return
    due = Milestone.objects.filter(pk=milestone.pk, deleted_at__gt=timezone.now() - DELETED_IS_KEPT)
    if not due.update(deleted_at=None):
        raise NotRestorableError
    _log(milestone, actor, "milestone.restored")


def purge_milestones(*, now: datetime) -> int:
    """Remove what was deleted a month ago; how many milestones that were."""
    due = Milestone.objects.filter(deleted_at__lte=now - DELETED_IS_KEPT).values_list("pk", flat=True)
    return sum(Milestone.objects.filter(pk=key).delete()[1].get("assessments.Milestone", 0) for key in list(due))


def _log(milestone: Milestone, actor: User, verb: str) -> None:
    log_activity(
        workspace=milestone.assessment.workspace,
        actor=actor,
        verb=verb,
        target=milestone,
        assessment=milestone.assessment.title,
    )


def _content(assessment: Assessment, submission: Submission, result: Result) -> str:
    """The order of what is in it is kept: results.json is written from it byte by byte."""
    content = {
        "results": result_data(result, submission, assessment.pack.hash),
        "exact": exact_data(result),
        "answers": _answers(assessment),
        "profile": assessment.profile,
        "reviews": _reviews(assessment),
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


def _reviews(assessment: Assessment) -> list[dict[str, Any]]:
    """Where each phase stood in its review, and whose names stood under it, with the moments as they were there."""
    zone = assessment.workspace.zone
    rows = assessment.reviews.select_related("submitted_by", "decided_by").order_by("pk")
    return [
        {
            "phase": row.phase,
            "state": row.state,
            "submitted_by": str(row.submitted_by or ""),
            "submitted_at": row.submitted_at and row.submitted_at.astimezone(zone).isoformat(),
            "decided_by": str(row.decided_by or ""),
            "decided_at": row.decided_at and row.decided_at.astimezone(zone).isoformat(),
            "reason": row.reason,
        }
        for row in rows
    ]


def _answers(assessment: Assessment) -> dict[str, dict[str, Any]]:
    """By question what results do not tell: the mark to follow up, what waits to be confirmed, and the codes of what is
    cited, in their order."""
    found: dict[str, dict[str, Any]] = {}
    for id_, is_flagged, carried in assessment.answers.order_by("pk").values_list("question", "is_flagged", "carried"):
        if is_flagged:
            found.setdefault(id_, {})["is_flagged"] = True
        if carried:
            found.setdefault(id_, {})["carried"] = carried
    for id_, code in cited_in(assessment).values_list("answer__question", "evidence__code"):
        found.setdefault(id_, {}).setdefault("evidence", []).append(code)
    return found
