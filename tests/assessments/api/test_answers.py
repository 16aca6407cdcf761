"""Answers by the API: said, said by two at once, looked up, said again and confirmed."""

from __future__ import annotations

import pytest

from accounts.domain.roles import Role
from assessments.domain.review import Standing
from assessments.models import Assessment
from assessments.operations.carrying import begin_from_milestone
from tests.api.client import ApiClient, at
from tests.factories.accounts import make_member, make_workspace, owner_of
from tests.factories.assessments import cite, make_assessment, make_milestone
from tests.factories.evidence import make_stored_evidence
from tests.factories.reviews import bring_to

pytestmark = [pytest.mark.django_db, pytest.mark.database]

QUESTION = "ARC-11"


@pytest.fixture
def assessment() -> Assessment:
    return make_assessment(make_workspace())


@pytest.fixture
def client(assessment: Assessment) -> ApiClient:
    return ApiClient(make_member(assessment.workspace, Role.CONTRIBUTOR))


def of(assessment: Assessment, question: str = QUESTION) -> str:
    return at("answer", assessment.workspace.code, assessment.code, question)


def pointers(answer: object) -> list[str]:
    assert answer.status_code == 422, answer.content  # type: ignore[attr-defined]
    return [error["pointer"] for error in answer.json()["errors"]]  # type: ignore[attr-defined]


def test_question_is_answered_and_evidence_carries_it(client: ApiClient, assessment: Assessment) -> None:
    first = client.get(of(assessment))
    assert (first["ETag"], first.json()["state"], first.json()["claimed"]) == ('"1"', "unanswered", None)
    said = client.patch(of(assessment), {"level": 4, "note": "Seen."}, seen=1)
    assert (said.status_code, said["ETag"]) == (200, '"2"'), said.content
    assert (said.json()["state"], said.json()["claimed"], said.json()["note"]) == ("answered", 4, "Seen.")
    number = [each.id for each in assessment.questions.questions].index(QUESTION)
    piece = make_stored_evidence(assessment.workspace)
    cite(assessment, number, piece)
    after = client.get(of(assessment)).json()
    assert after["verified"] > said.json()["verified"]
    assert (after["evidence"][0]["code"], after["evidence"][0]["standing"]) == (piece.code, "counts")


def test_two_write_one_answer_and_nothing_is_lost(client: ApiClient, assessment: Assessment) -> None:
    client.patch(of(assessment), {"level": 3}, seen=1)
    merged = client.patch(of(assessment), {"note": "Mine."}, seen=1)
    assert (merged.status_code, merged.json()["level"], merged.json()["note"]) == (200, 3, "Mine.")
    other = client.patch(of(assessment), {"level": 1, "is_flagged": True}, seen=1)
    problem = other.json()
    assert (other.status_code, problem["units"], problem["revision"], other["ETag"]) == (412, ["choice"], 3, '"3"')
    assert (problem["wanted"]["level"], problem["wanted"]["note"]) == (1, "Mine.")
    again = client.patch(of(assessment), problem["wanted"], seen=3)
    assert (again.status_code, again.json()["level"], again.json()["is_flagged"]) == (200, 1, True)
    assert client.patch(of(assessment), {"level": 1}).status_code == 428
    assert client.patch(of(assessment), {"level": 2}, seen=0).status_code == 412
    assert client.patch(of(assessment), {"level": 2}, seen=99).status_code == 412


def test_what_goes_together_is_settled(client: ApiClient, assessment: Assessment) -> None:
    criteria = [each for each in assessment.questions.question[QUESTION].criteria if each.level == 1]
    met = [each.id for each in criteria]
    ticked = client.patch(of(assessment), {"state": "answered", "met": met}, seen="*").json()
    assert ticked["level"] >= 1
    assert pointers(client.patch(of(assessment), {"level": 5}, seen="*")) == ["#/level_reason"]
    out = client.patch(of(assessment), {"reason": "out_of_scope", "met": []}, seen="*").json()
    assert (out["state"], out["level"], out["reason"]) == ("not_applicable", None, "out_of_scope")
    assert client.patch(of(assessment), {"level": None}, seen="*").json()["state"] == "unanswered"
    for wrong, place in (
        ({"level": 9}, "#/level"),
        ({"state": "answered"}, "#/level"),
        ({"state": "unknown", "level": 3}, "#/level"),
        ({"level": 3, "reason": "other"}, "#/reason"),
        ({"state": "not_applicable"}, "#/reason"),
        ({"reason": "other"}, "#/note"),
        ({"met": ["ARC-11.9z"]}, "#/met/0"),
        ({"note": "\u0007"}, "#/note"),
        ({"level": "3"}, "#/level"),
    ):
        assert pointers(client.patch(of(assessment), wrong, seen="*")) == [place], wrong


