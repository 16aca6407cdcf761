"""The result as a person may see it."""

from datetime import timedelta
from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.domain.roles import Role
from accounts.models import User
from tests.factories.accounts import make_member, make_workspace, owner_of
from tests.factories.vendors import add_evaluator, bring_to, declare, make_evaluation
from vendors.domain.gates import GateState
from vendors.domain.seal import Seat
from vendors.domain.stages import Stage, VersionState
from vendors.models import AgreedScore, Award, Evaluation, GateFinding, ModelVersion, Offer, Weighting
from vendors.queries.result import Result, result_of
from vendors.queries.seats import participant_of, seat_of

pytestmark = pytest.mark.django_db


def make_locked(**fields: object) -> Evaluation:
    return make_evaluation(make_workspace(), stage=Stage.LOCKED, **fields)  # type: ignore[arg-type]


def seat(evaluation: Evaluation, user: User | None = None) -> Seat:
    user = user or owner_of(evaluation.workspace)
    membership = evaluation.workspace.memberships.get(user=user)
    return seat_of(evaluation, membership, participant_of(evaluation, user.pk))


def result(evaluation: Evaluation, user: User | None = None) -> Result:
    found = result_of(evaluation, seat(evaluation, user))
    assert found
    return found


def test_result_is_read_from_agreed_scores_gates_and_prices() -> None:
    evaluation = make_locked()
    one, two = evaluation.proposals.all()
    AgreedScore.objects.filter(proposal=two, criterion="F-1").update(level=5, proof="claimed")
    AgreedScore.objects.filter(proposal=one, criterion="S-1").update(level=5)
    found = result(evaluation)
    totals = found.outcome.standings.totals
    assert totals[one.code].value == Fraction(60) + Fraction(28, 100) * 40
    assert totals[two.code].value == Fraction(60) - Fraction(30, 100) * 20  # a claim counts as 2
    assert found.outcome.standings.order == (one.code, two.code)
    assert found.outcome.costs[two.code].total == 110_000 + 3 * 20_000
    assert found.names == {one.code: one.vendor.name, two.code: two.vendor.name}
    assert not found.is_provisional


def test_missed_gate_excludes_and_names_the_waiver_that_lapsed() -> None:
    evaluation = make_locked()
    one, two = evaluation.proposals.all()
    today = evaluation.workspace.today
    waiver = {"is_met": False, "waiver_reason": "In March.", "waived_by": owner_of(evaluation.workspace)}
    GateFinding.objects.filter(proposal=one).update(**waiver, waiver_expires_date=today - timedelta(days=1))
    GateFinding.objects.filter(proposal=two).update(**waiver, waiver_expires_date=today)
    standings = result(evaluation).outcome.standings
    assert standings.ranks == {one.code: None, two.code: 1}
    assert [standings.totals[each.code].gates[0].state for each in (one, two)] == [GateState.LAPSED, GateState.WAIVED]


def test_decision_stands_on_its_day_although_a_waiver_lapses_later() -> None:
    evaluation = make_locked()
    one = evaluation.proposals.first()
    assert one
    GateFinding.objects.filter(proposal=one).update(
        is_met=False, waiver_reason="In March.", waiver_expires_date=evaluation.workspace.today - timedelta(days=3)
    )
    bring_to_decided(evaluation, days_ago=5)
    assert result(evaluation).outcome.standings.ranks[one.code] == 1


def bring_to_decided(evaluation: Evaluation, days_ago: int) -> None:
    evaluation.stage = Stage.DECIDED.value
    evaluation.save()
    decided_at = timezone.now() - timedelta(days=days_ago)
    Award.objects.create(evaluation=evaluation, kind="none", reasons="Too dear.", decided_at=decided_at)


@pytest.mark.parametrize("stage", [Stage.DRAFT, Stage.SCORING])
def test_nobody_sees_a_result_before_consensus(stage: Stage) -> None:
    evaluation = make_evaluation(make_workspace(), stage=stage)
    assert result_of(evaluation, seat(evaluation)) is None


