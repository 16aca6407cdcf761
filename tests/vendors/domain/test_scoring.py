"""Totals, ranges, gates, minima and ranks."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.rounding import rounded
from tests.vendors.domain.models import scored, two_groups
from tests.vendors.domain.offices import ROUNDED, TOTALS, VALUES
from vendors.domain.gates import Check, GateState, Waiver
from vendors.domain.scoring import (
    Floor,
    Score,
    Total,
    counted,
    ranking,
    ranks_of,
    total,
    value_of,
    weighted_range,
)

DAY = date(2026, 11, 1)
PASSED = {"G1": Check(is_met=True), "G2": Check(is_met=True)}
CODES = ("a1", "a2", "b1")

levels = st.one_of(st.none(), st.integers(0, 5))
score_sheets = st.fixed_dictionaries({code: st.builds(Score, levels, st.booleans()) for code in CODES})


def of(scores: dict[str, Score], checks: dict[str, Check] = PASSED, *, minimum: int | None = None) -> Total:
    return total(two_groups(minimum), scores, checks, on=DAY)


def test_totals_of_goodwin_and_wright() -> None:
    found = {office: weighted_range(ROUNDED, dict(values))[0] for office, values in VALUES.items()}
    assert {office: rounded(value, 1) for office, value in found.items()} == TOTALS
    assert ranks_of(dict(found)) == {"A": 1, "E": 2, "G": 3, "D": 4, "C": 5, "B": 6, "F": 7}


def test_a_claim_that_nobody_verified_counts_two_at_most() -> None:
    assert [counted(Score(level, is_verified=False)) for level in (None, 0, 1, 2, 3, 5)] == [None, 0, 1, 2, 2, 2]
    assert [counted(Score(level)) for level in range(6)] == list(range(6))
    assert counted(Score(5, is_verified=False), cap=3) == 3
    found = of(scored(a2=4, b1=5) | {"a1": Score(5, is_verified=False)})
    assert found.value == Fraction(1, 8) * 40 + Fraction(3, 8) * 80 + Fraction(1, 2) * 100


@pytest.mark.parametrize("level", [-1, 6, True])
def test_a_score_is_a_level_of_the_scale(level: int) -> None:
    with pytest.raises(ValueError, match="no level of the scale"):
        Score(level)


def test_a_complete_proposal_has_a_total_per_group() -> None:
    found = of(scored(a1=2, a2=4, b1=3))
    assert found.value == found.low == found.high == 65
    assert [(group.code, group.weight, group.value) for group in found.groups] == [
        ("a", Fraction(1, 2), 70),
        ("b", Fraction(1, 2), 60),
    ]
    assert found.is_ranked


def test_not_scored_is_not_zero() -> None:
    found = of(scored(a1=5, b1=3))
    assert (found.value, found.low, found.high) == (None, Fraction(85, 2), 80)
    assert found.missing == ("a2",)
    assert [(group.value, group.low, group.high) for group in found.groups] == [(None, 25, 100), (60, 60, 60)]
    assert not found.is_ranked


@given(score_sheets, st.data())
def test_the_range_brackets_every_completion(scores: dict[str, Score], data: st.DataObject) -> None:
    before = of(scores)
    filled = {
        code: score if score.level is not None else Score(data.draw(st.integers(0, 5)))
        for code, score in scores.items()
    }
    after = of(filled)
    assert after.value is not None
    assert before.low <= after.value <= before.high
    for old, new in zip(before.groups, after.groups, strict=True):
        assert new.value is not None
        assert old.low <= new.value <= old.high


@pytest.mark.parametrize(
    ("check", "state", "is_excluded", "is_ranked"),
    [
        (Check(is_met=True), GateState.MET, False, True),
        (Check(is_met=None), GateState.UNKNOWN, False, False),
        (Check(is_met=False), GateState.FAILED, True, False),
        (Check(is_met=False, waiver=Waiver("CISO", "Signed next week.", DAY)), GateState.WAIVED, False, True),
        (Check(is_met=False, waiver=Waiver("CISO", "Late.", date(2026, 10, 31))), GateState.LAPSED, True, False),
    ],
)
def test_a_missed_gate_excludes_whatever_the_total(
    check: Check, state: GateState, is_excluded: bool, is_ranked: bool
) -> None:
    found = of(scored(a1=5, a2=5, b1=5), PASSED | {"G2": check})
    assert found.value == 100
    assert found.gates[1].state is state
    assert (found.is_excluded, found.is_ranked) == (is_excluded, is_ranked)
    assert found.failed_gates == (("G2",) if is_excluded else ())
    assert found.open_gates == (("G2",) if state is GateState.UNKNOWN else ())


def test_a_gate_that_nobody_checked_is_open() -> None:
    assert of(scored(a1=5, a2=5, b1=5), {}).open_gates == ("G1", "G2")


@pytest.mark.parametrize(
    ("scores", "floor", "is_excluded"),
    [
        (scored(a1=2, a2=2, b1=5), Floor.MISSED, True),
        (scored(a1=3, a2=3, b1=0), Floor.MET, False),
        (scored(a1=3, b1=5), Floor.OPEN, False),
        (scored(a2=1, b1=5), Floor.MISSED, True),  # even a 5 for a1 would not do
        (scored(a2=5, b1=5), Floor.MET, False),  # whatever a1 is
    ],
)
def test_a_group_may_have_a_minimum(scores: dict[str, Score], floor: Floor, is_excluded: bool) -> None:
    found = of(scores, minimum=60)
    assert found.groups[0].floor is floor
    assert found.groups[1].floor is Floor.NONE
    assert found.is_excluded is is_excluded
    assert found.missed_groups == (("a",) if is_excluded else ())


def test_equal_totals_share_a_rank_and_the_excluded_take_none() -> None:
    best = scored(a1=5, a2=5, b1=5)
    found = ranking(
        {
            "late": of(scored(a1=5, a2=5)),
            "third": of(scored(a1=4, a2=4, b1=4)),
            "out": of(best, PASSED | {"G1": Check(is_met=False)}),
            "one": of(best),
            "two": of(best),
        }
    )
    assert found == {"late": None, "third": 3, "out": None, "one": 1, "two": 1}


@given(st.dictionaries(st.sampled_from("ABCDEF"), score_sheets, min_size=1), st.data())
def test_other_vendors_change_no_total(sheets: dict[str, dict[str, Score]], data: st.DataObject) -> None:
    """Removing, adding and reordering vendors moves nobody's total, and leaves the order among those who stay."""
    totals = {vendor: of(scores) for vendor, scores in sheets.items()}
    kept = data.draw(st.lists(st.sampled_from(sorted(sheets)), unique=True))
    again = {vendor: of(sheets[vendor]) for vendor in kept}
    assert again == {vendor: totals[vendor] for vendor in kept}
    all_ranks, few_ranks = ranking(totals), ranking(again)
    for one in kept:
        for other in kept:
            a, b = all_ranks[one], all_ranks[other]
            if a is not None and b is not None:
                assert (a < b) == ((few_ranks[one] or 0) < (few_ranks[other] or 0))


@given(st.dictionaries(st.sampled_from("ABCDEF"), score_sheets, min_size=1), st.sampled_from(CODES), st.data())
def test_a_better_score_never_lowers_a_total_or_a_rank(
    sheets: dict[str, dict[str, Score]], code: str, data: st.DataObject
) -> None:
    vendor = data.draw(st.sampled_from(sorted(sheets)))
    old = sheets[vendor][code]
    if old.level is None:
        return
    better = Score(data.draw(st.integers(old.level, 5)), old.is_verified or data.draw(st.booleans()))
    before = {name: of(scores) for name, scores in sheets.items()}
    after = before | {vendor: of(sheets[vendor] | {code: better})}
    assert after[vendor].low >= before[vendor].low
    assert after[vendor].high >= before[vendor].high
    rank_before, rank_after = ranking(before)[vendor], ranking(after)[vendor]
    assert (rank_before is None) == (rank_after is None)
    assert rank_before is None or rank_after is None or rank_after <= rank_before


def test_value_of_a_level() -> None:
    assert [value_of(level) for level in range(6)] == [0, 20, 40, 60, 80, 100]
    assert value_of(Fraction(7, 2)) == 70
