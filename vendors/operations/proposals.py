"""Who takes part in an evaluation, and what those who look after it enter of what a vendor sent."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.domain.periods import DELETED_IS_KEPT
from accounts.models import User, Workspace
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
    held: Evaluation = Evaluation.objects.locked().get(pk=evaluation.pk)
    if not takes_proposals(held.at):
        raise StageIsOverError
    vendor = _held_vendor(evaluation.workspace, name)
    if Proposal.objects.filter(evaluation=held, vendor=vendor, deleted_at=None).exists():
        raise TakesPartAlreadyError
    proposal = Proposal(evaluation=evaluation, vendor=vendor, description=description)
    _store(held, [proposal])
    _log(proposal, actor, "proposal.added")
    return proposal


def place_proposals(*, evaluation: Evaluation, vendors: Iterable[Vendor]) -> list[Proposal]:
    """Empty ones, without a line in the log, for who writes one about many and holds the evaluation and these vendors,
    none of which takes part yet."""
    made = [Proposal(evaluation=evaluation, vendor=vendor) for vendor in vendors]
    _store(evaluation, made)
    return made


def _held_vendor(workspace: Workspace, name: str) -> Vendor:
    """Nobody deletes it before the transaction ends. Who deletes one waits for nothing else, so that none waits for
    the other; one that was deleted a moment ago is entered anew."""
    known = vendor_named(workspace, name)
    held = Vendor.objects.select_for_update(no_key=True).filter(pk=known.pk).first() if known else None
    return held or Vendor.objects.get_or_create(workspace=workspace, name=name)[0]


def _store(evaluation: Evaluation, made: Sequence[Proposal]) -> None:
    """Under numbers by chance, so that they do not tell in which order vendors were entered: who has such a number goes
    to the end. Once numbers are known they stay."""
    there: dict[int, Proposal] = {
        each.number: each for each in Proposal.objects.filter(evaluation=evaluation).only("number")
    }
    places: dict[int, Proposal] = dict(there)
    for last, proposal in enumerate(made, start=max(there, default=0) + 1):
        number = last if evaluation.at.is_from(Stage.SCORING) else _CHANCE.randint(1, last)
        if number in places:
            places[last] = places[number]
        places[number] = proposal
    moved = [each for number, each in places.items() if there.get(each.number) is each and each.number != number]
    for number, proposal in places.items():
        proposal.number = number
    Proposal.objects.bulk_update(moved, ["number"])
    Proposal.objects.bulk_create(made)


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