def test_moderator_sees_a_provisional_result_without_prices() -> None:
    evaluation = make_evaluation(make_workspace(), stage=Stage.CONSENSUS)
    found = result(evaluation)
    assert found.is_provisional
    assert found.outcome.costs == {}
    assert found.outcome.anchor is None
    totals = found.outcome.standings.totals.values()
    assert all(total.value is not None and total.open_gates for total in totals)


def test_conflict_keeps_the_sheets_of_that_vendor_and_all_that_follows_from_them() -> None:
    evaluation = make_evaluation(make_workspace())
    one, two = evaluation.proposals.all()
    conflicted = add_evaluator(evaluation)
    assert conflicted.user
    declare(conflicted, one, "I worked there.")
    bring_to(evaluation, Stage.LOCKED)
    found = result(evaluation, conflicted.user)
    assert {cell.vendor for sheet in found.shown_sheets.values() for cell in sheet} == {two.code}
    assert found.outcome.sheets == {}
    assert found.outcome.agreement is found.outcome.left_out is None
    assert len(result(evaluation).outcome.sheets) == 3


def test_who_did_not_hand_in_sees_totals_and_no_sheets() -> None:
    evaluation = make_locked()
    late = add_evaluator(evaluation)
    assert late.user
    found = result(evaluation, late.user)
    assert found.shown_sheets == {}
    assert found.outcome.standings.leaders


def test_unfinished_scenario_is_left_out_and_others_rank_anew() -> None:
    evaluation = make_locked()
    version = evaluation.versions.get()
    one, two = evaluation.proposals.all()
    AgreedScore.objects.filter(proposal=one, criterion="S-1").update(level=5)
    AgreedScore.objects.filter(proposal=two, criterion="F-1").update(level=4)
    points = {"": {"fit": "100", "safe": "0"}, "fit": {"F-1": "1", "F-2": "0"}, "safe": {"S-1": "1", "S-2": "1"}}
    Weighting.objects.create(version=version, name="CTO", judgements={"points": points})
    Weighting.objects.create(version=version, name="CFO", judgements={})
    found = result(evaluation).outcome
    assert list(found.by_scenario) == ["CTO"]
    assert found.standings.leaders == (one.code,)
    assert found.by_scenario["CTO"].leaders == (two.code,)


def test_earlier_versions_are_ranked_beside() -> None:
    evaluation = make_locked()
    first = evaluation.versions.get()
    second = ModelVersion.objects.create(
        evaluation=evaluation, number=2, state=VersionState.LOCKED.value, content_hash="x" * 64
    )
    group = second.groups.create(key="safe", title="Safe")
    second.criteria.create(group=group, key="S-1", title="S-1")
    Weighting.objects.create(version=second, judgements={"points": {"": {"safe": "1"}, "safe": {"S-1": "1"}}})
    found = result(evaluation)
    assert found.version == second
    assert list(found.outcome.weights) == ["S-1"]
    assert list(found.outcome.by_version) == [first.number]
    assert set(found.outcome.by_version[1].ranks.values()) == {1}


def test_price_without_the_rate_it_needs_is_no_cost() -> None:
    evaluation = make_locked()
    one, two = evaluation.proposals.all()
    Offer.objects.filter(proposal=one).update(currency="USD", rate="0.9")
    assert list(result(evaluation).outcome.costs) == [two.code]
    Offer.objects.filter(proposal=one).update(rate_date=evaluation.workspace.today)
    assert result(evaluation).outcome.costs[one.code].total == Fraction(9, 10) * 160_000


def test_withdrawn_proposal_changes_nothing_for_the_others() -> None:
    evaluation = make_locked(proposals=3)
    before = result(evaluation).outcome.standings.totals
    gone = evaluation.proposals.get(number=2)
    gone.withdrawn_at = gone.submitted_at
    gone.save()
    after = result(evaluation).outcome.standings.totals
    assert after == {code: total for code, total in before.items() if code != gone.code}


@pytest.mark.parametrize("more", [1, 5])
def test_result_is_read_in_the_same_few_queries(more: int) -> None:
    evaluation = make_locked(proposals=more, evaluators=more)
    sitting = seat(evaluation, make_member(evaluation.workspace, Role.VIEWER))
    with CaptureQueriesContext(connection) as queries:
        assert result_of(evaluation, sitting)
    assert len(queries) == 9
