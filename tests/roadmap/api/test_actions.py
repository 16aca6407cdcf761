"""Actions that are closed, moved, talked about and changed together, as programs do it."""

from __future__ import annotations

import pytest

from accounts.domain.roles import Role
from roadmap.models import Action, Roadmap
from tests.api.client import ApiClient, at
from tests.factories.accounts import make_member
from tests.factories.assessments import make_assessment
from tests.factories.evidence import make_stored_evidence
from tests.factories.roadmap import make_action

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def of(action: Action) -> str:
    return at("action", action.roadmap.workspace.code, action.roadmap.code, action.code)


def below(roadmap: Roadmap, rest: str) -> str:
    return at("roadmap", roadmap.workspace.code, roadmap.code) + rest


def test_action_is_closed_with_what_shows_it(roadmap: Roadmap, client: ApiClient) -> None:
    evidence = make_stored_evidence(roadmap.workspace)
    action = of(make_action(roadmap))
    assert client.post(f"{action}/close", {"evidence": ["nothing"]}, seen=1).status_code == 422
    closed = client.post(f"{action}/close", {"evidence": [evidence.code]}, seen=1)
    assert (closed.status_code, closed.json()["state"], closed["ETag"]) == (200, "done", '"2"')
    assert Action.objects.get().shown_by.get().evidence == evidence
    assert client.post(f"{action}/close", {}, seen=2).status_code == 409


def test_answer_is_given_anew_with_it(roadmap: Roadmap, client: ApiClient) -> None:
    assessment = make_assessment(roadmap.workspace)
    Roadmap.objects.update(assessment=assessment)
    action = of(make_action(roadmap, question="DIS-01"))
    assert client.post(f"{action}/close", {}, seen=1).json()["errors"][0]["pointer"] == "#/answer"
    unseen = client.post(f"{action}/close", {"answer": "update", "level": 3}, seen=1).json()
    assert [each["pointer"] for each in unseen["errors"]] == ["#/answer_revision"]
    answer = assessment.answers.get(question="DIS-01")
    about = {"answer": "update", "level": 3, "level_reason": "It is so", "answer_revision": answer.revision}
    late = client.post(f"{action}/close", {**about, "answer_revision": answer.revision + 7}, seen=1)
    assert (late.status_code, Action.objects.get().state) == (409, "to_do")
    assert client.post(f"{action}/close", about, seen=1).json()["state"] == "done"
    answer.refresh_from_db()
    assert (answer.state, answer.level) == ("answered", 3)


def test_card_is_moved_and_its_closing_undone(roadmap: Roadmap, client: ApiClient) -> None:
    one, two = make_action(roadmap), make_action(roadmap)
    moved = client.post(f"{of(two)}/move", {"state": "to_do", "before": one.code}, seen=1)
    assert (moved["ETag"], moved.json()["change"]) == ('"2"', "")
    assert [each["code"] for each in client.get(below(roadmap, "/actions")).json()["results"]] == [two.code, one.code]
    assert client.post(f"{of(two)}/move", {"state": "dropped"}, seen=2).status_code == 409
    done = client.post(f"{of(two)}/move", {"state": "done"}, seen=2).json()
    undo = below(roadmap, f"/changes/{done['change']}/undo")
    assert ApiClient(make_member(roadmap.workspace, Role.CONTRIBUTOR)).post(undo).status_code == 403
    assert [each["code"] for each in client.post(undo).json()["actions"]] == [two.code]
    assert client.get(of(two)).json()["state"] == "to_do"
    assert client.post(undo).json() == {"actions": [], "left": []}


def test_comment_is_taken_back_by_who_wrote_it(roadmap: Roadmap, client: ApiClient) -> None:
    comments = f"{of(make_action(roadmap))}/comments"
    own = client.post(comments, {"text": "Waits for Kim"})["Location"].removeprefix("http://testserver")
    assert client.post(comments, {"text": " "}).status_code == 422
    assert ApiClient(make_member(roadmap.workspace, Role.EDITOR)).delete(own).status_code == 403
    assert client.delete(own).status_code == 204
    assert client.get(own).status_code == 404
    assert client.post(f"{own}/restore").json()["text"] == "Waits for Kim"


def test_several_are_changed_but_for_what_moved_on(roadmap: Roadmap, client: ApiClient) -> None:
    one, moved_on = make_action(roadmap), make_action(roadmap, revision=4)
    owner = make_member(roadmap.workspace)
    seen = [{"code": one.code, "revision": 1}, {"code": moved_on.code, "revision": 3}, {"code": "gone", "revision": 1}]
    assert client.post(below(roadmap, "/changes"), {"actions": seen}).status_code == 422
    body = {"actions": [*seen[:2], {"code": "bcdfghjkmn", "revision": 1}], "to_owner": owner.code, "to_effort": "L"}
    wanted = {
        "actions": [{"code": one.code, "title": one.title}],
        "left": [{"title": moved_on.title, "why": "changed"}],
        "gone": 1,
    }
    assert client.post(below(roadmap, "/changes/preview"), body).json() == {**wanted, "change": ""}
    done = client.post(below(roadmap, "/changes"), body).json()
    assert {**done, "change": ""} == {**wanted, "change": ""}
    now = client.get(of(one)).json()
    assert (now["owner"]["code"], now["effort"]) == (owner.code, "L")
    client.post(below(roadmap, f"/changes/{done['change']}/undo"))
    assert client.get(of(one)).json()["owner"] is None


def test_actions_are_made_of_gaps_and_taken_back(roadmap: Roadmap, client: ApiClient) -> None:
    assert client.get(below(roadmap, "/gaps")).json()["results"] == []
    assert client.post(below(roadmap, "/gaps/actions"), {"questions": ["DIS-01"]}).status_code == 409
    assessment = make_assessment(roadmap.workspace)
    assessment.answers.update(state="answered", level=1)
    Roadmap.objects.update(assessment=assessment)
    gap = client.get(below(roadmap, "/gaps")).json()["results"][0]
    assert gap["action"] is None
    made = client.post(below(roadmap, "/gaps/actions"), {"questions": [gap["question"]]})
    assert (made.status_code, len(made.json()["actions"])) == (201, 1)
    assert client.get(below(roadmap, "/gaps")).json()["results"][0]["action"] == made.json()["actions"][0]
    undo = below(roadmap, f"/gaps/actions/{made.json()['code']}/undo")
    assert client.post(undo).json() == {"count": 1, "kept": 0}
    assert client.get(below(roadmap, "/actions")).json()["results"] == []


def test_action_is_begun_and_given_up(roadmap: Roadmap, client: ApiClient) -> None:
    action = of(make_action(roadmap))
    begun = client.post(f"{action}/state", {"state": "doing"}, seen=1).json()
    assert (begun["state"], begun["revision"]) == ("doing", 2)
    assert client.post(f"{action}/state", {"progress": 40}, seen=2).json()["progress"] == 40
    dropped = client.post(f"{action}/drop", {"reason": "The vendor does it."}, seen=3).json()
    assert dropped["state"] == "dropped"
