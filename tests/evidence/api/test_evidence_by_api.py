"""Evidence as programs file, correct, replace and delete it."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from accounts.domain.periods import DELETED_IS_KEPT
from accounts.domain.roles import Role
from accounts.models import User, Workspace
from evidence.models import Evidence, StoredFile
from tests.api.client import ApiClient, at
from tests.factories.accounts import make_member, make_service_account, make_workspace, owner_of
from tests.factories.assessments import cite, make_assessment
from tests.factories.evidence import make_evidence_with_file, make_stored_evidence
from tests.factories.uploads import PDF, make_picture, make_upload

pytestmark = pytest.mark.django_db

NEW = {"title": "Restore drill", "evidence_class": "measurement", "observed_date": "2026-01-15"}


@pytest.fixture
def workspace() -> Workspace:
    return make_workspace()


@pytest.fixture
def contributor(workspace: Workspace) -> User:
    return make_member(workspace, Role.CONTRIBUTOR)


@pytest.fixture
def client(contributor: User) -> ApiClient:
    return ApiClient(contributor)


@pytest.fixture
def register(workspace: Workspace) -> str:
    return at("evidence_register", workspace.code)


def of(evidence: Evidence, *behind: str) -> str:
    return "/".join([at("evidence", evidence.workspace.code, evidence.code), *behind])


def upload(client: ApiClient, address: str, content: bytes, name: str, **said: Any) -> Any:
    """As a multipart form."""
    headers = {**client.headers, **{each: said.pop(each) for each in ("If-Match",) if each in said}}
    return client.client.post(address, {**said, "upload": make_upload(content, name)}, headers=headers)


def test_file_is_filed_and_handed_out_as_by_the_page(client: ApiClient, register: str, contributor: User) -> None:
    made = upload(client, register, PDF, "drill.pdf", **NEW, validity_days="90")
    assert made.status_code == 201, made.content
    shown = made.json()
    assert (shown["owner"]["code"], shown["added_by"]["code"]) == (contributor.code, contributor.code)
    assert (shown["validity_days"], shown["lapses_date"], shown["cited_in"]) == (90, "2026-04-15", [])
    assert (shown["file"]["name"], shown["file"]["media_type"], shown["file"]["size"]) == (
        "drill.pdf",
        "application/pdf",
        len(PDF),
    )
    assert client.get(made["Location"]).json()["file"] == shown["file"]
    answer = client.get(shown["file"]["url"])
    assert answer.getvalue() == PDF
    for header, value in {
        "Content-Type": "application/pdf",
        "Content-Disposition": 'attachment; filename="drill.pdf"',
        "Content-Length": str(len(PDF)),
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
        "Cache-Control": "private, no-store",
    }.items():
        assert answer[header] == value


def test_link_or_reference_comes_as_json(client: ApiClient, register: str) -> None:
    made = client.post(register, {**NEW, "link": "https://wiki.example/drill", "owner": None}).json()
    assert (made["link"], made["owner"], made["file"], made["standing"]) == (
        "https://wiki.example/drill",
        None,
        None,
        "lapsed",
    )
    for wrong, pointer in {
        "link": "#/link",
        "observed_date": "#/observed_date",
        "evidence_class": "#/evidence_class",
        "kind": "#/kind",
    }.items():
        value = {"link": "javascript:alert(1)", "observed_date": "2999-01-01"}.get(wrong, "rumour")
        refused = client.post(register, {**NEW, "reference": "Cupboard 3", wrong: value})
        assert [each["pointer"] for each in refused.json()["errors"]] == [pointer], wrong
    nowhere = client.post(register, NEW)
    assert (nowhere.status_code, nowhere.json()["errors"][0]["pointer"]) == (422, "#")


def test_program_is_refused_and_nothing_is_kept(client: ApiClient, register: str, workspace: Workspace) -> None:
    refused = upload(client, register, b"MZ\x90\x00" + b"\x00" * 60, "drill.pdf", **NEW)
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "#/upload")
    assert not StoredFile.objects.exists()
    assert upload(ApiClient(make_member(workspace)), register, PDF, "drill.pdf", **NEW).status_code == 403


def test_first_of_two_files_is_not_lost_unseen(client: ApiClient, register: str) -> None:
    both = [make_upload(PDF, "one.pdf"), make_upload(PDF, "two.pdf")]
    refused = client.client.post(register, {**NEW, "upload": both}, headers=client.headers)
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "#/upload")
    refused = upload(client, register, PDF, "drill.pdf", **{**NEW, "title": ["One", "Two"]})
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "#/title")
    assert not StoredFile.objects.exists()


def test_what_a_service_account_files_belongs_to_nobody(workspace: Workspace, register: str) -> None:
    service = make_service_account(workspace, Role.CONTRIBUTOR)
    made = ApiClient(service).post(register, {**NEW, "reference": "Build 7"}).json()
    assert (made["owner"], made["added_by"]["code"]) == (None, service.code)
    to_itself = ApiClient(service).post(register, {**NEW, "reference": "Build 7", "owner": service.code})
    assert to_itself.status_code == 422


def test_evidence_is_corrected_by_who_saw_it(client: ApiClient, workspace: Workspace) -> None:
    evidence = make_stored_evidence(workspace, title="Drill")
    assert client.patch(of(evidence), {"title": "Restore drill"}).status_code == 428
    changed = client.patch(of(evidence), {"title": "Restore drill", "observed_date": "2026-02-01"}, seen=1)
    assert (changed.json()["title"], changed["ETag"], changed.json()["lapses_date"]) == (
        "Restore drill",
        '"2"',
        "2026-07-31",
    )
    assert client.patch(of(evidence), {"title": "Late"}, seen=1).status_code == 412
    assert client.patch(of(evidence), {"reference": ""}, seen=2).status_code == 422
    stranger = owner_of(make_workspace())
    assert client.patch(of(evidence), {"owner": stranger.code}, seen=2).status_code == 422


def test_new_version_takes_its_place_and_the_earlier_one_is_kept(client: ApiClient, workspace: Workspace) -> None:
    evidence = make_evidence_with_file(workspace, title="Drill", validity_days=30)
    earlier = evidence.stored_file
    assert earlier
    said = {"observed_date": "2026-03-01", "If-Match": '"1"'}
    replaced = upload(client, of(evidence, "replace"), make_picture(), "drill.png", **said)
    assert replaced.status_code == 200, replaced.content
    shown = replaced.json()
    assert (shown["version"], shown["title"], shown["validity_days"]) == (2, "Drill", 30)
    assert shown["file"]["media_type"] == "image/png"
    assert upload(client, of(evidence, "replace"), PDF, "drill.pdf", **said).status_code == 412
    (version,) = client.get(of(evidence, "versions")).json()["results"]
    assert (version["number"], version["file"]["code"]) == (1, earlier.code)
    assert client.get(version["file"]["url"]).getvalue() == PDF
    picture = client.get(shown["file"]["url"])
    assert picture.getvalue().startswith(b"\x89PNG")
    assert picture["Content-Disposition"].startswith("inline")


def test_file_of_other_evidence_or_of_another_workspace_does_not_exist(client: ApiClient, workspace: Workspace) -> None:
    mine, other = make_stored_evidence(workspace), make_evidence_with_file(make_workspace())
    near = make_evidence_with_file(workspace)
    assert other.stored_file
    assert near.stored_file
    for stored in (other.stored_file, near.stored_file):
        assert client.get(of(mine, "files", stored.code)).status_code == 404
    assert client.get(of(other)).status_code == 404
    assert client.get(at("evidence_file", workspace.code, other.code, other.stored_file.code)).status_code == 404


def test_who_added_it_and_editors_delete_and_bring_it_back(
    client: ApiClient, workspace: Workspace, contributor: User
) -> None:
    evidence = make_evidence_with_file(workspace, added_by=contributor)
    other = ApiClient(make_member(workspace, Role.CONTRIBUTOR))
    assert other.delete(of(evidence), seen=1).status_code == 403
    assert client.delete(of(evidence)).status_code == 428
    assert client.delete(of(evidence), seen=1).status_code == 204
    assert evidence.stored_file
    for gone in (of(evidence), of(evidence, "files", evidence.stored_file.code), of(evidence, "versions")):
        assert client.get(gone).status_code == 404
    assert other.post(of(evidence, "restore")).status_code == 403
    assert client.post(of(evidence, "restore")).json()["code"] == evidence.code
    lesser = ApiClient(contributor, role=Role.VIEWER.value)
    assert lesser.delete(of(evidence), seen=1).status_code == 403
    Evidence.objects.update(deleted_at=timezone.now() - DELETED_IS_KEPT)
    assert client.post(of(evidence, "restore")).status_code == 409


def test_register_is_filtered_as_its_page(client: ApiClient, workspace: Workspace, register: str) -> None:
    owner = make_member(workspace, Role.CONTRIBUTOR)
    lapsed = make_stored_evidence(workspace, title="Backup policy", days_old=400)
    soon = make_stored_evidence(workspace, title="Restore drill", days_old=170, owner=owner)
    undated = make_stored_evidence(workspace, title="Runbook", days_old=None)
    assessment = make_assessment(workspace)
    question = cite(assessment, 0, soon)
    for query, found in {
        "show=lapsed": [lapsed],
        "show=30": [soon],
        "show=undated": [undated],
        "show=uncited&ordering=title": [lapsed, undated],
        "search=drill": [soon],
        f"owner={owner.code}": [soon],
        "ordering=-title&limit=1": [undated],
    }.items():
        shown = client.get(f"{register}?{query}").json()["results"]
        assert [each["code"] for each in shown] == [each.code for each in found], query
    for wrong in ("show=everything", "owner=nobody", "ordering=lapses_date", "order=title"):
        assert client.get(f"{register}?{wrong}").status_code == 400, wrong
    (place,) = client.get(of(soon)).json()["cited_in"]
    assert place["label"] == f"{assessment.title}: {question}"
    assert client.get(place["url"]).json()["evidence"][0]["code"] == soon.code
    assert place["page"].startswith("http://testserver/w/")


def test_what_a_lapse_does_is_told_ahead(client: ApiClient, workspace: Workspace) -> None:
    evidence, assessment = make_stored_evidence(workspace), make_assessment(workspace)
    question = cite(assessment, 0, evidence)
    answer = assessment.answers.get(question=question)
    answer.state, answer.level = "answered", 3
    answer.save()
    (effect,) = client.get(of(evidence)).json()["effects"]
    assert effect["title"] == assessment.title
    assert effect["before"] != effect["after"] == effect["by_then"]
    assert effect["sentence"].startswith("verified ")
