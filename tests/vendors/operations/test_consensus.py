"""Settling scores: what is refused, what is stored, and what the last acceptance does."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest
from django.db import connection  # noqa: F401  (only_where_transactions_overlap asks it)

from accounts.models import Activity, Notice
from core.models import StaleWriteError
from tests.factories.accounts import make_workspace, owner_of
from tests.factories.vendors import bring_to, declare, make_evaluation, make_proposal, score_all
from tests.together import at_once, only_where_transactions_overlap
from tests.vendors.consensus import KEYS, agree, agree_on_all, criterion_of, in_consensus, proposals_of, stage_of
from vendors.domain.seal import Seat
from vendors.domain.stages import Stage
from vendors.models import AcceptedCriterion, AgreedScore, Evaluation, GateFinding, Score
from vendors.operations.consensus import (
    AcceptedError,
    LastCriterionError,
    MovedError,
    NotSettledError,
    ObstacleError,
    StageError,
    accept_criterion,
    accept_undisputed,
    lock_quality,
    open_consensus,
    reopen_criterion,
)
from vendors.queries.consensus_opening import Obstacle

pytestmark = pytest.mark.django_db


def opened(evaluation: Evaluation, **seat: object) -> None:
    values = {"stage": Stage.SCORING, "are_names_hidden": False, "is_moderator": True, **seat}
    open_consensus(evaluation=evaluation, actor=owner_of(evaluation.workspace), seat=Seat(**values))  # type: ignore[arg-type]


def accept(evaluation: Evaluation, key: str) -> None:
    accept_criterion(evaluation=evaluation, actor=owner_of(evaluation.workspace), criterion=key)


def undisputed(evaluation: Evaluation, *keys: str) -> tuple[int, bool]:
    return accept_undisputed(evaluation=evaluation, actor=owner_of(evaluation.workspace), criteria=keys)


def lock(evaluation: Evaluation, *seen_open: str) -> None:
    lock_quality(evaluation=evaluation, actor=owner_of(evaluation.workspace), seen_open=seen_open)


def almost_locked() -> Evaluation:
    """All but S-1 are accepted, which is settled, and every gate is found."""
    evaluation = in_consensus()
    agree_on_all(evaluation, *KEYS)
    for key in ("F-1", "F-2", "S-2"):
        accept(evaluation, key)
    for proposal in proposals_of(evaluation):
        GateFinding.objects.create(proposal=proposal, gate="G-1", is_met=True)
    return evaluation


def test_scores_open_with_who_handed_in_and_both_are_told() -> None:
    evaluation = make_evaluation(make_workspace(), stage=Stage.SCORING)
    early, late = evaluation.participants.all()
    score_all(early)
    opened(evaluation)
    assert stage_of(evaluation) is Stage.CONSENSUS
    said: dict[int | None, str] = {notice.user_id: notice.sentence for notice in Notice.objects.all()}
    assert said[early.user_id] == f"The scores of “{evaluation}” are open: settle them together."
    assert said[late.user_id].endswith("goes on without your scores: they were not handed in in time.")
    with pytest.raises(StageError):
        opened(evaluation)


def test_scores_stay_sealed_where_something_stands_in_the_way() -> None:
    evaluation = make_evaluation(make_workspace(), stage=Stage.SCORING)
    one, _two = proposals_of(evaluation)
    assert _obstacle(evaluation) is Obstacle.NOBODY_HANDED_IN
    score_all(evaluation.participants.all()[0])
    assert _obstacle(evaluation, is_evaluator=True) is Obstacle.OWN_SHEET
    kept_from = frozenset({one.pk})
    assert _obstacle(evaluation, is_evaluator=True, has_submitted=True, conflicts=kept_from) is Obstacle.CONFLICT
    evaluation.proposals.update(withdrawn_at=evaluation.changed_at)
    assert _obstacle(evaluation) is Obstacle.NO_PROPOSALS
    assert stage_of(evaluation) is Stage.SCORING


def _obstacle(evaluation: Evaluation, **seat: object) -> Obstacle:
    with pytest.raises(ObstacleError) as caught:
        opened(evaluation, **seat)
    return caught.value.obstacle


def test_agreed_score_stands_beside_the_individual_ones() -> None:
    evaluation = in_consensus()
    one, _two = proposals_of(evaluation)
    before = list(Score.objects.order_by("pk").values())
    stored = agree(evaluation, "S-1", one, 2)
    assert (stored.level, stored.reason, stored.agreed_by) == (2, "So be it.", owner_of(evaluation.workspace))
    assert agree(evaluation, "S-1", one, 4, seen=stored.revision).level == 4
    assert list(Score.objects.order_by("pk").values()) == before


def test_agreed_score_of_another_tab_is_not_overwritten_unseen() -> None:
    evaluation = in_consensus()
    one, _two = proposals_of(evaluation)
    agree(evaluation, "S-1", one, 2)
    with pytest.raises(StaleWriteError):  # the other page was made before there was one
        agree(evaluation, "S-1", one, 5)
    assert AgreedScore.objects.get(proposal=one, criterion="S-1").level == 2


def test_criterion_is_accepted_once_each_proposal_is_settled() -> None:
    evaluation = in_consensus()
    one, two = proposals_of(evaluation)
    agree(evaluation, "S-1", one)
    with pytest.raises(NotSettledError):
        accept(evaluation, "S-1")
    agree(evaluation, "S-1", two)
    accept(evaluation, "S-1")
    accept(evaluation, "S-1")
    assert AcceptedCriterion.objects.get().criterion == "S-1"
    with pytest.raises(AcceptedError):
        agree(evaluation, "S-1", one, 5, seen=2)
    owner = owner_of(evaluation.workspace)
    reopen_criterion(evaluation=evaluation, actor=owner, criterion=criterion_of(evaluation, "S-1"))
    assert agree(evaluation, "S-1", one, 5, seen=2).level == 5


def test_undisputed_criteria_are_settled_by_the_median_and_accepted_together() -> None:
    evaluation = in_consensus()
    assert undisputed(evaluation, *KEYS) == (3, False)
    assert set(AcceptedCriterion.objects.values_list("criterion", flat=True)) == {"F-1", "F-2", "S-2"}
    assert not AgreedScore.objects.filter(criterion="S-1").exists()
    levels = dict(AgreedScore.objects.filter(proposal=proposals_of(evaluation)[0]).values_list("criterion", "level"))
    assert levels == {"F-1": 3, "F-2": 4, "S-2": 3}
    assert undisputed(evaluation, *KEYS) == (0, False)


def test_only_what_was_seen_as_undisputed_is_accepted_with_what_was_agreed_already() -> None:
    evaluation = in_consensus()
    one, _two = proposals_of(evaluation)
    agree(evaluation, "F-1", one, 1)
    assert undisputed(evaluation, "F-1") == (1, False)
    assert AgreedScore.objects.get(proposal=one, criterion="F-1").level == 1
    assert AcceptedCriterion.objects.get().criterion == "F-1"


def test_last_criterion_is_left_for_the_page_that_locks() -> None:
    evaluation = in_consensus()
    agree_on_all(evaluation, "S-1")
    accept(evaluation, "S-1")
    assert undisputed(evaluation, *KEYS) == (2, True)
    left = ({"F-1", "F-2", "S-2"} - set(AcceptedCriterion.objects.values_list("criterion", flat=True))).pop()
    with pytest.raises(LastCriterionError):
        accept(evaluation, left)
    assert stage_of(evaluation) is Stage.CONSENSUS


def test_accepting_the_last_one_locks_quality_and_tells_everybody() -> None:
    evaluation = almost_locked()
    lock(evaluation, "S-1")
    evaluation.refresh_from_db()
    assert evaluation.at is Stage.LOCKED
    assert evaluation.locked_at
    assert set(AcceptedCriterion.objects.values_list("criterion", flat=True)) == set(KEYS)
    evaluators = {participant.user_id for participant in evaluation.participants.all()}
    assert {notice.user_id for notice in Notice.objects.all()} == evaluators
    assert Activity.objects.filter(verb="evaluation.quality_locked").count() == 1
    one, _two = proposals_of(evaluation)
    for late in (partial(agree, evaluation, "S-1", one, 5, seen=2), partial(lock, evaluation)):
        with pytest.raises(StageError):
            late()


def test_quality_is_not_locked_before_all_is_found_and_settled() -> None:
    evaluation = almost_locked()
    finding = GateFinding.objects.all()[0]
    GateFinding.objects.filter(pk=finding.pk).delete()
    with pytest.raises(NotSettledError):
        lock(evaluation, "S-1")
    GateFinding.objects.create(proposal=finding.proposal, gate="G-1", is_met=False)
    AgreedScore.objects.filter(criterion="S-1")[0].delete()
    with pytest.raises(NotSettledError):
        lock(evaluation, "S-1")
    assert stage_of(evaluation) is Stage.CONSENSUS


@pytest.mark.parametrize("seen", [(), ("F-1",), ("F-1", "S-1")])
def test_quality_is_not_locked_from_a_page_that_showed_something_else(seen: tuple[str, ...]) -> None:
    evaluation = almost_locked()
    with pytest.raises(MovedError):
        lock(evaluation, *seen)
    assert stage_of(evaluation) is Stage.CONSENSUS


def test_proposal_that_comes_back_opens_what_was_accepted() -> None:
    evaluation = almost_locked()
    back = make_proposal(evaluation)
    with pytest.raises(MovedError):
        lock(evaluation, "S-1")
    agree(evaluation, "F-1", back)
    accept(evaluation, "F-1")
    assert AcceptedCriterion.objects.filter(criterion="F-1").count() == 1


def test_proposal_that_nobody_could_score_is_to_be_talked_about() -> None:
    evaluation = make_evaluation(make_workspace(), evaluators=1)
    one, _two = proposals_of(evaluation)
    declare(evaluation.participants.get(), one, "I worked there.")
    bring_to(evaluation, Stage.CONSENSUS)
    assert undisputed(evaluation, *KEYS) == (0, False)
    agree_on_all(evaluation, "F-1")
    accept(evaluation, "F-1")
    assert AcceptedCriterion.objects.get().criterion == "F-1"


@only_where_transactions_overlap
@pytest.mark.django_db(transaction=True)
def test_last_criterion_accepted_twice_at_once_locks_once() -> None:
    evaluation = almost_locked()
    found = at_once(partial(lock, evaluation, "S-1"), partial(lock, evaluation, "S-1"))
    assert sorted(type(each).__name__ for each in found) == ["NoneType", "StageError"]
    assert stage_of(evaluation) is Stage.LOCKED
    assert Activity.objects.filter(verb="evaluation.quality_locked").count() == 1
    assert AcceptedCriterion.objects.filter(criterion="S-1").count() == 1


@only_where_transactions_overlap
@pytest.mark.django_db(transaction=True)
def test_two_tabs_at_once_never_accept_the_last_one_by_chance() -> None:
    evaluation = in_consensus()
    agree_on_all(evaluation, *KEYS)
    for key in ("F-2", "S-2"):
        accept(evaluation, key)
    found = at_once(partial(accept, evaluation, "F-1"), partial(accept, evaluation, "S-1"))
    assert sorted(type(each).__name__ for each in found) == ["LastCriterionError", "NoneType"]
    assert AcceptedCriterion.objects.count() == 3
    assert stage_of(evaluation) is Stage.CONSENSUS


@only_where_transactions_overlap
@pytest.mark.django_db(transaction=True)
def test_two_tabs_at_once_agree_on_one_score() -> None:
    evaluation = in_consensus()
    one, _two = proposals_of(evaluation)
    calls: list[Callable[[], AgreedScore]] = [partial(agree, evaluation, "S-1", one, level) for level in (1, 4)]
    found = at_once(*calls)
    assert sum(isinstance(each, StaleWriteError) for each in found) == 1
    winner = next(each for each in found if isinstance(each, AgreedScore))
    assert AgreedScore.objects.get().level == winner.level
