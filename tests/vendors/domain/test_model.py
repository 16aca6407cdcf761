"""Effective weights, the hash that names a locked model, and what keeps one from being locked."""

import json
import random
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.domain.criteria_pack import CriteriaPack
from catalog.domain.normal_form import content_hash as hash_of_data
from catalog.files.load import load_pack
from tests.vendors.domain.models import make_criterion, make_group, make_model, two_groups
from vendors.domain.faults import Fault, FaultKind, faults_of
from vendors.domain.from_pack import model_of
from vendors.domain.model import CriteriaModel, Criterion, Gate, Group, content_hash, normal_form
from vendors.domain.weights import Problem, WeightError

some_weights = st.fractions(min_value=Fraction(1, 10), max_value=100, max_denominator=10)


@st.composite
def models(draw: st.DrawFn) -> CriteriaModel:
    groups = []
    for g in range(draw(st.integers(1, 4))):
        criteria = [
            make_criterion(f"{g}{n}", draw(some_weights), applies=draw(st.booleans()) or (g, n) == (0, 0))
            for n in range(draw(st.integers(1, 4)))
        ]
        groups.append(make_group(str(g), draw(some_weights), *criteria))
    return make_model(*groups)


def test_effective_weight_is_group_times_criterion() -> None:
    assert two_groups().effective_weights() == {"a1": Fraction(1, 8), "a2": Fraction(3, 8), "b1": Fraction(1, 2)}
    assert two_groups().group_weights() == {"a": Fraction(1, 2), "b": Fraction(1, 2)}


def test_what_does_not_apply_leaves_its_weight_to_its_group() -> None:
    model = make_model(
        make_group("a", 60, make_criterion("a1", 1), make_criterion("a2", 3), make_criterion("a3", 4, applies=False)),
        make_group("b", 20, make_criterion("b1", 5, applies=False)),
        make_group("c", 20, make_criterion("c1", 7)),
    )
    assert model.effective_weights() == {"a1": Fraction(3, 16), "a2": Fraction(9, 16), "c1": Fraction(1, 4)}
    assert model.group_weights() == {"a": Fraction(3, 4), "c": Fraction(1, 4)}


@given(models(), some_weights)
def test_weights_sum_to_one_and_scaling_all_changes_nothing(model: CriteriaModel, factor: Fraction) -> None:
    weights = model.effective_weights()
    assert sum(weights.values()) == 1
    assert set(weights) == {each.code for each in model.criteria if each.is_applicable}
    scaled = model.reweighted(
        groups={group.code: group.weight * factor for group in model.groups},
        criteria={each.code: each.weight * factor for each in model.criteria},
    )
    assert scaled.effective_weights() == weights
    assert list(scaled.effective_weights()) == list(weights)


def test_weights_that_say_nothing_are_refused() -> None:
    with pytest.raises(WeightError) as caught:
        make_model(make_group("a", 0, make_criterion("a1"))).effective_weights()
    assert caught.value.problem is Problem.ALL_ZERO
    with pytest.raises(WeightError) as caught:
        make_model(make_group("a", 1, make_criterion("a1", applies=False))).effective_weights()
    assert caught.value.problem is Problem.NOTHING


def test_a_scenario_changes_only_the_weights_it_names() -> None:
    cfo = two_groups().reweighted(groups={"b": Fraction(150)}, criteria={"a1": Fraction(75)})
    assert cfo.effective_weights() == {"a1": Fraction(1, 8), "a2": Fraction(1, 8), "b1": Fraction(3, 4)}
    assert cfo.gates == two_groups().gates


def full_model() -> CriteriaModel:
    criteria = (
        Criterion("a1", "One", Fraction(1, 3), tuple("uvwxyz"), "Why?", ("contract",)),
        Criterion("a2", "Two", Fraction(2), tuple("uvwxyz"), "How?", (), is_applicable=False, reason="None here."),
    )
    group = Group("a", "First", Fraction(30), criteria, Fraction(40))
    return CriteriaModel(
        (group, replace(group, code="b", criteria=())), (Gate("G", "Must", "a1", "Ask"),), tuple("012345")
    )


def in_group(model: CriteriaModel, **changes: object) -> CriteriaModel:
    return replace(model, groups=(replace(model.groups[0], **changes), *model.groups[1:]))  # type: ignore[arg-type]


def in_criterion(model: CriteriaModel, at: int, **changes: object) -> CriteriaModel:
    criteria = list(model.groups[0].criteria)
    criteria[at] = replace(criteria[at], **changes)  # type: ignore[arg-type]
    return in_group(model, criteria=tuple(criteria))


def in_gate(model: CriteriaModel, **changes: object) -> CriteriaModel:
    return replace(model, gates=(replace(model.gates[0], **changes),))  # type: ignore[arg-type]


