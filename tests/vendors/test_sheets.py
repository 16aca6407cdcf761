"""The sheets of evaluators: who sees them, and what of them counts."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.accounts import make_workspace
from tests.factories.vendors import add_evaluator, declare, make_evaluation, score_all
from vendors.domain.scoring import Score as DomainScore
from vendors.domain.seal import Seat
from vendors.domain.sheets import Cell
from vendors.domain.stages import Stage
from vendors.models import Criterion, Evaluation, Participant, Score
from vendors.queries.sheets import counted_scores, sheets_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def evaluation() -> Evaluation:
    return make_evaluation(make_workspace(), stage=Stage.CONSENSUS)


def seat(stage: Stage = Stage.CONSENSUS, **fields: object) -> Seat:
    return Seat(stage=stage, are_names_hidden=False, **{"is_moderator": True, **fields})  # type: ignore[arg-type]


def codes_of(evaluation: Evaluation) -> list[str]:
    return [each.code for each in Participant.objects.filter(evaluation=evaluation)]


def test_sheets_have_every_score_by_evaluator_and_cell(evaluation: Evaluation) -> None:
    one, two = evaluation.proposals.all()
    Score.objects.filter(proposal=two, criterion="S-2").update(proof="claimed")
    found = sheets_of(evaluation, seat())
    assert list(found) == codes_of(evaluation)
    first = found[codes_of(evaluation)[0]]
    assert len(first) == 8
    assert first[Cell(one.code, "F-2")] == DomainScore(4)
    assert first[Cell(two.code, "S-2")] == DomainScore(3, is_verified=False)


def test_sheets_take_one_query_however_many_there_are(evaluation: Evaluation) -> None:
    for _ in range(4):
        participant = add_evaluator(evaluation)
        score_all(participant)
    with CaptureQueriesContext(connection) as queries:
        assert len(sheets_of(evaluation, seat())) == 6
    assert len(queries) == 1


def test_sheets_are_empty_and_ask_nothing_while_sealed(evaluation: Evaluation) -> None:
    with CaptureQueriesContext(connection) as queries:
        assert sheets_of(evaluation, seat(Stage.SCORING)) == {}
        assert sheets_of(evaluation, seat(is_evaluator=True)) == {}
    assert len(queries) == 0


def test_sheet_that_was_not_handed_in_does_not_count(evaluation: Evaluation) -> None:
    late = Participant.objects.filter(evaluation=evaluation).first()
    assert late
    late.scores.update(is_late=True)
    assert list(sheets_of(evaluation, seat())) == codes_of(evaluation)[1:]


def test_sheets_leave_out_what_does_not_stand_or_apply(evaluation: Evaluation) -> None:
    one, two = evaluation.proposals.all()
    one.withdrawn_at = evaluation.changed_at
    one.save()
    Criterion.objects.filter(version__evaluation=evaluation, key="F-1").update(
        is_applicable=False, not_applicable_reason="Nobody offers it."
    )
    Score.objects.filter(criterion="F-2").update(level=None)
    cells = {cell for sheet in sheets_of(evaluation, seat()).values() for cell in sheet}
    assert cells == {Cell(two.code, "S-1"), Cell(two.code, "S-2")}


def test_sheets_are_without_the_proposal_of_a_conflict(evaluation: Evaluation) -> None:
    one, two = evaluation.proposals.all()
    conflicted = seat(
        is_moderator=False,
        is_evaluator=True,
        has_submitted=True,
        conflicts=frozenset({one.pk}),
        cleared=frozenset({two.pk}),
    )
    assert {each.proposal_id for each in counted_scores(evaluation, conflicted)} == {two.pk}


def test_evaluator_with_conflicts_everywhere_has_no_sheet(evaluation: Evaluation) -> None:
    nobody = add_evaluator(evaluation)
    for proposal in evaluation.proposals.all():
        declare(nobody, proposal, "I own it.")
    score_all(nobody)
    assert nobody.code not in sheets_of(evaluation, seat())
