"""Disagreement by cell, and agreement over all of them."""

from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from core.rounding import rounded
from tests.vendors.domain.models import sheet
from vendors.domain.agreement import Undefined, agreement, correlations
from vendors.domain.disagreement import disagreements
from vendors.domain.scoring import Score
from vendors.domain.sheets import Cell, Sheets

SHROUT_AND_FLEISS = [(9, 2, 5, 8), (6, 1, 3, 2), (8, 4, 6, 8), (7, 1, 2, 6), (10, 5, 6, 9), (6, 2, 4, 7)]


def sheets_of(*rows: tuple[int | None, ...]) -> Sheets:
    """A row per vendor, a column per evaluator, one criterion."""
    return {
        f"E{column}": {Cell(f"V{number}", "c"): Score(level) for number, level in enumerate(levels)}
        for column, levels in enumerate(zip(*rows, strict=True))
    }


def test_correlations_of_shrout_and_fleiss() -> None:
    case_2, case_3 = correlations(SHROUT_AND_FLEISS)
    assert (rounded(case_2, 2), rounded(case_3, 2)) == ("0.29", "0.71")
    assert (rounded(case_2, 4), rounded(case_3, 4)) == ("0.2898", "0.7148")


@given(st.lists(st.tuples(*[st.integers(0, 5)] * 3), min_size=2, max_size=8), st.integers(0, 3))
def test_a_stricter_evaluator_moves_only_the_one_that_minds(rows: list[tuple[int, ...]], stricter: int) -> None:
    """ICC(3,1) sets strictness aside; no correlation is above 1."""
    assume(len({sum(row) for row in rows}) > 1)
    before = correlations(rows)
    after = correlations([(row[0] + stricter, *row[1:]) for row in rows])
    assert before[1] == after[1]
    assert max(*before, *after) <= 1


def test_only_cells_that_all_scored_count() -> None:
    whole = agreement(sheets_of((5, 4), (1, 2), (3, 3)))
    partly = agreement(sheets_of((5, 4), (1, 2), (None, 5), (3, 3), (2, None), (None, None)))
    assert (whole.icc_2_1, whole.icc_3_1) == (partly.icc_2_1, partly.icc_3_1) == correlations([(5, 4), (1, 2), (3, 3)])
    assert (partly.cells, partly.scored, partly.evaluators) == (3, 5, 2)
    three = agreement(sheets_of((5, 4, 2), (1, 2, None), (3, 3, 4), (None, 0, 5), (0, 1, 0)))
    assert (three.cells, three.scored, three.evaluators) == (3, 5, 3)
    assert three.icc_2_1 == correlations([(5, 4, 2), (3, 3, 4), (0, 1, 0)])[0]


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ((), Undefined.FEW_EVALUATORS),
        (((1,), (5,)), Undefined.FEW_EVALUATORS),
        (((1, 5),), Undefined.FEW_CELLS),
        (((1, None), (3, 5)), Undefined.FEW_CELLS),
        (((3, 3), (3, 3)), Undefined.ALL_AGREE),
        (((1, 1), (5, 5)), Undefined.ALL_AGREE),
        (((3, 4), (4, 3), (4, 4)), Undefined.NARROW),
        (((0, 2), (0, 2)), Undefined.CELLS_ALIKE),
        (((1, 5), (5, 1)), Undefined.CELLS_ALIKE),
    ],
)
def test_agreement_is_undefined_and_says_why(rows: tuple[tuple[int | None, ...], ...], why: Undefined) -> None:
    found = agreement(sheets_of(*rows))
    assert (found.undefined, found.icc_2_1, found.icc_3_1) == (why, None, None)


@given(st.lists(st.tuples(*[st.integers(0, 5)] * 2), max_size=6))
def test_agreement_has_either_numbers_or_a_reason(rows: list[tuple[int, int]]) -> None:
    found = agreement(sheets_of(*rows))
    assert (found.undefined is None) == (found.icc_2_1 is not None) == (found.icc_3_1 is not None)


def test_the_agenda_comes_first_and_by_what_is_at_stake() -> None:
    weights = {"heavy": Fraction(6, 10), "light": Fraction(1, 10), "middle": Fraction(3, 10)}
    given_scores = {
        "Ann": sheet({("A", "heavy"): 3, ("A", "light"): 5, ("A", "middle"): 1, ("B", "middle"): 4, ("B", "gone"): 5}),
        "Ben": sheet({("A", "heavy"): 4, ("A", "light"): 0, ("A", "middle"): 3, ("B", "gone"): 0}),
        "Cyd": sheet({("A", "heavy"): 4, ("A", "light"): 1, ("A", "middle"): 2}),
    }
    found = disagreements(given_scores, weights)
    assert [(each.cell, each.spread, each.stake, each.is_on_agenda) for each in found] == [
        (("A", "middle"), 2, 12, True),
        (("A", "light"), 5, 10, True),
        (("A", "heavy"), 1, 12, False),
        (("B", "middle"), 0, 0, False),
    ]
    assert found[1].levels == {"Ann": 5, "Ben": 0, "Cyd": 1}
    assert found[1].provisional_mean == 2
    assert [each.is_on_agenda for each in disagreements(given_scores, weights, threshold=3)] == [True, *[False] * 3]


def test_an_unverified_claim_disagrees_with_a_verified_one() -> None:
    cell = Cell("A", "c")
    found = disagreements({"Ann": {cell: Score(5)}, "Ben": {cell: Score(5, is_verified=False)}}, {"c": Fraction(1)})
    assert (found[0].levels, found[0].spread) == ({"Ann": 5, "Ben": 2}, 3)
