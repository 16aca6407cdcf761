"""The page of weights: what is typed, what it comes to, and who may see what of it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.domain.roles import Role
from accounts.models import Activity
from tests.factories.accounts import make_member, make_workspace, owner_of
from tests.factories.vendors import make_evaluation, make_scenario
from tests.test_query_budget import queries_of
from vendors.choices import MethodChoice
from vendors.domain.stages import Stage
from vendors.models import AgreedScore, Criterion, Evaluation, ModelVersion, RemovedPart, Weighting
from vendors.operations.evaluations import create_evaluation
from vendors.queries.readiness import readiness_of
from vendors.queries.versions import chosen_weighting, version_in_force

pytestmark = pytest.mark.django_db


@pytest.fixture
def evaluation() -> Evaluation:
    return make_evaluation(make_workspace())


@pytest.fixture
def moderator(client: Client, evaluation: Evaluation) -> Client:
    client.force_login(owner_of(evaluation.workspace))
    return client


def at(evaluation: Evaluation, name: str = "weights_detail", *arguments: str, **asked: str) -> str:
    return reverse(name, args=[evaluation.workspace.code, evaluation.code, *arguments], query=asked or None)


def weighting_of(evaluation: Evaluation) -> Weighting:
    return chosen_weighting(version_in_force(evaluation))


def fields(page: str) -> dict[str, str]:
    """What the form of weights sends as it is shown."""
    form = page[page.index('id="weights"') :]
    found = {}
    for tag in re.findall(r"<input[^>]*>", form[: form.index("</form>")]):
        given = dict(re.findall(r'(name|value)="([^"]*)"', tag))
        found[given.get("name", "")] = given.get("value", "")
    for name, options in re.findall(r'<select name="([^"]*)".*?>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', options)
        found[name] = chosen[1] if chosen else ""
    return found


def send(client: Client, evaluation: Evaluation, typed: dict[str, Any], **asked: str) -> Any:
    """As a browser does: everything that was shown, with what was typed over it."""
    shown = fields(client.get(at(evaluation, **asked)).text)
    return client.post(at(evaluation, "weights_save", **asked), {**shown, **typed})


def test_points_are_saved_and_told_as_shares_of_the_total(evaluation: Evaluation, moderator: Client) -> None:
    page = moderator.get(at(evaluation)).text
    assert "“Group fit” weighs most: 60 %" in page
    assert fields(page)["w..fit"] == "60"
    answer = send(moderator, evaluation, {"w..fit": "10", "w..safe": "30", "w.fit.F-1": "12.5"})
    assert answer.status_code == 302
    page = moderator.get(answer["Location"]).text
    assert "“Group safe” weighs most: 75 %" in page
    assert "The weights are saved." in page
    assert weighting_of(evaluation).judgements["points"]["fit"] == {"F-1": "25/2", "F-2": "50"}
    assert fields(page)["w.fit.F-1"] == "12.5"
    assert Activity.objects.latest("pk").verb == "evaluation.weighed"


def test_method_is_tried_without_saving_and_then_chosen(evaluation: Evaluation, moderator: Client) -> None:
    page = moderator.get(at(evaluation, by="rank")).text
    assert "the numbers restate the weights in use" in page
    assert (fields(page)["w..fit"], fields(page)["w..safe"]) == ("1", "2")
    looked = send(moderator, evaluation, {"w..fit": "2", "w..safe": "1", "look": "1"}, by="rank")
    assert looked.status_code == 200
    assert "“Group safe” weighs most: 75 %" in looked.text
    assert "“Group safe” gains most, +35.0 to 75.0 %; “Group fit” loses most, −35.0 to 25.0 %." in looked.text
    assert "Not saved yet</span>" in looked.text
    assert weighting_of(evaluation).method == MethodChoice.POINTS
    send(moderator, evaluation, {"w..fit": "2", "w..safe": "1"}, by="rank")
    assert weighting_of(evaluation).method == MethodChoice.RANK


def test_pairs_are_compared_and_contradictions_need_a_reason(evaluation: Evaluation, moderator: Client) -> None:
    group = version_in_force(evaluation).groups.get(key="safe")
    Criterion.objects.create(version=group.version, group=group, key="S-3", position=2, title="Criterion S-3")
    Criterion.objects.update(anchors=["Text"] * 6)
    said = {"w..fit.safe": "3", "w.fit.F-1.F-2": "1", "w.safe.S-1.S-2": "3", "w.safe.S-2.S-3": "3"}
    page = send(moderator, evaluation, {**said, "w.safe.S-1.S-3": ""}, by="pairwise")
    page = moderator.get(page["Location"]).text
    assert "The weights cannot be reckoned yet" in page
    assert "1 of 3 pairs among the criteria of “Group safe” is not compared yet." in page
    send(moderator, evaluation, {"w.safe.S-1.S-3": "1/3"}, by="pairwise")
    page = moderator.get(at(evaluation)).text
    assert "over 0.10: the comparisons contradict each other. Most of all: “Criterion S-1” counts 3 times" in page
    assert not readiness_of(version_in_force(evaluation)).is_ready
    send(moderator, evaluation, {"reason": "They measure different things."}, by="pairwise")
    assert weighting_of(evaluation).reason == "They measure different things."
    assert readiness_of(version_in_force(evaluation)).is_ready


def test_more_than_nine_are_not_compared_in_pairs(evaluation: Evaluation, moderator: Client) -> None:
    group = version_in_force(evaluation).groups.get(key="safe")
    Criterion.objects.bulk_create(
        Criterion(version=group.version, group=group, key=f"X-{number}", title=f"X {number}") for number in range(8)
    )
    page = moderator.get(at(evaluation, by="pairwise")).text
    assert "Pairs are for 9 at most" in page
    assert not [name for name in fields(page) if name.startswith("w.safe")]


@pytest.mark.parametrize(
    ("by", "text", "sentence"),
    [
        ("points", "-1", "Give points from 0 to 100,000"),
        ("points", "many", "Give points from 0 to 100,000"),
        ("points", "1e99999", "Give points from 0 to 100,000"),
        ("points", "1.234", "Give points from 0 to 100,000, with two decimals at most."),
        ("swing", "101", "A swing is a number from 0 to 100"),
        ("rank", "0", "A place is a whole number"),
        ("rank", "1.5", "A place is a whole number"),
        ("pairwise", "5/2", "Select a valid choice"),
    ],
)
def test_bad_input_is_told_and_kept(
    evaluation: Evaluation, moderator: Client, by: str, text: str, sentence: str
) -> None:
    before = weighting_of(evaluation).judgements
    name = "w..fit.safe" if by == "pairwise" else "w..fit"
    answer = send(moderator, evaluation, {name: text}, by=by)
    assert answer.status_code == 422
    assert sentence in answer.text
    if by != "pairwise":
        assert fields(answer.text)["w..fit"] == text
    assert weighting_of(evaluation).judgements == before


def test_two_people_weigh_at_once_and_both_keep_what_they_said(evaluation: Evaluation, moderator: Client) -> None:
    shown = fields(moderator.get(at(evaluation)).text)
    moderator.post(at(evaluation, "weights_save"), {**shown, "w..fit": "70"})
    answer = moderator.post(at(evaluation, "weights_save"), {**shown, "w..safe": "90"})
    assert answer.status_code == 302
    assert weighting_of(evaluation).judgements["points"][""] == {"fit": "70", "safe": "90"}
    answer = moderator.post(at(evaluation, "weights_save"), {**shown, "w..fit": "55"})
    assert answer.status_code == 409
    assert "Which value should stay?" in answer.text
    assert weighting_of(evaluation).judgements["points"][""]["fit"] == "70"


def test_restated_numbers_survive_a_change_of_the_criteria_meanwhile(evaluation: Evaluation, moderator: Client) -> None:
    shown = fields(moderator.get(at(evaluation, by="swing")).text)
    ModelVersion.objects.update(revision=7)
    assert moderator.post(at(evaluation, "weights_save", by="swing"), {**shown, "w..safe": "50"}).status_code == 302
    assert weighting_of(evaluation).judgements["swing"][""] == {"fit": "100", "safe": "50"}


def test_only_the_moderator_weighs_and_only_until_it_is_locked(client: Client) -> None:
    evaluation = make_evaluation(make_workspace(), stage=Stage.SCORING)
    client.force_login(make_member(evaluation.workspace, Role.EDITOR))
    assert "Version 1, locked on" in client.get(at(evaluation)).text
    assert client.post(at(evaluation, "weights_save"), {"w..fit": "1"}).status_code == 403
    client.force_login(owner_of(evaluation.workspace))
    assert 'id="weights"' not in client.get(at(evaluation)).text
    assert client.post(at(evaluation, "weights_save"), {"w..fit": "1"}, follow=True).text.count("locked meanwhile") == 1
    assert client.get(at(evaluation, "weights_add")).status_code == 404
    assert weighting_of(evaluation).judgements["points"][""]["fit"] == "60"


@pytest.mark.parametrize("asked", [{"by": "guess"}, {"version": "2"}, {"scenario": "nothere234"}])
def test_what_is_not_there_is_not_found(evaluation: Evaluation, moderator: Client, asked: dict[str, str]) -> None:
    assert moderator.get(at(evaluation, **asked)).status_code == 404


def test_ranking_stands_beside_the_weights_only_for_who_sees_the_result(client: Client) -> None:
    evaluation = make_evaluation(make_workspace(), stage=Stage.LOCKED)
    one, two = evaluation.proposals.order_by("number")
    AgreedScore.objects.filter(proposal=one, criterion__startswith="S").update(level=5)
    AgreedScore.objects.filter(proposal=two, criterion__startswith="F").update(level=5)
    make_scenario(evaluation, "CISO", points={**weighting_of(evaluation).judgements["points"], "": {"safe": "1"}})
    client.force_login(make_member(evaluation.workspace))
    page = client.get(at(evaluation)).text
    assert f"First: {two.vendor}, as now; all in the same order." in page
    assert f"First: {one.vendor}." in page
    assert "1 · 84.0" in page  # 60 % at 5 of 5, 40 % at 3 of 5
    Evaluation.objects.update(stage=Stage.SCORING.value)
    page = client.get(at(evaluation)).text
    assert one.vendor.name not in page
    assert "First:" not in page


def test_scenario_is_added_renamed_deleted_and_taken_back(evaluation: Evaluation, moderator: Client) -> None:
    version = version_in_force(evaluation)
    new = {"revision": version.revision, "name": "CFO", "like": weighting_of(evaluation).code}
    page = moderator.post(at(evaluation, "weights_add"), new, follow=True).text
    assert "CFO: “Group fit” weighs most: 60 %" in page
    scenario = Weighting.objects.get(name="CFO")
    send(moderator, evaluation, {"w..fit": "0"}, scenario=scenario.code)
    again = {**new, "revision": version_in_force(evaluation).revision, "name": "cfo"}
    answer = moderator.post(at(evaluation, "weights_add"), again)
    assert answer.status_code == 422
    assert "There is a scenario of this name already." in answer.text
    moderator.post(at(evaluation, "weights_rename", scenario.code), {**again, "name": "Finance"})
    assert "Finance: “Group safe” weighs most: 100 %" in moderator.get(at(evaluation, scenario=scenario.code)).text
    page = moderator.post(at(evaluation, "weights_delete", scenario.code), follow=True).text
    assert "The scenario “Finance” is deleted." in page
    removed = RemovedPart.objects.get()
    assert moderator.post(at(evaluation, "criteria_restore", removed.code)).status_code == 404
    page = moderator.post(at(evaluation, "weights_restore", removed.code), follow=True).text
    assert "Finance: “Group safe” weighs most: 100 %" in page


def test_opening_tells_of_a_scenario_that_would_be_missing(evaluation: Evaluation, moderator: Client) -> None:
    make_scenario(evaluation, points={})
    page = moderator.get(at(evaluation, "evaluation_open")).text
    assert "The scenario “CFO” is not complete, and would be missing in the result." in page
    assert "left out of the result until complete" in moderator.get(at(evaluation)).text


def test_opening_tells_of_a_scenario_that_contradicts_itself(evaluation: Evaluation, moderator: Client) -> None:
    group = version_in_force(evaluation).groups.get(key="safe")
    Criterion.objects.create(version=group.version, group=group, key="S-3", position=2, title="Criterion S-3")
    pairs = {
        "": [["fit", "safe", "3"]],
        "fit": [["F-1", "F-2", "1"]],
        "safe": [["S-1", "S-2", "3"], ["S-2", "S-3", "3"], ["S-1", "S-3", "1/3"]],
    }
    scenario = make_scenario(evaluation, pairwise=pairs)
    Weighting.objects.filter(pk=scenario.pk).update(method=MethodChoice.PAIRWISE.value)
    sentence = "The comparisons of the scenario “CFO” contradict each other, and nobody said why."
    assert sentence in moderator.get(at(evaluation, "evaluation_open")).text
    Weighting.objects.filter(pk=scenario.pk).update(reason="They measure different things.")
    assert sentence not in moderator.get(at(evaluation, "evaluation_open")).text


def test_without_criteria_it_says_what_belongs_here(client: Client) -> None:
    workspace = make_workspace()
    evaluation = create_evaluation(workspace=workspace, actor=owner_of(workspace), title="From scratch")
    client.force_login(owner_of(workspace))
    page = client.get(at(evaluation)).text
    assert "Nothing to weigh yet" in page
    assert at(evaluation, "criteria_detail") in page


def test_page_asks_the_same_with_many_criteria_scenarios_and_vendors(client: Client) -> None:
    few = make_evaluation(make_workspace(), stage=Stage.LOCKED)
    many = make_evaluation(make_workspace(), stage=Stage.LOCKED, proposals=12, evaluators=6)
    group = version_in_force(many).groups.get(key="safe")
    Criterion.objects.bulk_create(
        Criterion(version=group.version, group=group, key=f"X-{number}", title=f"X {number}") for number in range(30)
    )
    for number in range(10):
        make_scenario(many, f"Scenario {number}")
    asked = []
    for evaluation in (few, many):
        client.force_login(owner_of(evaluation.workspace))
        asked.append(queries_of(client, at(evaluation)))
    assert asked[0] == asked[1] <= 15
