"""Weights at which the order turns, and the order without one evaluator."""

from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from core.rounding import rounded
from tests.vendors.domain.models import sheet
from tests.vendors.domain.offices import SWINGS, VALUES
from vendors.domain.flips import criterion_flips, flip_of, group_flips, moved
from vendors.domain.leave_one_out import leave_one_out
from vendors.domain.scoring import Score, weighted_range
from vendors.domain.sheets import Cell
from vendors.domain.weights import shares, swing

WEIGHTS = swing(SWINGS)
FIRST_THREE = list(SWINGS)[:3]
CODES = ("a", "b", "c", "d")

some_values = st.fixed_dictionaries({code: st.integers(0, 5).map(lambda level: Fraction(20 * level)) for code in CODES})
some_weights = st.fixed_dictionaries({code: st.integers(0, 6).map(Fraction) for code in CODES}).filter(
    lambda found: any(found.values())
)


def lead(weights: dict[str, Fraction], leader: dict[str, Fraction], other: dict[str, Fraction]) -> Fraction:
    return weighted_range(weights, dict(leader))[0] - weighted_range(weights, dict(other))[0]


def test_flip_of_goodwin_and_wright() -> None:
    """E overtakes A while the first three attributes together weigh under 52.1 %."""
    found = flip_of("first three", FIRST_THREE, WEIGHTS, VALUES["A"], VALUES["E"])
    assert found is not None
    assert rounded(found.at * 100, 1) == "52.1"
    assert found.weight == Fraction(250, 310)
    assert found.change < 0
    below = moved(WEIGHTS, FIRST_THREE, Fraction("0.520"))
    above = moved(WEIGHTS, FIRST_THREE, Fraction("0.522"))
    assert lead(below, VALUES["A"], VALUES["E"]) < 0 < lead(above, VALUES["A"], VALUES["E"])


def test_flips_come_with_the_smallest_change_first() -> None:
    found = criterion_flips(WEIGHTS, VALUES["A"], VALUES["E"])
    changes = [abs(flip.change) for flip in found]
    assert changes == sorted(changes)
    # E is better in size and comfort, and leads without closeness; A is ahead without any one of the others.
    assert {flip.part for flip in found} == {"size", "comfort", "closeness"}
    groups = {"turnover": FIRST_THREE, "conditions": [name for name in SWINGS if name not in FIRST_THREE]}
    one, other = group_flips(groups, WEIGHTS, VALUES["A"], VALUES["E"])
    assert one.at + other.at == 1
    assert one.change == -other.change


@given(some_weights, some_values, some_values, st.sets(st.sampled_from(CODES), min_size=1))
def test_a_flip_is_where_the_order_turns(
    raw: dict[str, Fraction], leader: dict[str, Fraction], other: dict[str, Fraction], part: set[str]
) -> None:
    """Checked by brute force: the lead has one sign up to the flip and the other beyond it, on 41 weights."""
    weights = shares(raw)
    inside = [code for code in CODES if code in part]
    now = lead(weights, leader, other)
    weight = sum((weights[code] for code in inside), Fraction(0))
    assume(now and weight != 1 and (weight or len(inside) == 1))
    found = flip_of("part", inside, weights, leader, other)
    leads = {x: lead(moved(weights, inside, x), leader, other) for x in (Fraction(n, 40) for n in range(41))}
    turned = {x for x, value in leads.items() if value * now < 0}
    if found is None:
        assert not turned
        return
    assert found.weight == weight
    assert 0 <= found.at <= 1
    assert lead(moved(weights, inside, found.at), leader, other) == 0
    assert turned == {x for x in leads if (x > found.at if found.change > 0 else x < found.at)}


def test_no_weight_turns_the_order_of_vendors_that_are_equal_or_dominated() -> None:
    better = {code: value + 1 for code, value in VALUES["A"].items()}
    assert criterion_flips(WEIGHTS, better, VALUES["A"]) == ()
    assert criterion_flips(WEIGHTS, VALUES["A"], VALUES["A"]) == ()


def test_what_weighs_all_or_nothing_has_no_proportions() -> None:
    weights = {"a": Fraction(1), "b": Fraction(0), "c": Fraction(0)}
    leader, other = dict.fromkeys("abc", Fraction(50)) | {"a": Fraction(60)}, dict.fromkeys("abc", Fraction(50))
    assert flip_of("a", "a", weights, leader, other) is None
    assert flip_of("bc", "bc", weights, leader, other) is None
    found = flip_of("b", "b", weights, leader, other | {"b": Fraction(80)})
    assert found is not None
    assert found.at == Fraction(1, 4)
    with pytest.raises(ValueError, match="proportions"):
        moved(weights, "a", Fraction(1, 2))
    with pytest.raises(ValueError, match="from 0 to 1"):
        moved(weights, "a", Fraction(2))


def test_moved_weights_keep_the_proportions_of_the_others() -> None:
    weights = {"a": Fraction(1, 2), "b": Fraction(1, 4), "c": Fraction(1, 4)}
    assert moved(weights, "b", Fraction(1, 2)) == {"a": Fraction(1, 3), "b": Fraction(1, 2), "c": Fraction(1, 6)}
    assert moved(weights, "b", Fraction(0)) == {"a": Fraction(2, 3), "b": 0, "c": Fraction(1, 3)}


def test_an_evaluator_who_decides_is_named() -> None:
    weights = {"c": Fraction(3, 4), "d": Fraction(1, 4)}
    found = leave_one_out(
        {
            "Ann": sheet({("A", "c"): 5, ("A", "d"): 4, ("B", "c"): 1, ("B", "d"): 4}),
            "Ben": sheet({("A", "c"): 2, ("A", "d"): 3, ("B", "c"): 4, ("B", "d"): 3}),
            "Cyd": sheet({("A", "c"): 3, ("A", "d"): 3, ("B", "c"): 3, ("B", "d"): 3}),
        },
        weights,
        ["A", "B"],
    )
    assert found.everybody.ranks == {"A": 1, "B": 2}
    assert found.everybody.values["B"] == (Fraction(8, 3) * 3 + Fraction(10, 3)) / 4 * 20
    assert found.without["Ann"].first == {"B"}
    assert found.deciding == ("Ann",)


def test_without_the_only_one_who_scored_a_cell_a_vendor_has_no_rank() -> None:
    ann = {Cell("A", "c"): Score(4), Cell("B", "c"): Score(5, is_verified=False)}
    found = leave_one_out({"Ann": ann, "Ben": sheet({("A", "c"): 2})}, {"c": Fraction(1)}, ["A", "B"])
    assert found.everybody.values == {"A": 60, "B": 40}
    assert found.without["Ann"].values == {"A": 40, "B": None}
    assert found.without["Ann"].ranks == {"A": 1, "B": None}
    assert found.deciding == ()
