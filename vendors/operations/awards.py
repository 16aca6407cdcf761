"""The decision: what is said of each proposal, then what is awarded and why; and taking that back."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from accounts.models import Activity, User
from accounts.operations.activity import log_activity
from vendors.domain.stages import AwardKind, Stage
from vendors.models import Appraisal, Award, Evaluation, Proposal

TAKEN_BACK = "evaluation.decision_taken_back"


class NotToDecideError(Exception):
    """Quality is not locked yet, or the decision has fallen meanwhile."""


class ChangedSinceError(Exception):
    """Something of the evaluation was changed since its decision was taken back."""


class WithdrawnError(Exception):
    """The proposal that is awarded was withdrawn meanwhile."""


@transaction.atomic
def save_appraisal(*, proposal: Proposal, actor: User, seen: int, **values: Any) -> Appraisal:
    """Between the lock of quality and the decision. Raises NotToDecideError, StaleWriteError."""
    evaluation = _held(proposal.evaluation, Stage.LOCKED)
    row, _is_new = Appraisal.objects.get_or_create(proposal=proposal)
    stored = row.save_revision(seen=seen, written_by=actor, **values)
    stored.proposal = proposal
    _log(evaluation, actor, "evaluation.appraised")
    return stored


@transaction.atomic
def decide_evaluation(*, evaluation: Evaluation, actor: User, seen: int, kind: str, **values: Any) -> Award:
    """Whatever the kind does not need is left empty. Raises NotToDecideError, WithdrawnError, StaleWriteError."""
    evaluation = _held(evaluation, Stage.LOCKED)
    if kind == AwardKind.NONE:
        values["proposal"] = None
    elif not Proposal.objects.filter(evaluation=evaluation, pk=values["proposal"].pk).standing().exists():
        raise WithdrawnError
    if kind != AwardKind.CONDITIONAL:
        values |= {"conditions": "", "pilot_days": None}
    row, _is_new = Award.objects.get_or_create(evaluation=evaluation, defaults={"kind": AwardKind.NONE.value})
    stored = row.save_revision(seen=seen, kind=kind, decided_by=actor, decided_at=timezone.now(), **values)
    stored.evaluation = evaluation
    _move(evaluation, Stage.DECIDED)
    _log(evaluation, actor, "evaluation.decided")
    return stored


@transaction.atomic
def take_back_decision(*, evaluation: Evaluation, actor: User) -> Activity:
    """What was written stays for its moderator; whatever rests on the decision is closed with it. The event in the log
    says when it had fallen, so that `restore_decision` finds that.

    Raises NotToDecideError where there is none.
    """
    evaluation = _held(evaluation, Stage.DECIDED)
    award = Award.objects.get(evaluation=evaluation)
    fell_at = award.decided_at.isoformat() if award.decided_at else ""
    Award.objects.filter(pk=award.pk).update(decided_at=None, decided_by=None)
    _move(evaluation, Stage.LOCKED)
    return _log(evaluation, actor, TAKEN_BACK, decided_at=fell_at)


@transaction.atomic
def restore_decision(*, evaluation: Evaluation, event: Activity, actor: User) -> None:
    """It stands as it had fallen, with the reports that were made of it.

    Raises NotToDecideError, and ChangedSinceError where anything was done in the evaluation since that event.
    """
    evaluation = _held(evaluation, Stage.LOCKED)
    about = Activity.objects.filter(workspace=evaluation.workspace, object_code=evaluation.code)
    if about.filter(pk__gt=event.pk).exists():
        raise ChangedSinceError
    fallen = about.filter(verb="evaluation.decided", pk__lt=event.pk).order_by("-pk").first()
    Award.objects.filter(evaluation=evaluation).update(
        decided_at=parse_datetime(event.detail["decided_at"]), decided_by=fallen.actor if fallen else None
    )
    _move(evaluation, Stage.DECIDED)
    _log(evaluation, actor, "evaluation.decision_restored")


def _held(evaluation: Evaluation, stage: Stage) -> Evaluation:
    """The row, locked and at this stage."""
    held: Evaluation = Evaluation.objects.locked().select_related("workspace").get(pk=evaluation.pk)
    if held.at is not stage:
        raise NotToDecideError
    return held


def _move(evaluation: Evaluation, stage: Stage) -> None:
    evaluation.stage = stage.value
    evaluation.save(update_fields=["stage", "changed_at"])


def _log(evaluation: Evaluation, actor: User, verb: str, **detail: Any) -> Activity:
    return log_activity(workspace=evaluation.workspace, actor=actor, verb=verb, target=evaluation, **detail)