CHANGES: list[Callable[[CriteriaModel], CriteriaModel]] = [
    lambda model: replace(model, cap=3),
    lambda model: replace(model, levels=tuple("012346")),
    lambda model: replace(model, groups=model.groups[::-1]),
    lambda model: replace(model, gates=()),
    lambda model: in_group(model, code="c"),
    lambda model: in_group(model, title="Other"),
    lambda model: in_group(model, weight=Fraction(31)),
    lambda model: in_group(model, minimum=None),
    lambda model: in_group(model, minimum=Fraction(41)),
    lambda model: in_group(model, criteria=model.groups[0].criteria[::-1]),
    lambda model: in_criterion(model, 0, code="a3"),
    lambda model: in_criterion(model, 0, title="Other"),
    lambda model: in_criterion(model, 0, weight=Fraction(3333333333333333, 10**16)),
    lambda model: in_criterion(model, 0, anchors=tuple("uvwxyy")),
    lambda model: in_criterion(model, 0, question="Who?"),
    lambda model: in_criterion(model, 0, evidence=("contract", "pilot")),
    lambda model: in_criterion(model, 1, is_applicable=True),
    lambda model: in_criterion(model, 1, reason="Other."),
    lambda model: in_gate(model, code="H"),
    lambda model: in_gate(model, text="Should"),
    lambda model: in_gate(model, criterion="a2"),
    lambda model: in_gate(model, how_to_check="Read"),
]


def test_every_change_gives_another_hash() -> None:
    model = full_model()
    hashes = [content_hash(model), *(content_hash(change(model)) for change in CHANGES)]
    assert len(set(hashes)) == len(hashes)
    assert content_hash(full_model()) == hashes[0]


def test_model_without_scenarios_has_the_hash_it_always_had() -> None:
    """Of what was locked before scenarios were part of it: printed in reports, and never another one."""
    assert content_hash(full_model()) == "6aac4fa1af919ef43eb9bf544d4bf272ecd3a58ddaff2005b00177563d06839e"
    assert content_hash(full_model(), {}) == content_hash(full_model())


def test_every_change_of_a_scenario_gives_another_hash() -> None:
    model = two_groups()
    other = two_groups().reweighted(criteria={"a1": Fraction(99)})
    said: list[dict[str, CriteriaModel | None]] = [
        {},
        {"CFO": model},
        {"CTO": model},
        {"CFO": other},
        {"CFO": None},
        {"CFO": model, "CTO": other},
        {"CTO": other, "CFO": model},
    ]
    hashes = [content_hash(model, scenarios) for scenarios in said]
    assert len(set(hashes)) == len(hashes)


def test_the_hash_does_not_depend_on_the_order_of_keys() -> None:
    def shuffled(data: object) -> object:
        if isinstance(data, dict):
            keys = list(data)
            random.Random(3).shuffle(keys)
            return {key: shuffled(data[key]) for key in keys}
        return [shuffled(item) for item in data] if isinstance(data, list) else data

    stored = json.loads(json.dumps(shuffled(normal_form(full_model()))))
    assert hash_of_data(stored) == content_hash(full_model())


@pytest.mark.parametrize("code", ["delivery-partner", "platform-supplier"])
def test_shipped_packs_give_models_that_can_be_locked(code: str) -> None:
    pack = load_pack(code)
    assert isinstance(pack, CriteriaPack)
    model = model_of(pack)
    assert faults_of(model) == ()
    assert sum(model.effective_weights().values()) == 1
    assert [gate.code for gate in model.gates] == [gate.id for gate in pack.gates]
    assert model.cap == 2


def test_faults_name_what_to_mend() -> None:
    bare = Criterion("a1", "One", Fraction(0), ("Absent", "", "", " ", "", "Proven"))
    unsaid = replace(make_criterion("b1", -1, applies=False), reason="")
    model = CriteriaModel(
        (make_group("a", 1, bare, minimum=101), make_group("b", 1, unsaid, replace(unsaid, weight=Fraction(1)))),
        (Gate("G", "Must", "zz"),),
        cap=6,
    )
    assert faults_of(model) == (
        Fault(FaultKind.CODE_TWICE, "b1"),
        Fault(FaultKind.NEGATIVE_WEIGHT, "b1"),
        Fault(FaultKind.WEIGHTLESS_GROUP, "a"),
        Fault(FaultKind.ANCHOR_MISSING, "a1", 3),
        Fault(FaultKind.NO_REASON, "b1"),
        Fault(FaultKind.NO_REASON, "b1"),
        Fault(FaultKind.UNKNOWN_CRITERION, "G"),
        Fault(FaultKind.MINIMUM_OUT_OF_RANGE, "a"),
        Fault(FaultKind.CAP_OUT_OF_RANGE),
    )
    assert faults_of(make_model()) == (Fault(FaultKind.NOTHING_APPLIES),)
    assert faults_of(make_model(make_group("a", 0, make_criterion("a1")))) == (Fault(FaultKind.WEIGHTLESS),)
