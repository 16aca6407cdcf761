"""How the criteria of an evaluation are weighed: by each method, restated in another, and kept."""

from fractions import Fraction
from functools import partial

import pytest
from django.http import QueryDict
from django.utils.http import urlencode

from core.conflicts import write_form
from core.models import StaleWriteError
from tests.factories.accounts import make_workspace, owner_of
from tests.factories.vendors import add_model, make_evaluation, make_scenario
from vendors.choices import MethodChoice
from vendors.domain.pairwise import PairwiseError
from vendors.domain.stages import Stage
from vendors.forms.weights import ScenarioForm
from vendors.models import Criterion, Evaluation, ModelVersion, RemovedPart, Weighting
from vendors.operations.criteria import NotEditableError
from vendors.operations.evaluations import create_evaluation
from vendors.operations.weights import (
    MOST_SCENARIOS,
    NameTakenError,
    TooManyScenariosError,
    WeightingGoneError,
    add_scenario,
    delete_scenario,
    rename_scenario,
    restore_scenario,
    weigh,
)
from vendors.queries.versions import (
    ROOT,
    chosen_weighting,
    model_of,
    scenarios_of,
    version_in_force,
    weighed_parts,
)
from vendors.queries.weights import unfinished_scenarios, way_of, ways_of

pytestmark = pytest.mark.django_db

F = Fraction


@pytest.fixture
def evaluation() -> Evaluation:
    return make_evaluation(make_workspace())


def fresh(evaluation: Evaluation) -> tuple[ModelVersion, Weighting]:
    version = version_in_force(Evaluation.objects.select_related("workspace").get(pk=evaluation.pk))
    weighting = chosen_weighting(version)
    weighting.version = version
    return version, weighting


def say(evaluation: Evaluation, method: MethodChoice, said: dict, **values: object) -> None:  # type: ignore[type-arg]
    version, weighting = fresh(evaluation)
    actor = owner_of(evaluation.workspace)
    weigh(weighting=weighting, actor=actor, seen=version.revision, method=method, said=said, **values)  # type: ignore[arg-type]


def test_each_method_gives_its_weights_and_the_others_keep_what_was_said(evaluation: Evaluation) -> None:
    say(evaluation, MethodChoice.SWING, {ROOT: {"fit": F(100), "safe": F(25)}, "fit": {"F-1": F(100), "F-2": F(100)}})
    say(evaluation, MethodChoice.RANK, {ROOT: {"fit": F(2), "safe": F(1)}})
    say(
        evaluation,
        MethodChoice.PAIRWISE,
        {ROOT: {("fit", "safe"): F(4)}, "fit": {("F-1", "F-2"): F(1)}, "safe": {("S-1", "S-2"): F(1, 3)}},
    )
    version, weighting = fresh(evaluation)
    assert weighting.method == MethodChoice.PAIRWISE
    groups = {method: way_of(version, weighting, method).shares[ROOT] for method in MethodChoice}
    assert groups == {
        MethodChoice.POINTS: {"fit": F(3, 5), "safe": F(2, 5)},
        MethodChoice.SWING: {"fit": F(4, 5), "safe": F(1, 5)},
        MethodChoice.RANK: {"fit": F(1, 4), "safe": F(3, 4)},
        MethodChoice.PAIRWISE: {"fit": F(4, 5), "safe": F(1, 5)},
    }
    model = model_of(version)
    assert model.effective_weights() == {"F-1": F(2, 5), "F-2": F(2, 5), "S-1": F(1, 20), "S-2": F(3, 20)}


def test_method_without_judgements_restates_what_is_in_use_but_pairs_must_be_compared(evaluation: Evaluation) -> None:
    version, weighting = fresh(evaluation)
    ways = ways_of(version, weighting)
    assert ways[MethodChoice.POINTS].restated == frozenset()
    assert ways[MethodChoice.SWING].weighting.judgements["swing"][ROOT] == {"fit": "100", "safe": "67"}
    assert ways[MethodChoice.RANK].weighting.judgements["rank"]["safe"] == {"S-1": "1", "S-2": "2"}
    assert ways[MethodChoice.RANK].effective == {"F-1": F(3, 8), "F-2": F(3, 8), "S-1": F(3, 16), "S-2": F(1, 16)}
    pairs = ways[MethodChoice.PAIRWISE]
    assert pairs.model is None
    assert [failure.pairs for failure in pairs.failures.values() if isinstance(failure, PairwiseError)] == [
        (("fit", "safe"),),
        (("F-1", "F-2"),),
        (("S-1", "S-2"),),
    ]
    assert weighting.judgements.keys() == {"points"}  # looking keeps nothing


def test_what_does_not_apply_is_not_weighed(evaluation: Evaluation) -> None:
    Criterion.objects.filter(key__in=["F-1", "S-1", "S-2"]).update(is_applicable=False, not_applicable_reason="Later.")
    version, weighting = fresh(evaluation)
    assert weighed_parts(version) == {ROOT: ["fit"], "fit": ["F-2"]}
    assert model_of(version).effective_weights() == {"F-2": 1}
    assert way_of(version, weighting, MethodChoice.PAIRWISE).effective == {"F-2": 1}  # nothing is left to compare


