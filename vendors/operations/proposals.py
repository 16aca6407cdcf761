"""Who takes part in an evaluation, and what those who look after it enter of what a vendor sent."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from accounts.domain.periods import DELETED_IS_KEPT
from accounts.models import User
from accounts.operations.activity import log_activity
from evidence.models import StoredFile
from evidence.operations.files import discard_files
from vendors.domain.handing_in import takes_proposals
from vendors.domain.stages import Stage
from vendors.models import Evaluation, PortalDocument, Proposal, ProposalAnswer, ProposalDocument, Submission, Vendor
from vendors.queries.proposals import vendor_named

_CHANCE = random.SystemRandom()


class StageIsOverError(Exception):
    """The evaluation has gone on meanwhile: this cannot be done any more."""


class TakesPartAlreadyError(Exception):
    """The vendor has a proposal in this evaluation."""


class AsHandedInError(Exception):
    """The vendor handed it in by itself, and has a receipt: nobody changes its words."""


class NotRestorableError(Exception):
    """The time in which it could be restored is over."""


def locked_at_stage(proposal: Proposal, allowed: Callable[[Stage], bool] = takes_proposals) -> Evaluation:
    """Inside a transaction: the evaluation, held. Raises StageIsOverError."""
    evaluation: Evaluation = Evaluation.objects.locked().get(pk=proposal.evaluation_id)
    if not allowed(evaluation.at):
        raise StageIsOverError
    return evaluation


@transaction.atomic
def add_proposal(*, evaluation: Evaluation, actor: User, name: str, description: str = "") -> Proposal:
    """Of the vendor of this name, who is entered if nobody was.

    Raises StageIsOverError and TakesPartAlreadyError.
    """
    proposal = place_proposal(evaluation=evaluation, name=name, description=description)
    _log(proposal, actor, "proposal.added")
    return proposal


def place_proposal(*, evaluation: Evaluation, name: str, description: str = "") -> Proposal:
    """Inside a transaction: the same without a line in the log, for who writes one about many."""
    held: Evaluation = Evaluation.objects.locked().get(pk=evaluation.pk)
    if not takes_proposals(held.at):
        raise StageIsOverError
    workspace = evaluation.workspace
    vendor = vendor_named(workspace, name) or Vendor.objects.get_or_create(workspace=workspace, name=name)[0]
    if Proposal.objects.filter(evaluation=held, vendor=vendor, deleted_at=None).exists():
        raise TakesPartAlreadyError
    number = _free_number(held)
    return Proposal.objects.create(evaluation=evaluation, vendor=vendor, number=number, description=description)


def _free_number(evaluation: Evaluation) -> int:
    """By chance, so that numbers do not tell in which order vendors were entered; once they are known they stay."""
    most: int = Proposal.objects.filter(evaluation=evaluation).aggregate(most=Max("number"))["most"] or 0
    if evaluation.at.is_from(Stage.SCORING):
        return most + 1
    number = _CHANCE.randint(1, most + 1)
    Proposal.objects.filter(evaluation=evaluation, number=number).update(number=most + 1)
    return number


@transaction.atomic
def change_proposal(*, proposal: Proposal, actor: User, seen: int, **values: Any) -> Proposal:
    """What is proposed, and when it came. Raises StaleWriteError, StageIsOverError and AsHandedInError."""
    _require_ours(proposal)
    stored = proposal.save_revision(seen=seen, **values)
    _log(proposal, actor, "proposal.changed")
    return stored


@transaction.atomic
def change_answer(*, proposal: Proposal, criterion: str, actor: User, seen: int, text: str) -> ProposalAnswer:
    """Taken over from what the vendor sent. Raises StaleWriteError, StageIsOverError and AsHandedInError."""
    _require_ours(proposal)
    row, _made = ProposalAnswer.objects.get_or_create(proposal=proposal, criterion=criterion)
    stored = row.save_revision(seen=seen, text=text, written_by=actor)
    _log(proposal, actor, "proposal.changed")
    return stored


def _require_ours(proposal: Proposal) -> None:
    locked_at_stage(proposal)
    if Submission.objects.filter(proposal=proposal).exists():
        raise AsHandedInError


@transaction.atomic
def withdraw_proposal(*, proposal: Proposal, actor: User, reason: str) -> None:
    """It is compared no more; all that was said of it stays. Raises StageIsOverError."""
    locked_at_stage(proposal, is_undecided)
    standing = Proposal.objects.filter(pk=proposal.pk, withdrawn_at=None)
    if standing.update(withdrawn_at=timezone.now(), withdrawn_reason=reason):
        _log(proposal, actor, "proposal.withdrawn")


@transaction.atomic
def reinstate_proposal(*, proposal: Proposal, actor: User) -> None:
    """Take a withdrawal back. Raises StageIsOverError."""
    locked_at_stage(proposal, is_undecided)
    withdrawn = Proposal.objects.filter(pk=proposal.pk, withdrawn_at__isnull=False)
    if withdrawn.update(withdrawn_at=None, withdrawn_reason=""):
        _log(proposal, actor, "proposal.reinstated")


@transaction.atomic
def delete_proposal(*, proposal: Proposal, actor: User) -> None:
    """What was entered by mistake; once it is scored it can only be withdrawn. Raises StageIsOverError."""
    locked_at_stage(proposal, _is_draft)
    if Proposal.objects.filter(pk=proposal.pk, deleted_at=None).update(deleted_at=timezone.now()):
        _log(proposal, actor, "proposal.deleted")


@transaction.atomic
def restore_proposal(*, proposal: Proposal, actor: User) -> None:
    """Raises StageIsOverError, NotRestorableError and TakesPartAlreadyError. What is there stays as it is."""
    if proposal.deleted_at is None:
        return
    locked_at_stage(proposal)
    alike = Proposal.objects.filter(evaluation=proposal.evaluation, vendor=proposal.vendor_id, deleted_at=None)
    if alike.exists():
        raise TakesPartAlreadyError
    due = Proposal.objects.filter(pk=proposal.pk, deleted_at__gt=timezone.now() - DELETED_IS_KEPT)
    if not due.update(deleted_at=None):
        raise NotRestorableError
    _log(proposal, actor, "proposal.restored")


def purge_proposals(*, now: datetime) -> int:
    """Remove what was deleted a month ago, with its files; how many proposals that were."""
    due = Proposal.objects.filter(deleted_at__lte=now - DELETED_IS_KEPT).values_list("pk", flat=True)
    return sum(_purge(key) for key in list(due))


@transaction.atomic
def _purge(key: int) -> int:
    kept = ProposalDocument.objects.filter(proposal=key).values_list("file", flat=True)
    drafted = PortalDocument.objects.filter(proposal=key).values_list("file", flat=True)
    files = list(StoredFile.objects.filter(pk__in={*kept, *drafted}))
    by_model = Proposal.objects.filter(pk=key, deleted_at__isnull=False).delete()[1]
    discard_files(files)
    return by_model.get("vendors.Proposal", 0)


def is_undecided(stage: Stage) -> bool:
    return stage is not Stage.DECIDED


def _is_draft(stage: Stage) -> bool:
    return stage is Stage.DRAFT


def _log(proposal: Proposal, actor: User, verb: str) -> None:
    """About the evaluation: a name beside what happens to a numbered proposal would tell whose it is."""
    evaluation = proposal.evaluation
    log_activity(workspace=evaluation.workspace, actor=actor, verb=verb, target=evaluation)
