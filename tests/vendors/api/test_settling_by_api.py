"""Settling scores by the API: opened, agreed, accepted, dissented from and locked."""

from __future__ import annotations

from typing import Any

import pytest

from accounts.models import Activity, User
from tests.api.client import ApiClient, at
from tests.factories.accounts import make_member, make_workspace, owner_of
from tests.factories.vendors import make_evaluation, score_all
from tests.vendors.consensus import KEYS, agree_on_all, in_consensus, proposals_of, stage_of
from vendors.domain.stages import Stage
from vendors.models import Evaluation

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def here(evaluation: Evaluation, name: str, *codes: str) -> str:
    return at(name, evaluation.workspace.code, evaluation.code, *codes)


def moderator(evaluation: Evaluation) -> ApiClient:
    return ApiClient(owner_of(evaluation.workspace))


def evaluator(evaluation: Evaluation, place: int = 0) -> User:
    user = evaluation.participants.order_by("pk")[place].user
    assert user
    return user


def test_scores_are_opened_once_somebody_handed_in() -> None:
    evaluation = make_evaluation(make_workspace(), stage=Stage.SCORING)
    client, opening = moderator(evaluation), here(evaluation, "consensus_opening")
    assert client.get(here(evaluation, "consensus")).status_code == 404
    assert client.get(opening).json()["obstacle"].startswith("No evaluator has handed in")
    assert client.post(here(evaluation, "consensus_open")).status_code == 409
    first, second = evaluation.participants.order_by("pk")
    score_all(first)
    assert client.get(opening).json() == {"handed_in": [first.code], "missing": [second.code], "obstacle": ""}
    assert client.post(here(evaluation, "consensus_open")).json()["stage"] == "consensus"
    assert client.get(opening).status_code == 404
    assert ApiClient(first.user).get(here(evaluation, "consensus")).status_code == 200
    assert ApiClient(second.user).get(here(evaluation, "consensus")).status_code == 404
    assert ApiClient(make_member(evaluation.workspace)).get(here(evaluation, "consensus")).status_code == 404


def test_scores_are_agreed_and_quality_is_locked() -> None:
    evaluation = in_consensus()
    client, (first, second) = moderator(evaluation), proposals_of(evaluation)
    agenda = client.get(here(evaluation, "consensus")).json()
    assert (agenda["points"][0]["criterion"], agenda["points"][0]["cells"][0]["levels"]) == ("S-1", [0, 5])
    disputed = here(evaluation, "agreed_score", "S-1", first.code)
    told = client.get(disputed)
    assert (told["ETag"], told.json()["suggestion"], told.json()["spread"]) == ('"1"', None, 5)
    assert [each["rationale"] for each in told.json()["scores"]] == ["Because of S-1."] * 2
    assert client.patch(disputed, {"level": 4, "proof": "claimed"}, seen=1).json()["errors"][0]["pointer"] == "#/reason"
    agreed = client.patch(disputed, {"level": 4, "proof": "claimed", "reason": "As they say."}, seen=1).json()
    assert (agreed["revision"], agreed["agreed"]["level"], agreed["agreed"]["counts"]) == (2, 4, 2)
    assert client.patch(disputed, {"level": 0}, seen=1).status_code == 412
    accept = here(evaluation, "consensus_accept", "S-1")
    assert client.post(accept).status_code == 409
    undisputed = client.patch(here(evaluation, "agreed_score", "S-1", second.code), {}, seen=1)
    assert undisputed.json()["agreed"]["level"] == undisputed.json()["suggestion"]["level"]
    assert client.post(accept).json()["is_accepted"]
    assert client.patch(disputed, {"level": 0}, seen=2).status_code == 409
    assert not client.post(here(evaluation, "consensus_reopen", "S-1")).json()["is_accepted"]
    client.post(accept)
    rest = client.post(here(evaluation, "consensus_undisputed"), {"criteria": list(KEYS)}).json()
    assert rest == {"accepted": 2, "is_last_left": True}
    lock, left = here(evaluation, "consensus_lock"), {"criteria": open_keys(client, evaluation)}
    assert client.post(lock, {"criteria": []}).status_code == 409
    assert "finding at each gate" in client.post(lock, left).json()["detail"]
    for proposal in (first, second):
        found = client.patch(here(evaluation, "gate_finding", "G-1", proposal.code), {"is_met": True}, seen=1)
        assert (found.json()["state"], found["ETag"]) == ("met", '"2"')
    assert client.post(lock, left).json()["stage"] == "locked"
    assert stage_of(evaluation) is Stage.LOCKED
    assert client.post(lock, left).status_code == 409


def open_keys(client: ApiClient, evaluation: Evaluation) -> list[str]:
    points = client.get(here(evaluation, "consensus")).json()["points"]
    return [each["criterion"] for each in points if not each["is_accepted"]]


def test_missed_gate_is_waived_with_a_reason_and_a_day() -> None:
    evaluation = make_evaluation(make_workspace(), stage=Stage.LOCKED)
    client, workspace = moderator(evaluation), evaluation.workspace
    first = proposals_of(evaluation)[0]
    gate = here(evaluation, "gate_finding", "G-1", first.code)
    assert client.patch(gate, {"is_met": False}, seen=1).status_code == 409
    first.gate_findings.update(is_met=False)
    assert client.get(gate).json()["state"] == "failed"
    waiver: dict[str, Any] = {"waived_by": owner_of(workspace).code, "waiver_reason": "It comes in May."}
    assert client.patch(gate, waiver, seen=1).json()["errors"][0]["pointer"] == "#/waiver_expires_date"
    waived = client.patch(gate, {**waiver, "waiver_expires_date": workspace.today.isoformat()}, seen=1).json()
    assert (waived["state"], waived["finding"]["waived_by"]["code"]) == ("waived", owner_of(workspace).code)
    [row] = client.get(here(evaluation, "gate_findings")).json()["results"]
    assert [each["state"] for each in row["proposals"]] == ["waived", "met"]


def test_dissent_stands_beside_the_agreed_score() -> None:
    evaluation = in_consensus()
    agree_on_all(evaluation, "S-1")
    first = proposals_of(evaluation)[0]
    dissenting, other = ApiClient(evaluator(evaluation)), ApiClient(evaluator(evaluation, 1))
    write = here(evaluation, "agreed_score_dissent", "S-1", first.code)
    assert dissenting.post(write, {"text": ""}).status_code == 422
    assert moderator(evaluation).post(write, {"text": "It is less."}).status_code == 403
    before = Activity.objects.count()
    written = dissenting.post(write, {"text": "It is less."}).json()
    assert dissenting.post(write, {"text": "Far less."}).json()["code"] == written["code"]
    own = here(evaluation, "dissent", written["code"])
    assert (other.delete(own).status_code, dissenting.delete(own).status_code) == (404, 204)
    read = here(evaluation, "agreed_score", "S-1", first.code)
    assert other.get(read).json()["dissents"] == []
    assert dissenting.post(f"{own}/restore").status_code == 200
    assert [each["text"] for each in other.get(read).json()["dissents"]] == ["Far less."]
    assert Activity.objects.count() == before
