"""All answers in one request: each on its own terms, or all or none."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Activity
from assessments.domain.review import Standing
from assessments.models import Assessment
from tests.api.client import ApiClient, at
from tests.factories.accounts import make_workspace, owner_of
from tests.factories.answer_files import answer
from tests.factories.assessments import make_assessment
from tests.factories.reviews import bring_to

pytestmark = [pytest.mark.django_db, pytest.mark.database]

FIRST, SECOND, THIRD = "DIS-01", "DIS-02", "DIS-03"
LOCKED = "ARC-11"


@pytest.fixture
def assessment() -> Assessment:
    return make_assessment(make_workspace())


@pytest.fixture
def client(assessment: Assessment) -> ApiClient:
    return ApiClient(owner_of(assessment.workspace))


def send(client: ApiClient, assessment: Assessment, *answers: dict[str, Any], **more: Any) -> Any:
    return client.put(at("answers", assessment.workspace.code, assessment.code), {"answers": answers, **more})


def revisions(assessment: Assessment) -> dict[str, int]:
    return dict(assessment.answers.filter(revision__gt=1).values_list("question", "revision"))


def wrong_in_every_way(assessment: Assessment) -> list[dict[str, Any]]:
    """Beside one that can be stored, and one of which both sides keep something."""
    bring_to(assessment, Standing.SUBMITTED)
    answer(assessment, SECOND, level=3)
    answer(assessment, THIRD, note="Theirs.")
    return [
        {"question": FIRST, "revision": 1, "level": 2},
        {"question": SECOND, "revision": 1, "level": 1},
        {"question": THIRD, "revision": 1, "level": 4},
        {"question": "DIS-04", "revision": 1, "state": "not_applicable"},
        {"question": "DIS-05", "revision": 1, "state": "unknown", "level": 3},
        {"question": LOCKED, "revision": 1, "level": 3},
        {"question": "NOT-01", "revision": 1, "level": 3},
    ]


def test_each_answer_is_saved_on_its_own_terms(client: ApiClient, assessment: Assessment) -> None:
    wanted = wrong_in_every_way(assessment)
    told = send(client, assessment, *wanted)
    assert told.status_code == 200, told.content
    results = told.json()["results"]
    assert [each["status"] for each in results] == [200, 412, 200, 422, 422, 409, 404]
    assert (told.json()["saved"], told.json()["refused"]) == (2, 5)
    assert [each["revision"] for each in results] == [2, 2, 3, 1, 1, 1, None]
    assert results[1]["problem"]["units"] == ["choice"]
    assert results[3]["problem"]["errors"][0]["pointer"] == "#/reason"
    assert "is locked" in results[5]["problem"]["detail"]
    merged = assessment.answers.get(question=THIRD)
    assert (merged.level, merged.note) == (4, "Theirs.")
    assert Activity.objects.filter(verb="answer.saved_together").get().detail == {"answers": 2}
    assert revisions(assessment)[FIRST] == 2


def test_atomic_saves_all_or_none(client: ApiClient, assessment: Assessment) -> None:
    wanted = wrong_in_every_way(assessment)
    before = revisions(assessment)
    for some in (wanted, wanted[:2]):  # the first is wrong by itself, the second only beside what is stored
        told = send(client, assessment, *some, atomic=True)
        assert (told.status_code, told.json()["saved"]) == (409, 0)
        assert told.json()["results"][0]["status"] == 424
        assert revisions(assessment) == before
    kept = send(client, assessment, wanted[0], wanted[2], atomic=True).json()
    assert (kept["saved"], revisions(assessment)[FIRST]) == (2, 2)
    assert (
        client.get(at("assessment", assessment.workspace.code, assessment.code)).json()["result"]["counts"]["answered"]
        == 3
    )


def test_repeating_a_request_writes_nothing_twice(client: ApiClient, assessment: Assessment) -> None:
    wanted = {"question": FIRST, "revision": 1, "level": 2, "note": "Seen."}
    assert send(client, assessment, wanted).json()["results"][0]["revision"] == 2
    assert send(client, assessment, wanted).json()["results"][0]["revision"] == 2


def test_body_is_refused_as_a_whole_where_it_is_none(client: ApiClient, assessment: Assessment) -> None:
    for wrong, place in (
        ({"question": FIRST, "level": 2}, "#/answers/0/revision"),
        ({"question": FIRST, "revision": 0}, "#/answers/0/revision"),
        ({"question": FIRST, "revision": 1, "level": "2"}, "#/answers/0/level"),
    ):
        told = send(client, assessment, wrong)
        assert (told.status_code, told.json()["errors"][0]["pointer"]) == (422, place)
    twice = send(client, assessment, *[{"question": FIRST, "revision": 1}] * 2)
    assert (twice.status_code, twice.json()["errors"][0]["pointer"]) == (422, "#/answers")


def test_many_answers_take_as_many_queries_as_some(client: ApiClient, assessment: Assessment) -> None:
    found = []
    for questions in (assessment.questions.questions[:2], assessment.questions.questions[2:]):
        with CaptureQueriesContext(connection) as queries:
            told = send(client, assessment, *({"question": each.id, "revision": 1, "level": 3} for each in questions))
        assert told.json()["saved"] == len(questions)
        found.append(len(queries))
    assert found[1] <= found[0] <= 20
