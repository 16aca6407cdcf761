"""The change of a total since the evaluation before, told apart into scores and model."""

from datetime import date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from tests.vendors.domain.models import make_criterion, make_group, make_model, scored, two_groups
from vendors.domain.changes import VendorChange, model_change, vendor_change
from vendors.domain.model import CriteriaModel, Criterion
from vendors.domain.scoring import Total, total

DAY = date(2026, 11, 1)
CODES = ("a1", "a2", "b1")
levels = st.fixed_dictionaries(dict.fromkeys(CODES, st.integers(0, 5)))
weights = st.integers(1, 100)


def of(model: CriteriaModel, **found: int | None) -> Total:
    return total(model, scored(**found), {}, on=DAY)


def change(before: CriteriaModel, after: CriteriaModel, was: Total, now: Total) -> VendorChange:
    return vendor_change(was, now, model_change(before, after))


def test_same_model_leaves_every_change_to_scores() -> None:
    model = two_groups()
    assert model_change(model, model).is_none
    found = change(model, model, of(model, a1=2, a2=4, b1=3), of(model, a1=3, a2=4, b1=1))
    assert (found.total, found.of_scores, found.of_model) == (Fraction(-35, 2), Fraction(-35, 2), 0)
    assert [(each.code, each.effect) for each in found.criteria] == [("b1", -20), ("a1", Fraction(5, 2))]


def test_other_weights_are_the_models_doing() -> None:
    before = make_model(make_group("a", 1, make_criterion("a1", 1), make_criterion("a2", 1)))
    after = make_model(make_group("a", 1, make_criterion("a1", 3), make_criterion("a2", 1)))
    found = change(before, after, of(before, a1=5, a2=0), of(after, a1=5, a2=0))
    assert (found.of_scores, found.of_model) == (0, 25)
    assert model_change(before, after).reweighted == ("a1", "a2")
    assert found.criteria == ()


def test_reworded_criterion_is_another_one() -> None:
    before = make_model(make_group("a", 1, make_criterion("a1"), make_criterion("a2")))
    other = Criterion("a1", "Another title", Fraction(1), before.groups[0].criteria[0].anchors)
    after = make_model(make_group("a", 1, other, make_criterion("a2")))
    found = change(before, after, of(before, a1=0, a2=1), of(after, a1=5, a2=2))
    assert model_change(before, after).reworded == ("a1",)
    assert (found.total, found.of_scores, found.of_model) == (60, 10, 50)
    assert [each.code for each in found.criteria] == ["a2"]


def test_criteria_that_came_and_went_are_named() -> None:
    before = make_model(make_group("a", 1, make_criterion("a1"), make_criterion("a2")))
    after = make_model(
        make_group("a", 1, make_criterion("a1"), make_criterion("a2", applies=False), make_criterion("a3"))
    )
    found = model_change(before, after)
    assert (found.added, found.dropped, found.reweighted) == (("a3",), ("a2",), ())
    assert found.weights == {"a1": (Fraction(1, 2),) * 2, "a2": (Fraction(1, 2), 0), "a3": (0, Fraction(1, 2))}


def test_incomplete_vendor_has_no_change_but_its_scores_are_compared() -> None:
    model = two_groups()
    found = change(model, model, of(model, a1=2, a2=None, b1=3), of(model, a1=3, a2=4, b1=3))
    assert (found.total, found.of_scores, found.of_model) == (None, None, None)
    assert [(each.code, each.before, each.after) for each in found.criteria] == [("a1", 40, 60), ("a2", None, 80)]


def test_other_cap_is_a_change_of_the_model() -> None:
    model = two_groups()
    other = CriteriaModel(model.groups, model.gates, model.levels, cap=3)
    assert not model_change(model, other).is_none


@given(levels, levels, weights, weights)
def test_scores_and_model_are_all_of_the_change(
    was: dict[str, int], now: dict[str, int], first: int, second: int
) -> None:
    before = two_groups()
    after = before.reweighted(groups={"a": Fraction(first)}, criteria={"a2": Fraction(second)})
    found = change(before, after, of(before, **was), of(after, **now))
    assert found.of_scores is not None
    assert found.of_model is not None
    assert found.total == found.of_scores + found.of_model
    assert found.of_scores == sum(each.effect for each in found.criteria)
