"""Roadmaps, their phases, gates and decisions, as programs work with them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from accounts.domain.roles import Role
from roadmap.models import Roadmap
from tests.api.client import ApiClient, at
from tests.factories.accounts import make_member
from tests.factories.assessments import make_assessment
from tests.factories.gates import meet_gate, open_at, phase_of

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_roadmap_is_begun_changed_deleted_and_restored(roadmap: Roadmap, client: ApiClient) -> None:
    workspace = roadmap.workspace
    assessment = make_assessment(workspace)
    without = client.post(at("roadmaps", workspace.code), {"title": "Payments"})
    assert (without.status_code, without.json()["assessment"]) == (201, None)
    made = client.post(at("roadmaps", workspace.code), {"title": "Checkout", "assessment": assessment.code})
    assert made.status_code == 201, made.content
    said = made.json()
    assert (said["assessment"], said["pack"]) == (assessment.code, assessment.pack.code)
    assert said["start_date"] == workspace.today.isoformat()
    address = made["Location"].removeprefix("http://testserver")
    colleague = make_member(workspace)
    changed = client.patch(address, {"capacity_days": 12, "owner": colleague.code}, seen=1).json()
    assert (changed["capacity_days"], changed["owner"]["code"], changed["title"]) == (12, colleague.code, "Checkout")
    assert changed["assessment"] == assessment.code
    assert client.patch(address, {"horizon_date": "2020-01-01"}, seen=2).status_code == 422
    assert client.delete(address, seen=2).status_code == 204
    assert client.get(address).status_code == 404
    assert client.post(f"{address}/restore").json()["title"] == "Checkout"


def test_phase_is_begun_and_given_days(roadmap: Roadmap, client: ApiClient) -> None:
    address = at("phase", roadmap.workspace.code, roadmap.code, "discover")
    assert client.get(at("phases", roadmap.workspace.code, roadmap.code)).json()["results"][0]["state"] == "not_begun"
    begun = client.post(f"{address}/begin")
    assert (begun.json()["state"], begun["ETag"]) == ("under_way", '"2"')
    assert client.patch(address, {"finished_date": "2099-01-01"}, seen=2).status_code == 422
    today = roadmap.workspace.today.isoformat()
    changed = client.patch(address, {"finished_date": today}, seen=2)
    assert (changed.json()["state"], changed.json()["started_date"], changed["ETag"]) == ("finished", today, '"3"')


def test_gate_is_passed_by_who_saw_what_is_open(roadmap: Roadmap, client: ApiClient) -> None:
    phase = phase_of(roadmap, "discover")
    address = at("phase", roadmap.workspace.code, roadmap.code, "discover")
    criteria = client.get(address).json()["criteria"]
    seen = [line["key"] for line in criteria if not line["is_met"]]
    assert set(seen) == open_at(phase)
    until = (roadmap.workspace.today + timedelta(days=30)).isoformat()
    assert client.post(f"{address}/passings", {}).status_code == 422
    unseen = client.post(f"{address}/passings", {"seen": seen[1:], "reason": "Late", "expires_date": until})
    assert unseen.status_code == 409
    without = client.post(f"{address}/passings", {"seen": seen})
    assert {each["pointer"] for each in without.json()["errors"]} == {"#/reason", "#/expires_date"}
    passed = client.post(f"{address}/passings", {"seen": seen, "reason": "Late", "expires_date": until})
    assert passed.status_code == 201, passed.content
    assert (passed.json()["open_count"], passed.json()["criteria"]) == (len(seen), criteria)
    again = client.post(f"{address}/passings", {"seen": seen, "reason": "Late", "expires_date": until})
    assert (again.status_code, "already" in again.json()["detail"]) == (409, True)
    assert client.get(address).json()["state"] == "exception"
    passing = passed["Location"].removeprefix("http://testserver")
    assert client.post(f"{passing}/withdraw").json()["withdrawn_at"]
    assert client.get(address).json()["passing"] is None
    assert client.post(f"{passing}/restore").json()["withdrawn_at"] is None


def test_gate_where_all_is_met_takes_no_reason(roadmap: Roadmap, client: ApiClient) -> None:
    meet_gate(phase_of(roadmap, "discover"))
    address = at("phase", roadmap.workspace.code, roadmap.code, "discover")
    score = next(line for line in client.get(address).json()["criteria"] if line["kind"] == "score")
    assert (score["is_met"], score["found"]) == (True, "5.0000")
    assert client.post(f"{address}/passings", {"seen": []}).json()["reason"] == ""


def test_gate_is_passed_by_who_owns_the_phase(roadmap: Roadmap, client: ApiClient) -> None:
    editor = make_member(roadmap.workspace, Role.EDITOR)
    address = at("phase", roadmap.workspace.code, roadmap.code, "discover")
    assert ApiClient(editor).post(f"{address}/passings", {"seen": []}).status_code == 403
    client.patch(address, {"owner": editor.code}, seen=1)
    assert ApiClient(editor).post(f"{address}/passings", {"seen": []}).status_code == 409


def test_decision_is_taken_and_own_one_deleted(roadmap: Roadmap, client: ApiClient) -> None:
    decisions = at("decisions", roadmap.workspace.code, roadmap.code, "discover")
    given = client.get(decisions).json()["results"][0]
    today = roadmap.workspace.today.isoformat()
    taken = client.patch(f"{decisions}/{given['code']}", {"taken_date": today, "note": "Both agree."}, seen=1)
    assert (taken.json()["taken_date"], taken.json()["text"]) == (today, given["text"])
    assert client.patch(f"{decisions}/{given['code']}", {"text": "Another"}, seen=2).status_code == 422
    assert client.delete(f"{decisions}/{given['code']}", seen=2).status_code == 409
    own = client.post(decisions, {"text": "Who pays for it"})["Location"].removeprefix("http://testserver")
    assert client.delete(own, seen=1).status_code == 204
    assert client.get(own).status_code == 404
    assert client.post(f"{own}/restore").json()["text"] == "Who pays for it"
