"""Documents that those who look after a proposal add to it; what a vendor handed in by itself stays as it came."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from accounts.domain.periods import DELETED_IS_KEPT
from accounts.models import User
from accounts.operations.activity import log_activity
from evidence.models import StoredFile
from evidence.operations.files import discard_files, storing
from vendors.domain.handing_in import takes_proposals
from vendors.domain.stages import Stage
from vendors.models import Evaluation, PortalDocument, Proposal, ProposalDocument
from vendors.operations.proposals import AsHandedInError, NotRestorableError, is_undecided, locked_at_stage

MOST_DOCUMENTS = 100
"""Of one proposal."""


class TooManyDocumentsError(Exception):
    """So many nobody reads."""


def add_document(
    *, proposal: Proposal, actor: User, upload: File[bytes], title: str, kind: str, criterion: str, is_price: bool
) -> ProposalDocument:
    """Raises RefusedFileError, StageIsOverError and TooManyDocumentsError."""
    workspace = proposal.evaluation.workspace
    with storing(workspace=workspace, upload=upload, actor=actor) as stored, transaction.atomic():
        locked_at_stage(proposal, _allowed(is_price))
        if ProposalDocument.objects.filter(proposal=proposal, deleted_at=None).count() >= MOST_DOCUMENTS:
            raise TooManyDocumentsError
        stored.save()
        document = ProposalDocument.objects.create(
            proposal=proposal,
            file=stored,
            title=title,
            kind=kind,
            criterion=criterion,
            is_price=is_price,
            uploaded_by=actor,
        )
        _log(document, actor)
    return document


@transaction.atomic
def delete_document(*, document: ProposalDocument, actor: User) -> None:
    """Raises StageIsOverError and AsHandedInError."""
    _require_ours(document)
    if ProposalDocument.objects.filter(pk=document.pk, deleted_at=None).update(deleted_at=timezone.now()):
        _log(document, actor)


@transaction.atomic
def restore_document(*, document: ProposalDocument, actor: User) -> None:
    """Raises StageIsOverError, AsHandedInError and NotRestorableError. What is there stays as it is."""
    _require_ours(document)
    if document.deleted_at is None:
        return
    due = ProposalDocument.objects.filter(pk=document.pk, deleted_at__gt=timezone.now() - DELETED_IS_KEPT)
    if not due.update(deleted_at=None):
        raise NotRestorableError
    _log(document, actor)


@transaction.atomic
def purge_documents(*, now: datetime) -> int:
    """Remove what was deleted a month ago, of proposals and of drafts, with the files; how many documents."""
    due = now - DELETED_IS_KEPT
    rows = (ProposalDocument.objects.filter(deleted_at__lte=due), PortalDocument.objects.filter(deleted_at__lte=due))
    keys = {key for each in rows for key in each.values_list("file", flat=True)}
    files = list(StoredFile.objects.filter(pk__in=keys))
    count = sum(each.delete()[0] for each in rows)
    discard_files(files)
    return count


def _require_ours(document: ProposalDocument) -> Evaluation:
    if document.uploaded_by_id is None:
        raise AsHandedInError
    return locked_at_stage(document.proposal, _allowed(document.is_price))


def _allowed(is_price: bool) -> Callable[[Stage], bool]:
    """Prices come last: they are entered until the decision."""
    return is_undecided if is_price else takes_proposals


def _log(document: ProposalDocument, actor: User) -> None:
    """One about the price is not told: that there is one is sealed with it."""
    evaluation = document.proposal.evaluation
    if not document.is_price:
        log_activity(workspace=evaluation.workspace, actor=actor, verb="proposal.changed", target=evaluation)
