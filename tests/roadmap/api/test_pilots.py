"""Pilots, as programs work with them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from accounts.domain.roles import Role
from roadmap.models import Pilot, Roadmap
from tests.api.client import ApiClient, at
from tests.factories.accounts import make_member
from tests.factories.pilots import make_pilot

pytestmark = [pytest.mark.django_db, pytest.mark.database]

MEASURES = [
    {"name": "SLO attainment", "unit": "%", "start_value": "99.123", "target_value": "99.9"},
    {"name": "Restores", "start_value": "0", "target_value": "4"},
]


def place(made: Any) -> str:
    assert made.status_code == 201, made.content
    return str(made["Location"].removeprefix("http://testserver"))


def of_pilot(pilot: Pilot) -> str:
    return at("pilot", pilot.roadmap.workspace.code, pilot.roadmap.code, pilot.code)


def test_pilot_is_planned_changed_deleted_and_restored(roadmap: Roadmap, client: ApiClient) -> None:
    pilots = at("pilots", roadmap.workspace.code, roadmap.code)
    address = place(client.post(pilots, {"title": "Failover", "services": ["Checkout"], "measures": MEASURES}))
    said = client.get(address).json()
    assert (said["services"], said["start_date"]) == (["Checkout"], roadmap.workspace.today.isoformat())
    assert [each["start_value"] for each in said["measures"]] == ["99.123", "0"]
    changed = client.patch(address, {"services": ["Checkout", "Search"], "measures": MEASURES[:1]}, seen=1)
    assert changed.status_code == 200, changed.content
    assert (changed.json()["services"], len(changed.json()["measures"])) == (["Checkout", "Search"], 1)
    assert client.patch(address, {"title": "Zone failover"}, seen=2).json()["services"] == ["Checkout", "Search"]
    assert client.delete(address, seen=3).status_code == 204
    assert client.post(f"{address}/restore").json()["title"] == "Zone failover"


@pytest.mark.parametrize(
    ("measures", "pointer"),
    [
        ([], "#/measures"),
        ([MEASURES[0], {**MEASURES[1], "target_value": "0"}], "#/measures/1/target_value"),
        ([{**MEASURES[0], "start_value": 99.1}], "#/measures/0/start_value"),
        ([{**MEASURES[0], "start_value": "99.12345"}], "#/measures/0/start_value"),
    ],
)
def test_what_is_wrong_with_a_measure_is_pointed_at(
    roadmap: Roadmap, client: ApiClient, measures: list[Any], pointer: str
) -> None:
    pilots = at("pilots", roadmap.workspace.code, roadmap.code)
    answer = client.post(pilots, {"title": "Failover", "services": ["Checkout"], "measures": measures})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, pointer)


def test_check_in_is_changed_by_who_wrote_it(roadmap: Roadmap, client: ApiClient) -> None:
    pilot = make_pilot(roadmap)
    check_ins = f"{of_pilot(pilot)}/check-ins"
    values = [{"measure": 1, "value": "30.123"}]
    working = ApiClient(make_member(roadmap.workspace, Role.CONTRIBUTOR))
    own = place(working.post(check_ins, {"mood": "on_track", "values": values}))
    assert client.get(own).json()["values"] == [{"measure": 1, "value": "30.123"}]
    assert working.post(check_ins, {"mood": "at_risk"}).status_code == 409
    assert working.post(check_ins, {"mood": "at_risk", "values": [{"measure": 2, "value": "1"}]}).status_code == 422
    changed = working.patch(own, {"mood": "at_risk"}, seen=1).json()
    assert (changed["mood"], changed["values"]) == ("at_risk", [{"measure": 1, "value": "30.123"}])
    assert client.patch(own, {"mood": "on_track"}, seen=2).status_code == 403
    assert working.delete(own, seen=2).status_code == 204
    assert client.get(check_ins).json()["results"] == []
    assert working.post(f"{own}/restore").json()["mood"] == "at_risk"


def test_what_is_handed_over_is_ticked_off(roadmap: Roadmap, client: ApiClient) -> None:
    item = place(client.post(f"{of_pilot(make_pilot(roadmap))}/handovers", {"text": "The runbook"}))
    assert client.post(f"{item}/tick").json()["done_by"]
    assert client.post(f"{item}/untick").json()["done_at"] is None
    assert client.delete(item).status_code == 204
    assert client.get(item).status_code == 404
    assert client.post(f"{item}/restore").json()["text"] == "The runbook"


def test_pilot_is_decided_with_what_was_measured(roadmap: Roadmap, client: ApiClient) -> None:
    pilot = of_pilot(make_pilot(roadmap))
    later = (roadmap.workspace.today + timedelta(days=120)).isoformat()
    about = {"decision": "extend", "decision_reason": "Not clear yet", "end_date": later}
    assert client.post(f"{pilot}/decide", about, seen=1).json()["end_date"] == later
    scale = {"decision": "scale", "decision_reason": "It pays"}
    wrong = client.post(f"{pilot}/decide", scale, seen=2).json()
    assert [each["pointer"] for each in wrong["errors"]] == ["#/values", "#/values"]
    values = [{"measure": 0, "value": "99.95"}, {"measure": 1, "value": "8"}]
    decided = client.post(f"{pilot}/decide", {**scale, "values": values}, seen=2).json()
    assert [each["end_value"] for each in decided["measures"]] == ["99.95", "8"]
    assert (decided["decision"], decided["decided_date"]) == ("scale", roadmap.workspace.today.isoformat())
