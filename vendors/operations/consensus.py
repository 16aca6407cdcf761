"""Settling the scores together: consensus is opened, scores are agreed, criteria accepted, and the last one locks all.

Everything here is the moderator's to do; whoever calls it has asked for that. Each operation holds the evaluation, so
that of two at once the second sees what the first one did.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.operations.activity import log_activity
from accounts.operations.notices import notify_all
from vendors.domain.seal import Seat
from vendors.domain.stages import Stage
from vendors.models import AcceptedCriterion, AgreedScore, Criterion, Evaluation, Proposal, Score
from vendors.queries.consensus import Consensus, Point, consensus_of, is_accepted
from vendors.queries.consensus_opening import Obstacle, opening_of
from vendors.queries.own_sheet import reopened_keys

UNSEALED = Seat(stage=Stage.CONSENSUS, are_names_hidden=False, is_moderator=True)
"""What is settled is found out over all proposals, whoever asks."""
NEVER = 1
"""The revision of an agreed score that is not there yet."""


class StageError(Exception):
    """The evaluation is at another stage by now: the one that it carries."""

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage.value)
        self.stage = stage


class ObstacleError(Exception):
    """Why consensus cannot be opened."""

    def __init__(self, obstacle: Obstacle) -> None:
        super().__init__(obstacle.value)
        self.obstacle = obstacle


class AcceptedError(Exception):
    """The criterion is accepted: its scores do not change any more."""


class NotSettledError(Exception):
    """A proposal has no agreed score on a criterion yet, or a gate was not looked at."""


class LastCriterionError(Exception):
    """Accepting it would lock quality, which is asked for on a page of its own."""


class MovedError(Exception):
    """What is open is no longer what the person has seen."""


@transaction.atomic
def open_consensus(*, evaluation: Evaluation, actor: User, seat: Seat) -> None:
    """Sheets open to those who handed in; whoever did not is not counted any more. Cannot be taken back, since what
    somebody has read cannot be sealed again. Raises StageError and ObstacleError."""
    evaluation = held(evaluation, Stage.SCORING)
    opening = opening_of(evaluation, seat)
    if opening.obstacle:
        raise ObstacleError(opening.obstacle)
    _leave_out_the_late(evaluation)
    _move(evaluation, actor, Stage.CONSENSUS, "evaluation.consensus_opened")
    counted = [each.user_id for each in opening.handed_in]
    _tell(evaluation, actor, counted, _("The scores of “%(evaluation)s” are open: settle them together."))
    late = [each.user_id for each in opening.missing]
    _tell(evaluation, actor, late, _("“%(evaluation)s” goes on without your scores: they were not handed in in time."))


def _leave_out_the_late(evaluation: Evaluation) -> None:
    """What was not handed in of what is asked for now."""
    late = Score.objects.filter(participant__evaluation=evaluation, participant__submitted_at=None)
    keys = reopened_keys(evaluation)
    (late if keys is None else late.filter(criterion__in=keys)).update(is_late=True)


@transaction.atomic
def agree_score(
    *,
    evaluation: Evaluation,
    actor: User,
    proposal: Proposal,
    criterion: Criterion,
    seen: int,
    level: int,
    proof: str,
    reason: str,
) -> AgreedScore:
    """`seen` is the revision on the page; NEVER where there was none yet.

    Raises StageError, AcceptedError and StaleWriteError.
    """
    evaluation = held(evaluation, Stage.CONSENSUS)
    if is_accepted(evaluation, criterion.key):
        raise AcceptedError
    values: dict[str, Any] = {"level": level, "proof": proof, "reason": reason, "agreed_by": actor}
    standing = AgreedScore.objects.filter(proposal=proposal, criterion=criterion.key).first()
    if standing:
        stored = standing.save_revision(seen=seen, **values)
    else:
        stored = AgreedScore.objects.create(proposal=proposal, criterion=criterion.key, revision=NEVER + 1, **values)
    log(evaluation, actor, "evaluation.agreed", criterion=criterion.title)
    return stored


@transaction.atomic
def accept_criterion(*, evaluation: Evaluation, actor: User, criterion: str) -> None:
    """Accepting what is accepted does nothing. Raises StageError, NotSettledError and LastCriterionError."""
    evaluation = held(evaluation, Stage.CONSENSUS)
    consensus = consensus_of(evaluation, UNSEALED)
    found = [each for each in consensus.open if each.criterion.code == criterion]
    if not found:
        return
    if not found[0].is_settled:
        raise NotSettledError
    if len(consensus.open) == 1:
        raise LastCriterionError
    _accept(evaluation, actor, found)


@transaction.atomic
def accept_undisputed(*, evaluation: Evaluation, actor: User, criteria: Collection[str]) -> tuple[int, bool]:
    """Agree on what is suggested wherever nobody disputes it, and accept these criteria together.

    `criteria` are those that the person has seen as undisputed. How many are accepted, and whether one was left open
    since it is the last one, which is accepted on the page that locks quality. Raises StageError.
    """
    evaluation = held(evaluation, Stage.CONSENSUS)
    consensus = consensus_of(evaluation, UNSEALED)
    found = [each for each in consensus.undisputed if each.criterion.code in criteria]
    AgreedScore.objects.bulk_create(_suggestions(found, actor))
    is_last_left = bool(found) and len(found) == len(consensus.open)
    accepted = found[:-1] if is_last_left else found
    _accept(evaluation, actor, accepted)
    return len(accepted), is_last_left


@transaction.atomic
def reopen_criterion(*, evaluation: Evaluation, actor: User, criterion: Criterion) -> None:
    """Its scores can be changed again. Reopening what is open does nothing. Raises StageError."""
    evaluation = held(evaluation, Stage.CONSENSUS)
    if AcceptedCriterion.objects.filter(evaluation=evaluation, criterion=criterion.key).delete()[0]:
        log(evaluation, actor, "evaluation.criterion_reopened", criterion=criterion.title)


@transaction.atomic
def lock_quality(*, evaluation: Evaluation, actor: User, seen_open: Collection[str]) -> None:
    """Accept the last criterion and lock what was settled: prices and result are open to all from then on.

    `seen_open` are the criteria that were open on the page. Raises StageError, MovedError and NotSettledError.
    """
    evaluation = held(evaluation, Stage.CONSENSUS)
    consensus = consensus_of(evaluation, UNSEALED)
    if {each.criterion.code for each in consensus.open} != set(seen_open):
        raise MovedError
    if not can_lock(consensus):
        raise NotSettledError
    _accept(evaluation, actor, consensus.open)
    _move(evaluation, actor, Stage.LOCKED, "evaluation.quality_locked")
    everybody = evaluation.participants.filter(user__isnull=False).values_list("user_id", flat=True)
    _tell(
        evaluation, actor, list(everybody), _("The quality of “%(evaluation)s” is locked: prices and result are open.")
    )


def can_lock(consensus: Consensus) -> bool:
    """With one open criterion at most, which is settled, and nothing left to find at the gates."""
    is_last = len(consensus.open) <= 1 and all(each.is_settled for each in consensus.open)
    return is_last and bool(consensus.proposals) and not consensus.findings_missing


def held(evaluation: Evaluation, *stages: Stage) -> Evaluation:
    """The evaluation, locked until the end of the transaction. Raises StageError if it is at none of these."""
    found: Evaluation = Evaluation.objects.locked().select_related("workspace").get(pk=evaluation.pk)
    if found.at not in stages:
        raise StageError(found.at)
    return found


def log(evaluation: Evaluation, actor: User, verb: str, **detail: Any) -> None:
    log_activity(workspace=evaluation.workspace, actor=actor, verb=verb, target=evaluation, **detail)


def _accept(evaluation: Evaluation, actor: User, points: Sequence[Point]) -> None:
    """Also those that were accepted before another proposal came back."""
    keys = [each.criterion.code for each in points]
    AcceptedCriterion.objects.filter(evaluation=evaluation, criterion__in=keys).delete()
    AcceptedCriterion.objects.bulk_create(
        AcceptedCriterion(evaluation=evaluation, criterion=key, accepted_by=actor) for key in keys
    )
    for each in points:
        log(evaluation, actor, "evaluation.criterion_accepted", criterion=each.criterion.title)


def _suggestions(points: Sequence[Point], actor: User) -> Iterator[AgreedScore]:
    """For what is not agreed yet. Without a reason: nobody disputed it."""
    for point in points:
        for cell in point.cells:
            if cell.agreed is None and cell.suggestion is not None:
                yield AgreedScore(
                    proposal=cell.proposal,
                    criterion=point.criterion.code,
                    level=cell.suggestion.level,
                    proof=cell.suggestion.proof.value,
                    agreed_by=actor,
                    revision=NEVER + 1,
                )


def _move(evaluation: Evaluation, actor: User, stage: Stage, verb: str) -> None:
    """With the moment, and a revision more, so that settings of before are not saved over it."""
    moment = {Stage.CONSENSUS: "consensus_at", Stage.LOCKED: "locked_at"}[stage]
    evaluation.save_revision(seen=evaluation.revision, stage=stage.value, **{moment: timezone.now()})
    log(evaluation, actor, verb)


def _tell(evaluation: Evaluation, actor: User, users: Collection[int | None], sentence: str) -> None:
    workspace = evaluation.workspace
    notify_all(
        users=User.objects.filter(pk__in=[key for key in users if key], memberships__workspace=workspace).exclude(
            pk=actor.pk
        ),
        workspace=workspace,
        sentence=sentence % {"evaluation": evaluation},
        path=reverse("evaluation_detail", args=[workspace.code, evaluation.code]),
    )
