"""Evaluations and their models, as programs work with them."""

from __future__ import annotations

from typing import Any

import pytest

from accounts.domain.roles import Role
from tests.api.client import ApiClient, at
from tests.factories.accounts import make_member, make_workspace, owner_of
from tests.factories.vendors import make_evaluation
from vendors.domain.stages import Stage
from vendors.models import Evaluation

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def evaluation() -> Evaluation:
    return make_evaluation(make_workspace())


@pytest.fixture
def client(evaluation: Evaluation) -> ApiClient:
    """As its moderator, who owns the workspace."""
    return ApiClient(owner_of(evaluation.workspace))


def below(evaluation: Evaluation, name: str, *codes: Any) -> str:
    return at(name, evaluation.workspace.code, evaluation.code, *codes)


def place(answer: Any) -> str:
    assert answer.status_code == 201, answer.content
    return str(answer["Location"]).removeprefix("http://testserver")


def test_evaluation_is_begun_changed_deleted_and_restored() -> None:
    workspace = make_workspace()
    owner = owner_of(workspace)
    client, all_of_them = ApiClient(owner), at("evaluations", workspace.code)
    empty = client.post(all_of_them, {"title": "From scratch", "pack": None})
    assert client.get(f"{place(empty)}/versions/1").json()["groups"] == []
    address = place(client.post(all_of_them, {"title": "Partner 2027"}))
    assert client.get(f"{address}/versions/1").json()["groups"]
    colleague = make_member(workspace, Role.EDITOR)
    changes = {"deadline_at": "2031-01-31T12:00:00+01:00", "agenda_spread": 3, "moderator": colleague.code}
    assert client.patch(address, {"leaning_percent": 95}, seen=1).status_code == 422
    changed = client.patch(address, changes, seen=1).json()
    assert (changed["title"], changed["deadline_at"]) == ("Partner 2027", "2031-01-31T11:00:00Z")
    assert (changed["moderator"]["code"], changed["you"]["is_moderator"]) == (colleague.code, False)
    assert client.delete(address, seen=2).status_code == 403
    moderator = ApiClient(colleague)
    assert moderator.delete(address, seen=2).status_code == 204
    assert moderator.get(address).status_code == 404
    assert moderator.post(f"{address}/restore").json()["revision"] == 2


def test_model_is_written_and_opened(evaluation: Evaluation, client: ApiClient) -> None:
    version = below(evaluation, "model_version", 1)
    group = place(client.post(below(evaluation, "model_groups", 1), {"title": "Price", "minimum": 40}))
    key = client.get(group).json()["key"]
    said = {"title": "Runs here", "group": key, "anchors": [f"Level {level}" for level in range(6)]}
    criterion = place(client.post(below(evaluation, "model_criteria", 1), said))
    assert client.get(version).json()["to_mend"] == ["The criteria of “Price” have no weights yet."]
    seen = client.get(version)["ETag"]
    changed = client.patch(criterion, {"question": "Where does it run?"}, seen=seen)
    assert (changed.json()["question"], changed.json()["anchors"][5]) == ("Where does it run?", "Level 5")
    assert client.patch(criterion, {"title": "Late"}, seen=seen).status_code == 412
    assert client.patch(criterion, {"is_applicable": False}, seen="*").json()["errors"][0]["pointer"] == (
        "#/not_applicable_reason"
    )
    moved = client.post(f"{group}/move", {"by": "up"})
    assert [each["key"] for each in client.get(version).json()["groups"]] == ["fit", key, "safe"]
    scale = {"levels": ["No", "", "", "", "", "Yes"], "evidence_kinds": ["Report", "Demo"], "unproven_cap": 1}
    changed = client.patch(version, scale, seen=moved["ETag"]).json()
    assert (changed["levels"][5], sorted(changed["evidence_kinds"].values())) == ("Yes", ["Demo", "Report"])
    removed = client.delete(group).json()
    assert (removed["kind"], client.get(group).status_code) == ("group", 404)
    back = client.post(below(evaluation, "model_removed_restore", 1, removed["code"]))
    assert back.json()["groups"][1]["criteria"][0]["title"] == "Runs here"
    client.delete(group)
    stale = client.post(below(evaluation, "evaluation_open"), {"model_revision": 1})
    assert stale.status_code == 412
    revision = client.get(version).json()["revision"]
    opened = client.post(below(evaluation, "evaluation_open"), {"model_revision": revision})
    assert (opened.status_code, opened.json()["stage"]) == (200, "scoring")
    assert client.patch(below(evaluation, "model_gate", 1, "G-1"), {"text": "Other"}, seen="*").status_code == 409
    assert client.post(below(evaluation, "evaluation_open"), {"model_revision": revision}).status_code == 409


