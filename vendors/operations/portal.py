"""What a vendor does under its private address before it hands in. Nobody else reads any of it."""

from __future__ import annotations

from datetime import datetime

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from evidence.operations.files import storing
from vendors.domain.handing_in import Door, door_of
from vendors.models import Evaluation, PortalAnswer, PortalDocument, PortalLink, Proposal, ProposalAnswer

MOST_DOCUMENTS = 60
"""That a draft holds."""
MOST_UPLOADS = 240
"""Of one proposal, also of those that were taken away again: a disk is not for play."""


class LinkGoneError(Exception):
    """It was revoked meanwhile, or what it leads to is gone."""


class ShutError(Exception):
    """Nothing is taken any more; `door` says why."""

    def __init__(self, door: Door) -> None:
        super().__init__(door.value)
        self.door = door


class TooManyDocumentsError(Exception):
    """More than a proposal may hold."""


def door_at(evaluation: Evaluation, proposal: Proposal, now: datetime) -> Door:
    """Whether the vendor can still write and hand in."""
    if proposal.withdrawn_at is not None:
        return Door.SHUT
    return door_of(
        stage=evaluation.at,
        due_at=evaluation.due_at,
        now=now,
        accepts_late=evaluation.accepts_late,
        has_come=proposal.submitted_at is not None,
    )


def enter(link: PortalLink) -> tuple[Proposal, Door, datetime]:
    """Inside a transaction that writes: the proposal as it is now, held, and when it is.

    Whoever waited for the lock past the deadline is late. Raises LinkGoneError and ShutError.
    """
    evaluation = Evaluation.objects.locked().filter(pk=link.proposal.evaluation_id, deleted_at=None).first()
    proposal = Proposal.objects.select_related("vendor").filter(pk=link.proposal_id, deleted_at=None).first()
    is_open = PortalLink.objects.filter(pk=link.pk, revoked_at=None).exists()
    if evaluation is None or proposal is None or not is_open:
        raise LinkGoneError
    evaluation.workspace = link.proposal.evaluation.workspace
    proposal.evaluation = evaluation
    now = timezone.now()
    door = door_at(evaluation, proposal, now)
    if not door.lets_in:
        raise ShutError(door)
    return proposal, door, now


@transaction.atomic
def save_draft(*, link: PortalLink, criterion: str, seen: int, text: str) -> PortalAnswer:
    """Raises StaleWriteError, LinkGoneError and ShutError."""
    proposal, _door, _now = enter(link)
    begin = ProposalAnswer.objects.filter(proposal=proposal, criterion=criterion).values_list("text", flat=True)
    before = begin.first() if criterion else proposal.description
    row, _made = PortalAnswer.objects.get_or_create(
        proposal=proposal, criterion=criterion, defaults={"text": before or ""}
    )
    return row.save_revision(seen=seen, text=text)


def add_draft_document(
    *, link: PortalLink, upload: File[bytes], title: str, kind: str, criterion: str, is_price: bool
) -> PortalDocument:
    """Raises RefusedFileError, LinkGoneError, ShutError and TooManyDocumentsError."""
    workspace = link.proposal.evaluation.workspace
    with storing(workspace=workspace, upload=upload, actor=None) as stored, transaction.atomic():
        proposal, _door, _now = enter(link)
        uploaded = PortalDocument.objects.filter(proposal=proposal)
        if uploaded.filter(deleted_at=None).count() >= MOST_DOCUMENTS or uploaded.count() >= MOST_UPLOADS:
            raise TooManyDocumentsError
        stored.save()
        return PortalDocument.objects.create(
            proposal=proposal, file=stored, title=title, kind=kind, criterion=criterion, is_price=is_price
        )


@transaction.atomic
def delete_draft_document(*, link: PortalLink, document: PortalDocument) -> None:
    """Raises LinkGoneError and ShutError. Deleting what is deleted does nothing."""
    enter(link)
    PortalDocument.objects.filter(pk=document.pk, deleted_at=None).update(deleted_at=timezone.now())


@transaction.atomic
def restore_draft_document(*, link: PortalLink, document: PortalDocument) -> None:
    """Raises LinkGoneError, ShutError and TooManyDocumentsError."""
    proposal, _door, _now = enter(link)
    if PortalDocument.objects.filter(proposal=proposal, deleted_at=None).count() >= MOST_DOCUMENTS:
        raise TooManyDocumentsError
    PortalDocument.objects.filter(pk=document.pk).update(deleted_at=None)
