"""What is agreed and what was found at the gates: who sees it, and what of it counts."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.accounts import make_workspace, owner_of
from tests.factories.vendors import make_evaluation, make_proposal
from vendors.domain.gates import Check, Waiver
from vendors.domain.scoring import Score
from vendors.domain.seal import Seat
from vendors.domain.stages import Stage
from vendors.models import AgreedScore, Evaluation, GateFinding
from vendors.queries.agreed import agreed_of, agreed_scores
from vendors.queries.findings import checks_of, gate_findings

pytestmark = pytest.mark.django_db


@pytest.fixture
def evaluation() -> Evaluation:
    return make_evaluation(make_workspace(), stage=Stage.LOCKED)


def seat(stage: Stage = Stage.LOCKED, **fields: object) -> Seat:
    return Seat(stage=stage, are_names_hidden=False, **fields)  # type: ignore[arg-type]


def test_agreed_scores_stand_by_proposal_and_criterion(evaluation: Evaluation) -> None:
    one, two = evaluation.proposals.all()
    make_proposal(evaluation)
    AgreedScore.objects.filter(proposal=two, criterion="S-2").update(level=5, proof="none")
    found = agreed_of(evaluation, seat())
    assert set(found) == {one.code, two.code}
    assert found[one.code] == dict.fromkeys(("F-1", "F-2", "S-1", "S-2"), Score(3))
    assert found[two.code]["S-2"] == Score(5, is_verified=False)


def test_settled_things_of_a_withdrawn_proposal_do_not_count(evaluation: Evaluation) -> None:
    one, two = evaluation.proposals.all()
    one.withdrawn_at = evaluation.changed_at
    one.save()
    assert set(agreed_of(evaluation, seat())) == set(checks_of(evaluation, seat())) == {two.code}


def test_finding_has_its_waiver_with_person_reason_and_last_day(evaluation: Evaluation) -> None:
    one, two = evaluation.proposals.all()
    owner = owner_of(evaluation.workspace)
    GateFinding.objects.filter(proposal=two).update(
        is_met=False, waived_by=owner, waiver_reason="Audit is due in May.", waiver_expires_date=date(2027, 5, 31)
    )
    waiver = Waiver(str(owner), "Audit is due in May.", date(2027, 5, 31))
    assert checks_of(evaluation, seat()) == {one.code: {"G-1": Check(True)}, two.code: {"G-1": Check(False, waiver)}}
    owner.delete()
    former = checks_of(evaluation, seat())[two.code]["G-1"].waiver
    assert former == Waiver("A former member", "Audit is due in May.", date(2027, 5, 31))


def test_nothing_is_asked_while_it_is_sealed(evaluation: Evaluation) -> None:
    with CaptureQueriesContext(connection) as queries:
        for sealed in (seat(Stage.CONSENSUS), seat(Stage.SCORING, is_moderator=True)):
            assert agreed_of(evaluation, sealed) == {}
            assert checks_of(evaluation, sealed) == {}
    assert len(queries) == 0


def test_each_takes_one_query_however_much_is_settled(evaluation: Evaluation) -> None:
    for read in (agreed_of, checks_of):
        with CaptureQueriesContext(connection) as queries:
            assert read(evaluation, seat())
        assert len(queries) == 1


def test_conflict_keeps_from_the_words_until_the_decision_and_from_no_number(evaluation: Evaluation) -> None:
    one, two = evaluation.proposals.all()
    for stage, seen in ((Stage.LOCKED, {two}), (Stage.DECIDED, {one, two})):
        conflicted = seat(stage, is_evaluator=True, has_submitted=True, conflicts=frozenset({one.pk}))
        assert {each.proposal for each in agreed_scores(evaluation, conflicted)} == seen
        assert {each.proposal for each in gate_findings(evaluation, conflicted)} == seen
        assert set(agreed_of(evaluation, conflicted)) == set(checks_of(evaluation, conflicted)) == {one.code, two.code}