def test_contradictory_comparisons_are_told_of_their_parent() -> None:
    evaluation = create_evaluation(workspace=(workspace := make_workspace()), actor=owner_of(workspace), title="Three")
    add_model(version_in_force(evaluation), {key: ("1", {f"{key}1": "1"}) for key in "abc"})
    say(evaluation, MethodChoice.PAIRWISE, {ROOT: {("a", "b"): F(3), ("b", "c"): F(3), ("a", "c"): F(1, 3)}})
    way = way_of(*fresh(evaluation))
    assert way.contradictory == (ROOT,)
    assert way.model
    assert way.comparisons[ROOT].contradiction
    say(evaluation, MethodChoice.PAIRWISE, {ROOT: {("a", "c"): F(9)}})  # the others stay as they were compared
    assert way_of(*fresh(evaluation)).contradictory == ()


def test_said_of_removed_parts_is_kept_and_emptied_is_gone(evaluation: Evaluation) -> None:
    say(evaluation, MethodChoice.POINTS, {"fit": {"F-1": None}})
    _version, weighting = fresh(evaluation)
    assert weighting.judgements["points"] == {
        ROOT: {"fit": "60", "safe": "40"},
        "fit": {"F-2": "50"},
        "safe": {"S-1": "70", "S-2": "30"},
    }


def test_pair_is_kept_once_whichever_way_it_was_compared(evaluation: Evaluation) -> None:
    say(evaluation, MethodChoice.PAIRWISE, {ROOT: {("fit", "safe"): F(4)}})
    say(evaluation, MethodChoice.PAIRWISE, {ROOT: {("safe", "fit"): F(2)}})
    assert fresh(evaluation)[1].judgements["pairwise"][ROOT] == [["safe", "fit", "2"]]


def test_nothing_is_weighed_once_it_is_locked_or_seen_too_early() -> None:
    locked = make_evaluation(make_workspace(), stage=Stage.SCORING)
    before = fresh(locked)[1].judgements
    with pytest.raises(NotEditableError):
        say(locked, MethodChoice.POINTS, {ROOT: {"fit": F(1)}})
    assert fresh(locked)[1].judgements == before
    draft = make_evaluation(make_workspace())
    version, weighting = fresh(draft)
    say(draft, MethodChoice.POINTS, {ROOT: {"fit": F(70)}})
    with pytest.raises(StaleWriteError):
        weigh(
            weighting=weighting,
            actor=owner_of(draft.workspace),
            seen=version.revision,
            method=MethodChoice.POINTS,
            said={ROOT: {"fit": F(1)}},
        )
    assert fresh(draft)[1].judgements["points"][ROOT]["fit"] == "70"


def test_scenario_begins_as_another_and_is_weighed_for_itself(evaluation: Evaluation) -> None:
    version, weighting = fresh(evaluation)
    actor = owner_of(evaluation.workspace)
    scenario = add_scenario(version=version, actor=actor, seen=version.revision, name="CISO", like=weighting)
    scenario.version = version = fresh(evaluation)[0]
    said = {ROOT: {"fit": F(10), "safe": F(90)}}
    weigh(weighting=scenario, actor=actor, seen=version.revision, method=MethodChoice.POINTS, said=said)
    version, weighting = fresh(evaluation)
    assert model_of(version).group_weights() == {"fit": F(3, 5), "safe": F(2, 5)}
    weighed = scenarios_of(version)["CISO"]
    assert weighed
    assert weighed.group_weights()["safe"] == F(9, 10)
    assert unfinished_scenarios(version) == []


def test_unfinished_scenario_is_told(evaluation: Evaluation) -> None:
    scenario = make_scenario(evaluation, points={})
    version, _weighting = fresh(evaluation)
    assert unfinished_scenarios(version) == [scenario]
    assert scenarios_of(version) == {scenario.name: None}


def test_conflict_tells_the_name_that_was_given_while_the_form_was_read(evaluation: Evaluation) -> None:
    scenario, actor = make_scenario(evaluation), owner_of(evaluation.workspace)
    version = scenario.version
    sent = {"name": "Mine", "initial-name": "CFO", "revision": str(version.revision)}
    form = ScenarioForm(QueryDict(urlencode(sent)), version=version, scenario=scenario)
    assert form.is_valid()
    rename_scenario(scenario=scenario, actor=actor, seen=version.revision, name="Theirs")
    assert write_form(form, partial(rename_scenario, scenario=scenario, actor=actor)) is None
    assert form.conflicts["name"].stored == "Theirs"


def test_deleted_scenario_comes_back_with_its_weights_unless_its_name_is_taken(evaluation: Evaluation) -> None:
    actor = owner_of(evaluation.workspace)
    scenario = make_scenario(evaluation, points={ROOT: {"safe": "1"}})
    removed = delete_scenario(scenario=scenario, actor=actor)
    with pytest.raises(WeightingGoneError):
        delete_scenario(scenario=scenario, actor=actor)
    make_scenario(evaluation)
    with pytest.raises(NameTakenError):
        restore_scenario(removed=removed, actor=actor)
    other = Weighting.objects.get(name="CFO")
    other.version = fresh(evaluation)[0]
    rename_scenario(scenario=other, actor=actor, seen=other.version.revision, name="CTO")
    back = restore_scenario(removed=removed, actor=actor)
    assert (back.name, back.judgements) == ("CFO", {"points": {ROOT: {"safe": "1"}}})
    assert not RemovedPart.objects.exists()


def test_scenarios_are_as_many_as_can_be_read_beside_each_other(evaluation: Evaluation) -> None:
    for number in range(MOST_SCENARIOS):
        make_scenario(evaluation, f"Scenario {number}")
    version, weighting = fresh(evaluation)
    actor = owner_of(evaluation.workspace)
    with pytest.raises(TooManyScenariosError):
        add_scenario(version=version, actor=actor, seen=version.revision, name="One more", like=weighting)
    assert Weighting.objects.count() == MOST_SCENARIOS + 1
