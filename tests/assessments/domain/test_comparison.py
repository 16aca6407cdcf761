"""The example of docs/comparing.md, number by number, and what must be true of every comparison."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.domain.answers import Answer, Targets
from assessments.domain.causes import Why
from assessments.domain.comparison import Comparison, Coverage, IncomparableError, Means, Move, compare
from assessments.domain.results import Measure, Result
from assessments.domain.scoring import score
from catalog.domain.question_pack import QuestionPack, Scale
from tests.assessments.domain.test_scoring_properties import DAY, answers, cases
from tests.factories.assessments import UNKNOWN, make_answer, make_evidence
from tests.factories.catalog import make_pack, make_phase, make_question

MARCH, NOVEMBER = date(2026, 3, 1), date(2026, 11, 1)


def pack_of(weights: dict[str, int], phases: dict[str, int], version: str) -> QuestionPack:
    questions = [make_question(id_, weight=Fraction(weight)) for id_, weight in weights.items()]
    return replace(make_pack(questions, [make_phase(*phase) for phase in phases.items()]), version=version)


FIRST = pack_of({"A-1": 5, "A-2": 3, "A-3": 2, "B-1": 4, "B-2": 1}, {"A": 1, "B": 1}, "1.0.0")
SECOND = pack_of({"A-1": 5, "A-2": 1, "B-1": 4, "B-2": 1, "B-3": 2}, {"A": 1, "B": 3}, "1.1.0")
DRILL = make_evidence("measurement", "2026-02-01")
BEFORE = {
    "A-1": make_answer(3),
    "A-2": make_answer(4, DRILL),
    "A-3": make_answer(3),
    "B-1": UNKNOWN,
    "B-2": make_answer(2),
}
AFTER = {
    "A-1": make_answer(4, make_evidence("measurement", "2026-10-01")),
    "A-2": make_answer(4, DRILL),
    "B-1": make_answer(3, make_evidence("document", "2026-10-01")),
    "B-2": make_answer(2),
    "B-3": make_answer(4, make_evidence("measurement", "2026-10-01")),
}


@pytest.fixture
def example() -> Comparison:
    return compare(score(FIRST, BEFORE, Targets(4), as_of=MARCH), score(SECOND, AFTER, Targets(4), as_of=NOVEMBER))


def test_change_is_counted_with_the_later_weights_over_what_both_have(example: Comparison) -> None:
    first, second = example.phases
    assert first.before == Means(Fraction(19, 6), Fraction(7, 3), Fraction(4))
    assert first.after == Means(Fraction(4), Fraction(11, 3), Fraction(4))
    assert (first.compared, first.change(), first.change(Measure.CLAIMED)) == (2, Fraction(4, 3), Fraction(5, 6))
    assert (second.compared, second.before.verified, second.change()) == (1, 2, 0)
    assert (example.overall.before.verified, example.overall.after.verified) == (Fraction(25, 12), Fraction(29, 12))
    assert example.overall.change() == Fraction(1, 3)
    (domain,) = example.domains
    assert (domain.before.verified, domain.after.verified) == (Fraction(16, 7), Fraction(24, 7))


def test_scores_that_each_side_has_by_itself_stand_beside_it(example: Comparison) -> None:
    assert example.overall.reported_before == Means(Fraction(53, 20), Fraction(23, 10), Fraction(4))
    assert example.overall.reported_after == Means(Fraction(47, 14), Fraction(275, 84), Fraction(4))
    assert example.phases[1].reported_after.verified == Fraction(22, 7)


def test_it_is_said_on_how_many_questions_it_rests(example: Comparison) -> None:
    assert example.coverage == Coverage(compared=3, new=1, retired=1, only_before=0, only_after=1, without_level=0)
    assert example.is_across_versions


def test_effects_of_questions_and_of_phases_add_up_to_the_change(example: Comparison) -> None:
    effects = {change.question.id: change.effect for change in example.questions}
    assert effects == {
        "A-1": Fraction(5, 12), "A-2": Fraction(-1, 12), "B-1": 0, "B-2": 0, "B-3": 0, "A-3": 0
    }  # fmt: skip
    assert [phase.effect for phase in example.phases] == [Fraction(1, 3), 0]


def test_moves_and_causes_of_the_example(example: Comparison) -> None:
    moved = {move: [each.question.id for each in found] for move, found in example.by_move.items()}
    assert moved == {Move.UP: ["A-1"], Move.DOWN: ["A-2"], Move.OTHER: ["B-3", "A-3", "B-1"], Move.SAME: ["B-2"]}
    causes = {each.question.id: [cause.why for cause in each.causes] for each in example.questions}
    assert causes == {
        "A-1": [Why.LEVEL_RAISED, Why.EVIDENCE_CAME],
        "A-2": [Why.EVIDENCE_LAPSED, Why.WEIGHT_CHANGED],
        "B-1": [Why.ANSWERED],
        "B-2": [],
        "B-3": [Why.NEW],
        "A-3": [Why.RETIRED],
    }


def test_two_results_of_one_pack_by_hand() -> None:
    """Weights 5, 3, 2 and 4, 1: A from (5·4 + 3·2)/8 = 3.25 to (5·4 + 3·3)/8 = 3.625, B stays; overall half of that."""
    before = BEFORE | {"A-1": make_answer(4, make_evidence("measurement", "2026-03-01")), "A-2": make_answer(4)}
    after = before | {"A-2": make_answer(4, make_evidence("document", "2026-04-01")), "A-3": UNKNOWN}
    found = compare(*(score(FIRST, said, Targets(4), as_of=date(2026, 5, 1)) for said in (before, after)))
    assert found.phases[0].before.verified == Fraction(13, 4)
    assert found.phases[0].after.verified == Fraction(29, 8)
    assert found.overall.change() == Fraction(3, 16)
    assert found.coverage == Coverage(compared=3, new=0, retired=0, only_before=1, only_after=0, without_level=1)
    assert not found.is_across_versions


def test_nothing_in_common_has_no_change() -> None:
    before, after = (score(FIRST, {id_: make_answer(3)}, Targets(4), as_of=MARCH) for id_ in ("A-1", "A-2"))
    found = compare(before, after)
    assert (found.overall.change(), found.overall.before, found.coverage.compared) == (None, Means(None, None, None), 0)


@pytest.mark.parametrize("other", [{"code": "another"}, {"scale": Scale(1, 5, FIRST.scale.levels[1:])}])
def test_other_packs_and_other_scales_are_not_compared(other: dict[str, object]) -> None:
    pack = replace(FIRST, **other)  # type: ignore[arg-type]
    with pytest.raises(IncomparableError):
        compare(score(FIRST, {}, Targets(4), as_of=MARCH), score(pack, {}, Targets(4), as_of=MARCH))


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Result, Result]:
    """Two results of one pack on two days."""
    pack, before, targets = draw(cases())
    after = {id_: draw(answers) if draw(st.booleans()) else said for id_, said in before.items()}
    other = draw(st.sampled_from([targets, Targets(draw(st.integers(0, 5)))]))
    later = DAY + timedelta(days=draw(st.integers(0, 300)))
    return score(pack, before, targets, as_of=DAY), score(pack, after, other, as_of=later)


def changes(found: Comparison) -> list[Fraction | None]:
    return [
        part.change(measure)
        for part in (found.overall, *found.phases, *found.domains)
        for measure in (Measure.CLAIMED, Measure.VERIFIED, Measure.TARGET)
    ]


@given(pairs())
def test_a_result_compared_with_itself_has_no_change(pair: tuple[Result, Result]) -> None:
    found = compare(pair[1], pair[1])
    assert not any(changes(found))
    assert {each.move for each in found.questions} <= {Move.SAME}
    for part in (found.overall, *found.phases):
        assert part.before == part.reported_before


@given(pairs())
def test_swapping_the_sides_negates_every_change(pair: tuple[Result, Result]) -> None:
    there, back = compare(*pair), compare(*reversed(pair))
    assert changes(there) == [change and -change for change in changes(back)]
    assert [each.effect for each in there.questions] == [-each.effect for each in back.questions]
    opposite = {Move.UP: Move.DOWN, Move.DOWN: Move.UP, Move.OTHER: Move.OTHER, Move.SAME: Move.SAME}
    assert [each.move for each in there.questions] == [opposite[each.move] for each in back.questions]


@given(pairs())
def test_effects_add_up_every_question_is_counted_once_and_what_moved_has_a_cause(pair: tuple[Result, Result]) -> None:
    """A cause that decides, or two that only do so together."""
    found = compare(*pair)
    total = found.overall.change() or Fraction(0)
    assert sum((each.effect for each in found.questions), Fraction(0)) == total
    assert sum((phase.effect or Fraction(0) for phase in found.phases), Fraction(0)) == total
    assert sum(found.coverage) == len(found.questions) == sum(map(len, found.by_move.values()))
    for each in (*found.by_move[Move.UP], *found.by_move[Move.DOWN]):
        assert any(cause.decides for cause in each.causes) or len(each.causes) > 1


@given(pairs(), st.data())
def test_weights_alone_change_nothing(pair: tuple[Result, Result], data: st.DataObject) -> None:
    """The same answers under other weights: no score of change, whatever the plain scores do."""
    before = pair[0]
    said: dict[str, Answer] = {found.question.id: found.answer for found in before.questions}
    weights = st.integers(1, 9).map(Fraction)
    questions = tuple(replace(question, weight=data.draw(weights)) for question in before.pack.questions)
    phases = tuple(replace(phase, weight=data.draw(weights)) for phase in before.pack.phases)
    other = replace(before.pack, version="2.0.0", questions=questions, phases=phases)
    found = compare(before, score(other, said, before.targets, as_of=before.as_of))
    assert not any(changes(found))
    assert {each.move for each in found.questions} <= {Move.SAME, Move.OTHER}
