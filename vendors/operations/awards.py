"""The decision: what is said of each proposal, then what is awarded and why; and taking that back."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.operations.activity import log_activity
from vendors.domain.stages import AwardKind, Stage
from vendors.models import Appraisal, Award, Evaluation, Proposal


class NotToDecideError(Exception):
    """Quality is not locked yet, or the decision has fallen meanwhile."""


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
def take_back_decision(*, evaluation: Evaluation, actor: User) -> None:
    """What was written stays for its moderator; whatever rests on the decision is closed with it.

    Raises NotToDecideError where there is none.
    """
    evaluation = _held(evaluation, Stage.DECIDED)
    Award.objects.filter(evaluation=evaluation).update(decided_at=None, decided_by=None)
    _move(evaluation, Stage.LOCKED)
    _log(evaluation, actor, "evaluation.decision_taken_back")


def _held(evaluation: Evaluation, stage: Stage) -> Evaluation:
    """The row, locked and at this stage."""
    held: Evaluation = Evaluation.objects.locked().select_related("workspace").get(pk=evaluation.pk)
    if held.at is not stage:
        raise NotToDecideError
    return held


def _move(evaluation: Evaluation, stage: Stage) -> None:
    evaluation.stage = stage.value
    evaluation.save(update_fields=["stage", "changed_at"])


def _log(evaluation: Evaluation, actor: User, verb: str) -> None:
    log_activity(workspace=evaluation.workspace, actor=actor, verb=verb, target=evaluation)
