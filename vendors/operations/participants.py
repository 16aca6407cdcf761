"""Who takes part in an evaluation: asked by its moderator, taken out again, and taken in when an invited one joins."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.domain.roles import Role
from accounts.models import Membership, User
from accounts.operations.activity import log_activity
from accounts.operations.notices import notify, notify_all
from accounts.queries.members import people_of
from vendors.choices import PartChoice
from vendors.domain.stages import Part, Stage
from vendors.models import Evaluation, Participant, Score
from vendors.queries.participants import knowing_prices


class TakesPartAlreadyError(Exception):
    """As the participant that it carries."""

    def __init__(self, participant: Participant) -> None:
        super().__init__(str(participant))
        self.participant = participant


class ModeratesError(Exception):
    """The moderator leads the scores to their end and must not know a price before it."""


class KnowsPricesError(Exception):
    """The person entered prices here, and was taken out: an evaluator knows none before quality is locked."""


class TooLateError(Exception):
    """The evaluation is past the stage in which this could still be changed."""


class HandedInError(Exception):
    """Scores that were handed in are kept, and so is who gave them."""


@transaction.atomic
def ask_participant(
    *, evaluation: Evaluation, actor: User, part: Part, user: User | None = None, email: str = ""
) -> Participant:
    """A member, or somebody by their mail address, who takes part once they have joined the workspace.

    Who was taken out before comes back. Raises TakesPartAlreadyError, ModeratesError, KnowsPricesError and
    TooLateError.
    """
    evaluation = _locked_for(evaluation, part)
    email = User.normalize_username(email)
    if email:
        user = people_of(evaluation.workspace).filter(email=email).first()
    if user:
        email = ""
        _require_beside_moderator(evaluation, part, user)
    everyone = Participant.with_removed.filter(evaluation=evaluation)
    same = (everyone.filter(user=user) if user else everyone.filter(user=None, email=email)).first()
    if same and same.removed_at is None:
        raise TakesPartAlreadyError(same)
    if same and part is Part.EVALUATOR and knowing_prices(evaluation).filter(pk=same.pk).exists():
        raise KnowsPricesError
    found = same or Participant(evaluation=evaluation, user=user, email=email)
    found.part, found.removed_at, found.submitted_at = part.value, None, None
    found.save()
    _log(found, actor, "evaluation.asked" if user else "evaluation.awaited")
    _tell(found, actor)
    return found


@transaction.atomic
def remove_participant(*, participant: Participant, actor: User) -> None:
    """Also while a change of the model asks for some scores anew, the others stay, and so does who gave them.

    Raises TooLateError and HandedInError. Taking out who is out already does nothing.
    """
    evaluation = _locked_for(participant.evaluation, Part(participant.part))
    found = Participant.objects.filter(pk=participant.pk)
    were_compared = evaluation.consensus_at is not None and Score.objects.filter(participant=participant).exists()
    if were_compared or found.filter(submitted_at__isnull=False).exists():
        raise HandedInError
    if found.update(removed_at=timezone.now()):
        participant.evaluation = evaluation
        _log(participant, actor, "evaluation.left_out")


@transaction.atomic
def restore_participant(*, participant: Participant, actor: User) -> None:
    """As they were, with what they declared. Raises TooLateError and ModeratesError."""
    evaluation = _locked_for(participant.evaluation, Part(participant.part))
    if participant.user:
        _require_beside_moderator(evaluation, Part(participant.part), participant.user)
    removed = Participant.with_removed.filter(pk=participant.pk, removed_at__isnull=False)
    if removed.update(removed_at=None):
        participant.evaluation = evaluation
        _log(participant, actor, "evaluation.asked_again")


@transaction.atomic
def hide_names(*, evaluation: Evaluation, actor: User, are_hidden: bool) -> None:
    """Whether evaluators read “Vendor 1” until quality is locked. Raises TooLateError once the evaluation is open."""
    locked = Evaluation.objects.locked().get(pk=evaluation.pk)
    if locked.at is not Stage.DRAFT:
        raise TooLateError
    if locked.are_names_hidden != are_hidden:
        locked.save_revision(seen=locked.revision, are_names_hidden=are_hidden)
        verb = "evaluation.names_hidden" if are_hidden else "evaluation.names_shown"
        log_activity(workspace=evaluation.workspace, actor=actor, verb=verb, target=evaluation)


def take_in(membership: Membership) -> None:
    """Who has just joined the workspace takes the places that wait for their mail address."""
    waiting = Participant.objects.filter(
        evaluation__workspace=membership.workspace_id, user=None, email=membership.user.email
    )
    taken = Participant.with_removed.filter(user=membership.user_id).values("evaluation")
    waiting.exclude(evaluation__in=taken).update(user=membership.user_id, email="")


def _locked_for(evaluation: Evaluation, part: Part) -> Evaluation:
    """Nobody begins to score, or stops, once sheets are open; prices may be entered until the decision."""
    locked: Evaluation = Evaluation.objects.locked().select_related("workspace").get(pk=evaluation.pk)
    if locked.at.is_from(Stage.CONSENSUS if part is Part.EVALUATOR else Stage.DECIDED):
        raise TooLateError
    return locked


def _require_beside_moderator(evaluation: Evaluation, part: Part, user: User) -> None:
    if part is Part.PRICE_CLERK and evaluation.moderator_id == user.pk:
        raise ModeratesError


def _tell(participant: Participant, actor: User) -> None:
    """Who is asked; or the owners, who alone can invite somebody into the workspace."""
    evaluation = participant.evaluation
    workspace = evaluation.workspace
    said = {"actor": actor, "evaluation": evaluation}
    if participant.user is None:
        owners = User.objects.filter(memberships__workspace=workspace, memberships__role=Role.OWNER.value)
        notify_all(
            users=owners.exclude(pk=actor.pk),
            workspace=workspace,
            sentence=_("%(actor)s asks %(email)s into “%(evaluation)s”: invite them into the workspace.")
            % {**said, "email": participant.email},
            path=reverse("participant_list", args=[workspace.code, evaluation.code]),
        )
    elif participant.user != actor:
        is_clerk = participant.part == Part.PRICE_CLERK
        sentence = (
            _("%(actor)s asks you to enter the prices of “%(evaluation)s”.")
            if is_clerk
            else _("%(actor)s asks you to score “%(evaluation)s”: first say where you have a conflict of interest.")
        )
        path = "participant_list" if is_clerk else "declaration_list"
        notify(
            user=participant.user,
            workspace=workspace,
            sentence=sentence % said,
            path=reverse(path, args=[workspace.code, evaluation.code]),
        )


def _log(participant: Participant, actor: User, verb: str) -> None:
    """About the person, so that the log forgets their name with them."""
    evaluation = participant.evaluation
    detail: dict[str, Any] = {"part": PartChoice(participant.part).value, "evaluation": evaluation.title}
    target = participant.user or evaluation
    log_activity(workspace=evaluation.workspace, actor=actor, verb=verb, target=target, **detail)
