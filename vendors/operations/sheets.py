"""An evaluator scores, hands the sheet in, and takes it back while nobody has seen it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Membership
from accounts.operations.activity import log_activity
from accounts.operations.notices import notify
from core.models import StaleWriteError
from vendors.domain.seal import Seat
from vendors.domain.stages import Stage
from vendors.models import Evaluation, Participant, Proposal, Score
from vendors.queries.own_sheet import OwnSheet, own_sheet, reopened_keys
from vendors.queries.seats import participant_of, seat_of


class SheetClosedError(Exception):
    """The sheet was handed in, scores are not asked for now, or a conflict keeps the person from the proposal."""


class IncompleteSheetError(Exception):
    """Some of it cannot be handed in like this."""

    def __init__(self, sheet: OwnSheet) -> None:
        super().__init__()
        self.sheet = sheet


@transaction.atomic
def save_score(
    *,
    evaluation: Evaluation,
    membership: Membership,
    proposal: Proposal,
    criterion: str,
    seen: int,
    said: Mapping[str, Any],
) -> Score:
    """The evaluator's own score, having seen the revision `seen`, 0 for none; saying what is stored writes nothing, but
    where the proposal was handed in again since: then it says that the score stands.

    Raises SheetClosedError, and StaleWriteError where the same person has saved elsewhere meanwhile.
    """
    locked, participant, seat = _seated(evaluation, membership)
    keys = reopened_keys(locked)
    if not seat.scores(proposal.pk) or (keys is not None and criterion not in keys):
        raise SheetClosedError
    stored = Score.objects.filter(participant=participant, proposal=proposal, criterion=criterion).first()
    if stored is None:
        return Score.objects.create(participant=participant, proposal=proposal, criterion=criterion, **said)
    if all(getattr(stored, field) == value for field, value in said.items()):
        handed_in_at = Proposal.objects.values_list("submitted_at", flat=True).get(pk=proposal.pk)
        is_confirmed = bool(handed_in_at and handed_in_at > stored.changed_at)
        return stored.save_revision(seen=stored.revision, **said) if is_confirmed else stored
    if stored.revision != seen:
        raise StaleWriteError(stored)
    return stored.save_revision(seen=seen, **said)


@transaction.atomic
def submit_sheet(*, evaluation: Evaluation, membership: Membership, leaves_unscored: bool = False) -> None:
    """Hand it in, all at once. What is not scored is left out only where the person says so.

    Raises SheetClosedError, and IncompleteSheetError where a vendor is undeclared, nothing is scored, or a score lacks
    its rationale or proof. Handing in what was handed in already does nothing.
    """
    locked, participant, seat = _seated(evaluation, membership)
    if seat.is_evaluator and seat.has_submitted:
        return
    sheet = own_sheet(locked, participant, seat)
    if sheet is None or not seat.is_evaluator or locked.at is not Stage.SCORING:
        raise SheetClosedError
    if sheet.undeclared or sheet.unfinished or not sheet.done or (sheet.unscored and not leaves_unscored):
        raise IncompleteSheetError(sheet)
    participant.submitted_at = timezone.now()
    participant.save(update_fields=["submitted_at"])
    log_activity(workspace=locked.workspace, actor=membership.user, verb="evaluation.scored", target=locked)
    _tell_moderator(locked, membership)


@transaction.atomic
def reopen_sheet(*, evaluation: Evaluation, membership: Membership) -> None:
    """Take it back, until consensus is open. Raises SheetClosedError. What was taken back already stays so."""
    locked, participant, seat = _seated(evaluation, membership)
    if not seat.is_evaluator or locked.at is not Stage.SCORING:
        raise SheetClosedError
    if participant.submitted_at is not None:
        participant.submitted_at = None
        participant.save(update_fields=["submitted_at"])
        log_activity(workspace=locked.workspace, actor=membership.user, verb="evaluation.took_back", target=locked)


def _seated(evaluation: Evaluation, membership: Membership) -> tuple[Evaluation, Participant, Seat]:
    """As it is under the lock."""
    locked: Evaluation = Evaluation.objects.locked().select_related("workspace", "moderator").get(pk=evaluation.pk)
    participant = participant_of(locked, membership.user_id)
    if participant is None:
        raise SheetClosedError
    return locked, participant, seat_of(locked, membership, participant)


def _tell_moderator(evaluation: Evaluation, membership: Membership) -> None:
    if evaluation.moderator and evaluation.moderator_id != membership.user_id:
        sentence = _("%(actor)s handed in their scores for “%(evaluation)s”.")
        notify(
            user=evaluation.moderator,
            workspace=evaluation.workspace,
            sentence=sentence % {"actor": membership.user, "evaluation": evaluation},
            path=reverse("participant_list", args=[evaluation.workspace.code, evaluation.code]),
        )
