"""Handing in: the vendor's draft becomes its proposal, and the vendor has a receipt for exactly that."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.operations.activity import log_activity
from accounts.operations.notices import notify
from vendors.domain.handing_in import Door
from vendors.models import (
    PortalAnswer,
    PortalDocument,
    PortalLink,
    Proposal,
    ProposalAnswer,
    ProposalDocument,
    Submission,
)
from vendors.operations.portal import enter
from vendors.operations.receipts import receipt_text
from vendors.queries.portal import AS_A_WHOLE, Draft, draft_of

MOST_SUBMISSIONS = 50


class NothingToHandInError(Exception):
    """Nothing is written, and no document is there."""


class TooManySubmissionsError(Exception):
    """It was handed in so often that somebody seems to play."""


@transaction.atomic
def hand_in(*, link: PortalLink) -> Submission:
    """What was handed in already, unchanged, is the same submission: two presses make one.

    Raises LinkGoneError, ShutError, NothingToHandInError and TooManySubmissionsError.
    """
    proposal, door, now = enter(link)
    draft = draft_of(proposal)
    if draft.is_empty:
        raise NothingToHandInError
    given = _given(draft)
    last = Submission.objects.filter(proposal=proposal).order_by("-number").first()
    if last and last.content["given"] == given:
        return last
    number = last.number + 1 if last else 1
    if number > MOST_SUBMISSIONS:
        raise TooManySubmissionsError
    submission = Submission(proposal=proposal, number=number, submitted_at=now, is_late=door is Door.LATE)
    text = receipt_text(submission, draft, chance=secrets.token_hex(16))
    submission.content = {"given": given, "text": text}
    submission.content_hash = hashlib.sha256(text.encode()).hexdigest()
    submission.save()
    _take_over(proposal, draft, now)
    _tell(proposal)
    return submission


def _given(draft: Draft) -> dict[str, Any]:
    """For telling whether anything has changed since."""
    return {
        "answers": {key: each.text for key, each in draft.answers.items()},
        "documents": [
            [each.code, each.file.sha256, each.title, each.kind, each.criterion, each.is_price]
            for each in draft.documents
        ],
    }


def _take_over(proposal: Proposal, draft: Draft, now: datetime) -> None:
    Proposal.objects.filter(pk=proposal.pk).update(
        description=draft.answers[AS_A_WHOLE].text, submitted_at=now, changed_at=now, revision=F("revision") + 1
    )
    for key in draft.questionnaire.questions:
        _take_over_answer(proposal, draft.answers[key], now)
    _take_over_documents(proposal, draft.documents, now)


def _take_over_answer(proposal: Proposal, answer: PortalAnswer, now: datetime) -> None:
    kept = ProposalAnswer.objects.filter(proposal=proposal, criterion=answer.criterion)
    if not kept.exists():
        ProposalAnswer.objects.create(proposal=proposal, criterion=answer.criterion, text=answer.text)
    else:
        kept.exclude(text=answer.text).update(
            text=answer.text, written_by=None, changed_at=now, revision=F("revision") + 1
        )


def _take_over_documents(proposal: Proposal, documents: list[PortalDocument], now: datetime) -> None:
    """What the vendor took away goes, what it added comes; what others added to the proposal stays."""
    standing = ProposalDocument.objects.filter(proposal=proposal, uploaded_by=None, deleted_at=None)
    wanted = {each.file_id for each in documents}
    standing.exclude(file__in=wanted).update(deleted_at=now)
    there = set(standing.values_list("file", flat=True))
    ProposalDocument.objects.bulk_create(
        ProposalDocument(
            proposal=proposal,
            file=each.file,
            title=each.title,
            kind=each.kind,
            criterion=each.criterion,
            is_price=each.is_price,
        )
        for each in documents
        if each.file_id not in there
    )


def _tell(proposal: Proposal) -> None:
    """The log says that one came in, not whose; the moderator knows the names, and is told."""
    evaluation = proposal.evaluation
    workspace = evaluation.workspace
    log_activity(workspace=workspace, actor=None, verb="proposal.handed_in", target=evaluation)
    if evaluation.moderator:
        notify(
            user=evaluation.moderator,
            workspace=workspace,
            sentence=_("%(vendor)s handed in its proposal for %(evaluation)s.")
            % {"vendor": proposal.vendor, "evaluation": evaluation},
            path=reverse("proposal_detail", args=[workspace.code, evaluation.code, proposal.code]),
        )
