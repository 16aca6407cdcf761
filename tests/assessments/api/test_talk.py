"""Evidence, comments, milestones and suggestions by the API."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.domain.roles import Role
from accounts.models import User
from assessments.domain.review import Standing
from assessments.models import Assessment
from evidence.models import Evidence
from tests.api.client import ApiClient, at
from tests.factories.accounts import make_member, make_workspace, owner_of
from tests.factories.assessments import answer_everything, make_assessment
from tests.factories.evidence import make_stored_evidence
from tests.factories.packs import install_next_version
from tests.factories.reviews import bring_to
from tests.factories.uploads import PDF

pytestmark = [pytest.mark.django_db, pytest.mark.database]

QUESTION = "ARC-11"


@pytest.fixture
def assessment() -> Assessment:
    return make_assessment(make_workspace())


@pytest.fixture
def client(assessment: Assessment) -> ApiClient:
    return ApiClient(owner_of(assessment.workspace))


def path(assessment: Assessment, name: str, *codes: str) -> str:
    return at(name, assessment.workspace.code, assessment.code, *codes)


def location(answer: Any) -> str:
    assert answer.status_code == 201, answer.content
    return str(answer["Location"].removeprefix("http://testserver"))


def test_evidence_is_cited_and_no_longer(client: ApiClient, assessment: Assessment) -> None:
    piece = make_stored_evidence(assessment.workspace)
    cited = client.post(path(assessment, "citations", QUESTION), {"evidence": piece.code})
    assert [each["code"] for each in cited.json()["evidence"]] == [piece.code]
    again = client.post(path(assessment, "citations", QUESTION), {"evidence": piece.code})
    assert again.json()["errors"][0]["pointer"] == "#/evidence"
    gone = client.delete(path(assessment, "citation", QUESTION, piece.code))
    assert (gone.json()["evidence"], gone["ETag"]) == ([], '"3"')
    strange = make_stored_evidence(make_workspace())
    assert client.delete(path(assessment, "citation", QUESTION, strange.code)).status_code == 404


def test_new_evidence_is_added_and_cited_with_its_file(client: ApiClient, assessment: Assessment) -> None:
    upload = SimpleUploadedFile("drill.pdf", PDF, "application/pdf")
    sent = {"title": "Drill", "kind": "measurement", "upload": upload, "observed_date": "2026-01-02"}
    address = path(assessment, "citation_new", QUESTION)
    made = client.client.post(address, sent, headers=client.headers)
    assert location(made) == path(assessment, "answer", QUESTION)
    assert made.json()["evidence"][0]["file_name"] == "drill.pdf"
    bad = SimpleUploadedFile("drill.pdf", b"\x7fELF\x02\x01\x01\x00" * 20)
    refused = client.client.post(address, {**sent, "upload": bad}, headers=client.headers)
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "#/upload")
    assert Evidence.objects.count() == 1


def test_evidence_of_what_is_under_review_stays(client: ApiClient, assessment: Assessment) -> None:
    piece = make_stored_evidence(assessment.workspace)
    bring_to(assessment, Standing.SUBMITTED)
    assert client.post(path(assessment, "citations", QUESTION), {"evidence": piece.code}).status_code == 409


def test_people_talk_about_a_question(client: ApiClient, assessment: Assessment) -> None:
    ada, other = (make_member(assessment.workspace, Role.CONTRIBUTOR) for _number in range(2))
    User.objects.filter(pk__in=[ada.pk, other.pk]).update(name="Ada Byron")
    begun = path(assessment, "answer_threads", QUESTION)
    unclear = client.post(begun, {"text": "Is that so, @Ada Byron?"})
    [error] = unclear.json()["errors"]
    assert ada.code in error["detail"]
    meant = {error["pointer"].removeprefix("#/meant/"): ada.code}
    thread = location(client.post(begun, {"text": "Is that so, @Ada Byron?", "meant": meant}))
    said = client.get(thread).json()
    assert [each["code"] for each in said["comments"][0]["mentioned"]] == [ada.code]
    resolved = client.post(f"{thread}/resolve").json()
    assert resolved["resolved_by"]["code"] == owner_of(assessment.workspace).code
    reply = ApiClient(other).post(f"{thread}/replies", {"text": "It is."}).json()
    reopened = client.get(path(assessment, "threads")).json()["results"]
    assert (reopened[0]["resolved_at"], len(reopened[0]["comments"])) == (None, 2)

    own = path(assessment, "comment", reply["code"])
    assert client.patch(own, {"text": "No."}, seen=1).status_code == 403
    assert ApiClient(other).patch(own, {"text": "It was."}, seen=1).json()["revision"] == 2
    assert ApiClient(other).delete(own, seen=1).status_code == 412
    assert ApiClient(other).delete(own, seen=2).status_code == 204
    assert len(client.get(thread).json()["comments"]) == 1
    assert ApiClient(other).post(f"{own}/restore").json()["text"] == "It was."
    assert client.post(begun, {"text": ""}).json()["errors"][0]["pointer"] == "#/text"


def test_milestone_is_frozen_read_and_begun_from(client: ApiClient, assessment: Assessment) -> None:
    answer_everything(assessment)
    made = client.post(path(assessment, "milestones"), {"title": "2026 Q4"}, Idempotency_Key="m-1")
    address = location(made)
    opened = client.get(address).json()
    assert len(opened["results"]["questions"]) == len(assessment.questions.questions)
    assert opened["result"]["scores"]["claimed"] == opened["results"]["overall"]["claimed"]
    assert [each["title"] for each in client.get(path(assessment, "milestones")).json()["results"]] == ["2026 Q4"]
    begun = client.post(f"{address}/begin", {"title": "2027"})
    said = client.get(location(begun)).json()
    assert (said["begun_from"], said["result"]["counts"]["answered"]) == (opened["code"], 0)
    assert client.delete(address).status_code == 204
    assert client.get(address).status_code == 404
    assert client.post(f"{address}/restore").json()["code"] == opened["code"]
    assessment.milestones.update(content="{}")
    damaged = client.get(address)
    assert (damaged.status_code, "hash" in damaged.json()["detail"]) == (409, True)


def test_what_the_profile_suggests_is_ruled_out(client: ApiClient) -> None:
    assessment = make_assessment(make_workspace(), profile={"tenancy": ["one_customer"]})
    client = ApiClient(owner_of(assessment.workspace))
    found = client.get(path(assessment, "suggestions")).json()["results"]
    assert found[0]["reason"]
    done = client.post(path(assessment, "suggestions"), {"questions": [found[0]["question"], "NOT-01"]})
    assert done.json() == {"ruled_out": 1}
    said = client.get(path(assessment, "answer", found[0]["question"])).json()
    assert (said["state"], said["reason"]) == ("not_applicable", "out_of_scope")


def test_newest_version_has_nothing_to_move_to(client: ApiClient, assessment: Assessment) -> None:
    assert client.get(path(assessment, "renewal")).json()["version"] is None
    assert client.post(path(assessment, "renewal"), {"version": "9.9.9"}).status_code == 409


def test_assessment_moves_to_the_newest_version(client: ApiClient, assessment: Assessment) -> None:
    pack = install_next_version(assessment.pack)
    assert client.get(path(assessment, "renewal")).json()["version"] == pack.version
    moved = client.post(path(assessment, "renewal"), {"version": pack.version})
    assert (moved.status_code, moved.json()["pack"]["version"]) == (200, pack.version)