def test_parts_of_a_model_are_changed_and_moved(evaluation: Evaluation, client: ApiClient) -> None:
    version = client.get(below(evaluation, "model_version", 1)).json()
    group, criteria = version["groups"][0]["key"], [each["key"] for each in version["groups"][0]["criteria"]]
    changes = {"title": "Fits us", "minimum": 50}
    changed = client.patch(below(evaluation, "model_group", 1, group), changes, seen="*").json()
    assert (changed["title"], changed["minimum"]) == ("Fits us", 50)
    assert client.post(below(evaluation, "model_criterion_move", 1, criteria[-1]), {"by": "up"}).status_code == 200
    gate = place(client.post(below(evaluation, "model_gates", 1), {"text": "Data stays in the EU", "criterion": None}))
    changes = {"how_to_check": "Ask for the list of subprocessors."}
    assert client.patch(gate, changes, seen="*").json()["how_to_check"] == changes["how_to_check"]
    assert client.post(f"{gate}/move", {"by": "up"}).status_code == 200


def test_change_of_a_model_needs_a_second_person() -> None:
    evaluation = make_evaluation(make_workspace(), stage=Stage.SCORING)
    client = ApiClient(owner_of(evaluation.workspace))
    version = place(client.post(below(evaluation, "model_versions")))
    nothing = client.post(f"{version}/propose", {"reason": "To be sure."}, seen="*")
    assert (nothing.status_code, "Nothing is changed" in nothing.json()["detail"]) == (409, True)
    client.patch(f"{version}/criteria/F-1", {"title": "Fits much better"}, seen="*")
    assert client.get(version).json()["changes"][0]["now"] == "Fits much better"
    proposed = client.post(f"{version}/propose", {"reason": "It was unclear."}, seen="*")
    assert proposed.json()["state"] == "proposed", proposed.content
    assert client.post(f"{version}/approve", seen="*").status_code == 403
    assert client.post(f"{version}/return", {}).json()["state"] == "draft"
    client.post(f"{version}/propose", {"reason": "It was unclear."}, seen="*")
    second = ApiClient(make_member(evaluation.workspace, Role.EDITOR))
    assert second.post(f"{version}/approve").status_code == 428
    approved = second.post(f"{version}/approve", seen=client.get(version)["ETag"])
    assert (approved.json()["state"], bool(approved.json()["content_hash"])) == ("locked", True)
    assert client.delete(version, seen="*").status_code == 404
    third = place(client.post(below(evaluation, "model_versions")))
    assert client.delete(third, seen="*").status_code == 204
    assert client.get(third).status_code == 404


def test_criteria_are_weighed_by_each_method(evaluation: Evaluation, client: ApiClient) -> None:
    weightings = below(evaluation, "weightings", 1)
    version = below(evaluation, "model_version", 1)
    [counts] = client.get(version).json()["weightings"]
    assert {each["key"]: each["share"] for each in counts["groups"]} == {"fit": "0.6000", "safe": "0.4000"}
    assert client.delete(f"{weightings}/{counts['code']}").status_code == 404
    scenario = place(client.post(weightings, {"name": "CFO", "like": counts["code"]}))
    again = client.post(weightings, {"name": "cfo", "like": counts["code"]})
    assert (again.status_code, again.json()["errors"][0]["pointer"]) == (422, "#/name")
    numbers = [{"group": "", "key": "fit", "value": "12.5"}, {"group": "", "key": "safe", "value": "37.5"}]
    said = client.post(f"{scenario}/weigh", {"method": "points", "numbers": numbers}, seen="*").json()
    assert {each["key"]: each["share"] for each in said["groups"]} == {"fit": "0.2500", "safe": "0.7500"}
    assert {each["value"] for each in said["numbers"] if not each["group"]} == {"12.5", "37.5"}
    wrong = [{"group": "", "key": "gone", "value": "1"}]
    answer = client.post(f"{scenario}/weigh", {"method": "points", "numbers": wrong}, seen="*")
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "#/numbers/0")
    pairs = [
        {"group": "", "first": "safe", "second": "fit", "times": "3"},
        {"group": "fit", "first": "F-1", "second": "F-2", "times": "1"},
        {"group": "safe", "first": "S-1", "second": "S-2", "times": "1/2"},
    ]
    compared = client.post(f"{scenario}/weigh", {"method": "pairwise", "pairs": pairs}, seen="*").json()
    assert {each["key"]: each["share"] for each in compared["groups"]} == {"fit": "0.2500", "safe": "0.7500"}
    assert (compared["is_complete"], {each["ratio"] for each in compared["consistency"]}) == (True, {"0.0000"})
    assert client.patch(scenario, {"name": "Board"}, seen="*").json()["name"] == "Board"
    removed = client.delete(scenario).json()
    assert client.get(scenario).status_code == 404
    client.post(below(evaluation, "model_removed_restore", 1, removed["code"]))
    assert [each["name"] for each in client.get(version).json()["weightings"]] == ["", "Board"]


def test_names_are_hidden_before_opening(evaluation: Evaluation, client: ApiClient) -> None:
    names = below(evaluation, "evaluation_names")
    assert client.post(names, {"are_hidden": True}).json()["are_names_hidden"] is True
    opened = make_evaluation(evaluation.workspace, stage=Stage.SCORING)
    assert client.post(below(opened, "evaluation_names"), {"are_hidden": True}).status_code == 409
