"""A whole assessment in one request."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessments.choices import GroupKind
from assessments.domain.review import Standing
from assessments.operations.sections import complete_section
from tests.api.client import ApiClient, at
from tests.factories.accounts import make_workspace, owner_of
from tests.factories.assessments import answer_everything, make_assessment
from tests.factories.evidence import make_evidence_with_file, make_stored_evidence
from tests.factories.reviews import PHASE, bring_to, make_comment

pytestmark = [pytest.mark.django_db, pytest.mark.database]

MOST_QUERIES = 10


def test_tree_holds_everything_in_few_queries() -> None:
    workspace = make_workspace()
    assessment, client = make_assessment(workspace), ApiClient(owner_of(workspace))
    where = (workspace.code, assessment.code)
    empty = client.get(at("assessment_tree", *where)).json()
    assert len(empty["phases"][0]["questions"]) == empty["phases"][0]["counts"]["total"]
    answer_everything(assessment, evidence=[make_stored_evidence(workspace), make_evidence_with_file(workspace)])
    make_comment(assessment, owner_of(workspace))
    complete_section(
        assessment=assessment, kind=GroupKind.PHASE, group=PHASE, title="Architect", actor=owner_of(workspace)
    )
    bring_to(assessment, Standing.ACCEPTED)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(at("assessment_tree", *where))
    assert len(queries) <= MOST_QUERIES
    tree = answer.json()
    phase = next(each for each in tree["phases"] if each["id"] == PHASE)
    assert (phase["review"]["state"], phase["completed_by"]["name"]) == ("accepted", str(owner_of(workspace)))
    asked = {question["id"]: question for each in tree["phases"] for question in each["questions"]}
    assert len(asked) == len(assessment.questions.questions) == sum(each["counts"]["total"] for each in tree["domains"])
    assert asked["ARC-11"]["open_comments"] == 1
    alone = client.get(at("answer", *where, "ARC-11")).json()
    assert asked["ARC-11"]["answer"] == alone
    assert (alone["is_locked"], len(alone["evidence"])) == (True, 1)
    assert tree["assessment"]["locked_phases"] == [PHASE]
    assert set(client.get(at("assessment_tree", *where) + "?fields=domains").json()) == {"domains"}


def test_sections_are_completed_reopened_and_reviewed() -> None:
    workspace = make_workspace()
    assessment, client = make_assessment(workspace), ApiClient(owner_of(workspace))
    where = (workspace.code, assessment.code)
    refused = client.post(at("section_complete", *where, "phase", PHASE))
    assert (refused.status_code, "no answer yet" in refused.json()["detail"]) == (409, True)
    answer_everything(assessment)
    assert client.post(at("section_complete", *where, "phase", PHASE)).status_code == 204
    listed = client.get(at("sections", *where)).json()["results"]
    assert [each["id"] for each in listed if each["completed_by"]] == [PHASE]
    assert {each["kind"] for each in listed} == {"phase", "domain"}
    assert client.post(at("section_reopen", *where, "phase", PHASE)).status_code == 204
    assert client.post(at("section_confirm", *where, "phase", PHASE)).json() == {"confirmed": 0, "left": 0}
    assert client.post(at("section_complete", *where, "phase", "nowhere")).status_code == 404

    acts = at("reviews", *where)
    sent = client.post(acts, {"act": "submit", "seen": {PHASE: 1}, "remarks": {"ARC-11": "Look here."}})
    assert [(each["phase"], each["state"], each["revision"]) for each in sent.json()["results"]] == [
        (PHASE, "submitted", 2)
    ]
    assert client.post(acts, {"act": "submit", "seen": {PHASE: 1}}).status_code == 412
    assert client.post(acts, {"act": "accept", "seen": {PHASE: 2}}).status_code == 403
    assert [each["act"] for each in client.get(at("review_events", *where)).json()["results"]] == ["submit"]
    for wrong, place in (
        ({"act": "reopen", "seen": {PHASE: 2}}, "#/reason"),
        ({"act": "submit", "seen": {"nowhere": 2}}, "#/seen/nowhere"),
        ({"act": "submit", "seen": {}}, "#/seen"),
        ({"act": "submit", "seen": {PHASE: 2}, "remarks": {"NOT-01": "x"}}, "#/remarks/NOT-01"),
    ):
        answer = client.post(acts, wrong)
        assert (answer.status_code, [each["pointer"] for each in answer.json()["errors"]]) == (422, [place]), wrong
