"""An evaluator says where they have a conflict of interest, before anything of a proposal is shown to them."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.operations.activity import log_activity
from accounts.operations.notices import notify
from vendors.domain.stages import Stage
from vendors.models import ConflictDeclaration, Evaluation, Participant
from vendors.operations.participants import TooLateError


@transaction.atomic
def declare_interests(*, participant: Participant, actor: User, conflicts: Mapping[int, str | None]) -> None:
    """By the key of the proposal what the conflict is, or None for none.

    Before the evaluation is opened all of it can be changed. Afterwards a conflict that comes up can still be declared,
    and a declared one stays: it has kept the person from the proposal, or should have. Raises TooLateError once
    quality is locked.
    """
    evaluation: Evaluation = (
        Evaluation.objects.locked().select_related("workspace", "moderator").get(pk=participant.evaluation_id)
    )
    if evaluation.at.is_from(Stage.LOCKED):
        raise TooLateError
    stored = {each.proposal_id: each for each in ConflictDeclaration.objects.filter(participant=participant)}
    standing = set(evaluation.proposals.standing().values_list("pk", flat=True))
    changed = new_conflicts = 0
    for proposal, text in conflicts.items():
        found = stored.get(proposal)
        if proposal not in standing or not _may_change(evaluation, found):
            continue
        if found is None or (found.has_conflict, found.text) != (text is not None, text or ""):
            ConflictDeclaration.objects.update_or_create(
                participant=participant,
                proposal_id=proposal,
                defaults={"has_conflict": text is not None, "text": text or ""},
            )
            changed += 1
            new_conflicts += text is not None
    if changed:
        log_activity(workspace=evaluation.workspace, actor=actor, verb="evaluation.declared", target=evaluation)
    if new_conflicts:
        _tell_moderator(evaluation, actor)


def _may_change(evaluation: Evaluation, declared: ConflictDeclaration | None) -> bool:
    return evaluation.at is Stage.DRAFT or declared is None or not declared.has_conflict


def _tell_moderator(evaluation: Evaluation, actor: User) -> None:
    if evaluation.moderator and evaluation.moderator != actor:
        sentence = _("%(actor)s declared a conflict of interest in “%(evaluation)s”.")
        notify(
            user=evaluation.moderator,
            workspace=evaluation.workspace,
            sentence=sentence % {"actor": actor, "evaluation": evaluation},
            path=reverse("participant_list", args=[evaluation.workspace.code, evaluation.code]),
        )