def test_what_was_said_is_listed_and_said_again(client: ApiClient, assessment: Assessment) -> None:
    client.patch(of(assessment), {"level": 3}, seen=1)
    client.patch(of(assessment), {"level": 2, "note": "Less."}, seen=2)
    history = client.get(f"{of(assessment)}/history").json()["results"]
    assert [(each["revision"], each["level"]) for each in history] == [(3, 2), (2, 3)]
    assert pointers(client.post(f"{of(assessment)}/restore", {"revision": 7}, seen=3)) == ["#/revision"]
    assert client.post(f"{of(assessment)}/restore", {"revision": 2}, seen=2).status_code == 412
    back = client.post(f"{of(assessment)}/restore", {"revision": 2}, seen=3).json()
    assert (back["level"], back["note"], back["revision"]) == (3, "", 4)


def test_what_was_carried_over_is_confirmed(client: ApiClient, assessment: Assessment) -> None:
    client.patch(of(assessment), {"level": 3}, seen=1)
    milestone = make_milestone(assessment)
    owner = ApiClient(owner_of(assessment.workspace))
    begun = begin_from_milestone(milestone=milestone, actor=owner_of(assessment.workspace), title="Next")
    waiting = client.get(at("answers", begun.workspace.code, begun.code) + "?is_waiting=true").json()["results"]
    assert [(each["question"], each["carried"]["level"], each["carried"]["from"]) for each in waiting] == [
        (QUESTION, 3, milestone.title)
    ]
    assert owner.post(f"{of(begun)}/confirm").json()["level"] == 3
    assert owner.post(f"{of(begun)}/confirm").status_code == 409


def test_answers_are_listed_by_what_they_are(client: ApiClient, assessment: Assessment) -> None:
    client.patch(of(assessment), {"level": 3, "is_flagged": True}, seen=1)
    answers = at("answers", assessment.workspace.code, assessment.code)
    for query in ("state=answered", "is_flagged=true", "level=3", "changed_after=2026-01-01T00:00:00Z"):
        assert [each["question"] for each in client.get(f"{answers}?{query}").json()["results"]] == [QUESTION], query
    asked = assessment.questions.asked_in(assessment.questions.phase["architect"])
    found = client.get(f"{answers}?phase=architect&fields=question").json()["results"]
    assert found == [{"question": question.id} for question in asked]
    assert client.get(f"{answers}?phase=nowhere").status_code == 400


def test_moment_with_any_offset_is_taken_or_refused(client: ApiClient, assessment: Assessment) -> None:
    """PostgreSQL knows no offset of 16 hours or more, nor does anybody know what comes before the year 1."""
    answers = at("answers", assessment.workspace.code, assessment.code)
    for moment, status in {
        "6124-11-10T11:37:10.2-23:39": 200,
        "2026-01-01T00:00:00%2B16:00": 200,
        "0001-01-01T00:00:00%2B14:00": 400,
        "9999-12-31T23:59:59-14:00": 400,
        "yesterday": 400,
    }.items():
        assert client.get(f"{answers}?changed_after={moment}").status_code == status, moment


def test_answer_under_review_stays_as_it_is(client: ApiClient, assessment: Assessment) -> None:
    bring_to(assessment, Standing.SUBMITTED)
    refused = client.patch(of(assessment), {"level": 3}, seen="*")
    assert refused.status_code == 409
    assert "is locked" in refused.json()["detail"]
    assert client.get(of(assessment)).json()["is_locked"]
    assert client.get(of(assessment, "NOT-01")).status_code == 404
