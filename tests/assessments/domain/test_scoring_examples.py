"""The worked examples of docs/scoring.md, number by number."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from assessments.domain.answers import State, Targets
from assessments.domain.evidence import Standing
from assessments.domain.results import Measure, Result
from assessments.domain.scoring import score
from catalog.domain.question_pack import Effort
from core.rounding import for_data, for_people
from tests.factories.assessments import NOT_APPLICABLE, UNKNOWN, make_answer, make_evidence
from tests.factories.catalog import make_pack, make_phase, make_question

DAY = date(2026, 11, 1)

PACK = make_pack(
    [
        make_question("A-1", weight=Fraction(5), impact=5, effort=Effort.MEDIUM),
        make_question("A-2", weight=Fraction(3), impact=3, effort=Effort.SMALL),
        make_question("A-3", weight=Fraction(2), impact=2, effort=Effort.LARGE),
        make_question("B-1", weight=Fraction(4), impact=4, effort=Effort.MEDIUM),
        make_question("B-2", weight=Fraction(1), impact=1, effort=Effort.SMALL),
    ]
)
ANSWERS = {
    "A-1": make_answer(4, make_evidence("measurement", "2026-10-01")),
    "A-2": make_answer(4),
    "A-3": UNKNOWN,
    "B-1": make_answer(3, make_evidence("document", "2026-01-01")),
    "B-2": NOT_APPLICABLE,
}


@pytest.fixture
def result() -> Result:
    return score(PACK, ANSWERS, Targets(4), as_of=DAY)


def test_phase_scores(result: Result) -> None:
    first, second = result.phases
    assert (first.claimed, first.verified) == (4, Fraction(13, 4))
    assert (second.claimed, second.verified) == (3, 2)


def test_overall(result: Result) -> None:
    overall = result.overall
    assert (overall.claimed, overall.verified) == (Fraction(7, 2), Fraction(21, 8))
    assert for_people(overall.verified) == "2.6"
    assert overall.level == 2


def test_range(result: Result) -> None:
    first, second = result.phases
    assert (first.low, first.high) == (Fraction(16, 5), Fraction(21, 5))
    assert (second.low, second.high) == (3, 3)
    assert (result.overall.low, result.overall.high) == (Fraction(31, 10), Fraction(18, 5))


def test_completion(result: Result) -> None:
    assert result.counts._asdict() == {"answered": 3, "not_applicable": 1, "unknown": 1, "unanswered": 0}
    assert result.counts.completion == Fraction(4, 5)


def test_priorities_and_percent_to_target(result: Result) -> None:
    assert [(gap.result.question.id, gap.priority, gap.value) for gap in result.gaps] == [
        ("A-2", 6, 6),
        ("B-1", 4, 8),
    ]
    assert for_data(result.overall.percent_to_target) == "0.7083"


def test_evidence_says_why_it_does_not_count(result: Result) -> None:
    by_id = {found.question.id: found for found in result.questions}
    assert by_id["A-1"].evidence[0].standing is Standing.COUNTS
    assert by_id["B-1"].evidence[0].standing is Standing.LAPSED
    assert by_id["B-1"].evidence[0].valid_until == date(2026, 6, 30)


def test_every_score_is_the_mean_of_its_terms(result: Result) -> None:
    for group in (*result.phases, *result.domains):
        for measure in Measure:
            terms = group.terms(measure, 0, 5)
            mean = sum(t.weight * t.value for t in terms) / sum(t.weight for t in terms)
            assert mean == group.score(measure)
    for measure in Measure:
        terms = result.overall_terms(measure)
        mean = sum(t.weight * t.value for t in terms) / sum(t.weight for t in terms)
        assert mean == getattr(result.overall, measure.value)


def test_order_puts_prerequisites_first() -> None:
    """Gaps P (priority 9, depends on R), Q (8), R (2, depends on S), S (1), T (5) come out as S, R, P, Q, T."""
    # Name: gap, impact, prerequisite. A phase for each size of gap, whose target makes the gap of an answer 0.
    wanted = {"P": (3, 3, "R"), "Q": (2, 4, ""), "R": (1, 2, "S"), "S": (1, 1, ""), "T": (1, 5, "")}
    questions = [
        make_question(
            f"X-{name}",
            phase=f"T{gap}",
            impact=impact,
            effort=Effort.SMALL,
            depends_on=(f"X-{needs}",) if needs else (),
        )
        for name, (gap, impact, needs) in wanted.items()
    ]
    answers = {question.id: make_answer(0) for question in questions}
    pack = make_pack(questions, [make_phase("T1"), make_phase("T2"), make_phase("T3")])
    targets = Targets(0, (("T1", 1), ("T2", 2), ("T3", 3)))
    result = score(pack, answers, targets, as_of=DAY)
    assert [(gap.result.question.id[2:], gap.first_for) for gap in result.gaps] == [
        ("S", "X-R"),
        ("R", "X-P"),
        ("P", None),
        ("Q", None),
        ("T", None),
    ]
    assert [int(gap.priority) for gap in result.gaps] == [1, 2, 9, 8, 5]


@pytest.mark.parametrize(
    ("observed", "days", "standing"),
    [
        ("2026-11-01", None, Standing.COUNTS),
        ("2026-11-02", None, Standing.FUTURE),
        ("2026-05-05", None, Standing.COUNTS),  # 180 days before
        ("2026-05-04", None, Standing.LAPSED),
        ("2026-10-31", 1, Standing.COUNTS),
        ("2026-10-30", 1, Standing.LAPSED),
        (None, None, Standing.NO_DATE),
    ],
)
def test_evidence_counts_from_observed_to_the_last_day(
    observed: str | None, days: int | None, standing: Standing
) -> None:
    answers = {"A-1": make_answer(5, make_evidence("measurement", observed, days))}
    found = score(PACK, answers, Targets(4), as_of=DAY).questions[0]
    assert found.evidence[0].standing is standing
    assert found.verified == (5 if standing is Standing.COUNTS else 2)


def test_nothing_answered_has_no_score_and_the_whole_range() -> None:
    result = score(PACK, {}, Targets(4), as_of=DAY)
    overall = result.overall
    assert (overall.claimed, overall.verified, overall.target, overall.percent_to_target) == (None,) * 4
    assert (overall.low, overall.high, overall.level) == (0, 5, None)
    assert not result.gaps
    assert len(result.find_out) == 5


def test_a_phase_that_does_not_apply_is_left_out_everywhere() -> None:
    answers = ANSWERS | {"B-1": NOT_APPLICABLE}
    result = score(PACK, answers, Targets(4), as_of=DAY)
    second = result.phases[1]
    assert (second.claimed, second.low, second.high) == (None, None, None)
    assert result.overall.claimed == 4
    assert (result.overall.low, result.overall.high) == (Fraction(16, 5), Fraction(21, 5))


def test_a_phase_with_only_open_questions_enters_the_range_alone() -> None:
    answers = {
        "A-1": make_answer(4),
        "B-1": UNKNOWN,
        "B-2": NOT_APPLICABLE,
        "A-2": NOT_APPLICABLE,
        "A-3": NOT_APPLICABLE,
    }
    result = score(PACK, answers, Targets(4), as_of=DAY)
    assert result.overall.claimed == 4
    assert (result.overall.low, result.overall.high) == (2, Fraction(9, 2))


def test_target_zero_has_no_percentage() -> None:
    result = score(PACK, ANSWERS, Targets(0), as_of=DAY)
    assert result.overall.percent_to_target is None
    assert not result.gaps


def test_states_are_kept(result: Result) -> None:
    assert [found.state for found in result.questions] == [
        State.ANSWERED,
        State.ANSWERED,
        State.UNKNOWN,
        State.ANSWERED,
        State.NOT_APPLICABLE,
    ]
