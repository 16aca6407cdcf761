"""The forms: what they take, what they say, and who may."""

from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from accounts.domain.roles import Role
from accounts.models import User, Workspace
from evidence.models import Evidence, StoredFile
from evidence.operations.evidence import change_evidence, delete_evidence, replace_evidence
from tests.factories.accounts import make_member, make_user, make_workspace, owner_of
from tests.factories.evidence import make_evidence_with_file, make_stored_evidence
from tests.factories.uploads import PDF, make_upload

pytestmark = pytest.mark.django_db

MB = 1024 * 1024


@pytest.fixture(autouse=True)
def media(settings: Settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def workspace() -> Workspace:
    return make_workspace()


@pytest.fixture
def contributor(client: Client, workspace: Workspace) -> User:
    user = make_member(workspace, Role.CONTRIBUTOR)
    client.force_login(user)
    return user


def at(name: str, evidence: Evidence | Workspace) -> str:
    codes = [evidence.code] if isinstance(evidence, Workspace) else [evidence.workspace.code, evidence.code]
    return reverse(name, args=codes)


def typed(workspace: Workspace, **fields: Any) -> dict[str, Any]:
    return {
        "title": "Restore drill",
        "evidence_class": "measurement",
        "reference": "OPS-31",
        "observed_date": workspace.today.isoformat(),
        "validity_days": "90",
        **fields,
    }


def test_contributor_adds_a_file(client: Client, workspace: Workspace, contributor: User) -> None:
    owner = owner_of(workspace)
    answer = client.post(
        at("evidence_create", workspace), typed(workspace, reference="", upload=make_upload(), owner=owner.pk)
    )
    evidence = Evidence.objects.get()
    assert answer.status_code == 302
    assert answer["Location"] == evidence.get_absolute_url()
    assert (evidence.title, evidence.evidence_class, evidence.owner) == ("Restore drill", "measurement", owner)
    assert evidence.lapses_date == workspace.today + timedelta(days=90)
    assert evidence.stored_file
    assert evidence.stored_file.uploaded_by == evidence.added_by == contributor
    assert "The evidence is added." in client.get(answer["Location"]).text


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"title": ""}, "Give it a title by which others recognise it."),
        ({"evidence_class": ""}, "Choose document or measurement."),
        ({"evidence_class": "rumour"}, "Choose document or measurement."),
        ({"reference": ""}, "Add a file, a link or a reference, so that others can find it."),
        ({"link": "javascript:alert(1)"}, "Write a link that starts with https:// or http://."),
        ({"link": "ftp://example.com/a"}, "Write a link that starts with https:// or http://."),
        ({"link": "https://"}, "Write a link that starts with https:// or http://."),
        ({"link": "https://example.com/a b"}, "Write a link that starts with https:// or http://."),
        ({"link": "https://example.com/\u202egnp"}, "Write a link that starts with https:// or http://."),
        ({"title": "Our drill \u202egnp"}, "Write it on one line"),
        ({"reference": "none\ufffe"}, "Write it on one line"),
        ({"observed_date": "2999-01-01"}, "This day is in the future; today is "),
        ({"observed_date": "yesterday"}, "Write a day as year-month-day, like 2026-11-21."),
        ({"validity_days": "0"}, "Write a number of days from 1 to 3650."),
        ({"validity_days": "many"}, "Write a number of days from 1 to 3650."),
        ({"upload": make_upload(b"#!/bin/sh\n", "drill.pdf")}, "This is a program, or a script. Allowed are PDF,"),
        ({"upload": make_upload(b"", "drill.pdf"), "reference": ""}, "This file is empty."),
    ],
)
def test_what_cannot_be_kept_is_said_and_what_was_typed_stays(
    client: Client, workspace: Workspace, contributor: User, fields: dict[str, Any], sentence: str
) -> None:
    upload = fields.get("upload")
    if upload:
        upload.seek(0)
    answer = client.post(at("evidence_create", workspace), typed(workspace, **{"title": "Our drill"} | fields))
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "Our drill" in answer.text or fields.get("title") == ""
    assert (Evidence.objects.count(), StoredFile.objects.count()) == (0, 0)


def test_owner_must_belong_to_the_workspace(client: Client, workspace: Workspace, contributor: User) -> None:
    answer = client.post(at("evidence_create", workspace), typed(workspace, owner=make_user().pk))
    assert "This person does not belong to the workspace." in answer.text


def test_name_with_a_path_comes_to_nothing(
    client: Client, workspace: Workspace, contributor: User, media: Path
) -> None:
    """As a client sends it who writes the request by hand."""
    body = (
        b'--cut\r\nContent-Disposition: form-data; name="title"\r\n\r\nDrill\r\n'
        b'--cut\r\nContent-Disposition: form-data; name="evidence_class"\r\n\r\ndocument\r\n'
        b'--cut\r\nContent-Disposition: form-data; name="validity_days"\r\n\r\n90\r\n'
        b'--cut\r\nContent-Disposition: form-data; name="upload"; filename="../../../x/evil.html"\r\n'
        b"Content-Type: text/html\r\n\r\n" + PDF + b"\r\n--cut--\r\n"
    )
    answer = client.post(at("evidence_create", workspace), body, content_type="multipart/form-data; boundary=cut")
    assert answer.status_code == 302
    stored = StoredFile.objects.get()
    assert (stored.name, stored.media_type) == ("evil.pdf", "application/pdf")
    assert [path.relative_to(media).parts[:3] for path in media.rglob("*") if path.is_file()] == [
        ("workspaces", workspace.code, "files")
    ]


class Untouched(BytesIO):
    """A body that nobody may read."""

    def read(self, *arguments: Any) -> bytes:
        raise AssertionError("The body was read.")

    readline = read


@pytest.mark.parametrize("name", ["evidence_create", "evidence_replace"])
@pytest.mark.parametrize("length", [2 * 1024 * MB, 27 * MB])
def test_body_of_two_gigabytes_is_refused_unread(
    client: Client, workspace: Workspace, contributor: User, name: str, length: int
) -> None:
    target = workspace if name == "evidence_create" else make_stored_evidence(workspace)
    sent: dict[str, Any] = {
        "wsgi.input": Untouched(),
        "CONTENT_LENGTH": str(length),
        "CONTENT_TYPE": "multipart/form-data; boundary=cut",
    }
    answer = client.post(at(name, target), **sent)
    assert answer.status_code == 413


def test_upload_of_the_largest_size_passes_and_only_on_its_own_pages(
    client: Client, workspace: Workspace, contributor: User
) -> None:
    text = b"a line of a log\n" * (24 * MB // 16)
    answer = client.post(at("evidence_create", workspace), typed(workspace, upload=make_upload(text, "a.log")))
    assert answer.status_code == 302
    evidence = Evidence.objects.get()
    assert evidence.stored_file
    assert evidence.stored_file.size == len(text)
    answer = client.post(at("evidence_change", evidence), typed(workspace, upload=make_upload(text, "a.log")))
    assert answer.status_code == 413


def test_correction_keeps_file_and_version(client: Client, workspace: Workspace, contributor: User) -> None:
    evidence = make_evidence_with_file(workspace)
    answer = client.post(
        at("evidence_change", evidence), typed(workspace, revision=1, title="Drill", reference="", validity_days="30")
    )
    assert answer.status_code == 302
    evidence.refresh_from_db()
    assert (evidence.title, evidence.version, evidence.revision) == ("Drill", 1, 2)
    assert evidence.lapses_date == workspace.today + timedelta(days=30)
    assert evidence.stored_file_id


def test_correction_must_leave_something_to_find(client: Client, workspace: Workspace, contributor: User) -> None:
    evidence = make_stored_evidence(workspace)
    answer = client.post(at("evidence_change", evidence), typed(workspace, revision=1, reference=""))
    assert "Add a file, a link or a reference" in answer.text
    evidence.refresh_from_db()
    assert evidence.reference


def test_two_who_correct_the_same_are_asked(client: Client, workspace: Workspace, contributor: User) -> None:
    evidence = make_stored_evidence(workspace, title="Drill")
    change_evidence(evidence=evidence, actor=owner_of(workspace), seen=1, title="Exercise")
    shown = {"initial-title": "Drill", "initial-reference": "Cupboard 3"}
    answer = client.post(at("evidence_change", evidence), typed(workspace, revision=1, title="Rehearsal", **shown))
    assert answer.status_code == 409
    for text in ("Exercise", "Rehearsal", "Which value should stay?"):
        assert text in answer.text


def test_new_version_is_made(client: Client, workspace: Workspace, contributor: User) -> None:
    evidence = make_evidence_with_file(workspace, name="may.pdf", validity_days=365)
    page = client.get(at("evidence_replace", evidence)).text
    assert 'value="365"' in page
    answer = client.post(
        at("evidence_replace", evidence),
        {"revision": "1", "upload": make_upload(name="june.pdf"), "observed_date": "2026-06-01", "validity_days": "90"},
    )
    assert answer.status_code == 302
    shown = client.get(answer["Location"]).text
    for text in ("Version 2", "june.pdf", "1 earlier version", "may.pdf", "This is version 2 now."):
        assert text in shown
    assert Evidence.objects.get().observed_date == date(2026, 6, 1)


def test_of_two_who_replace_the_second_is_told_and_keeps_what_was_typed(
    client: Client, workspace: Workspace, contributor: User
) -> None:
    evidence = make_stored_evidence(workspace)
    replace_evidence(evidence=evidence, actor=owner_of(workspace), seen=1, reference="OPS-1")
    sent = {"revision": "1", "reference": "OPS-2", "observed_date": "", "validity_days": "90"}
    answer = client.post(at("evidence_replace", evidence), sent)
    assert answer.status_code == 409
    assert "saved this while you were typing" in answer.text
    assert "OPS-2" in answer.text
    assert 'name="revision" value="2"' in answer.text
    assert Evidence.objects.get().reference == "OPS-1"
    assert client.post(at("evidence_replace", evidence), {**sent, "revision": "2"}).status_code == 302
    assert (Evidence.objects.get().reference, Evidence.objects.get().version) == ("OPS-2", 3)


def test_editor_deletes_and_undoes_it(client: Client, workspace: Workspace) -> None:
    client.force_login(make_member(workspace, Role.EDITOR))
    evidence = make_stored_evidence(workspace, title="Drill")
    page = client.post(at("evidence_delete", evidence), follow=True).text
    assert "“Drill” is deleted, and counts nowhere any more." in page
    assert at("evidence_restore", evidence) in page
    assert client.get(evidence.get_absolute_url()).status_code == 404
    assert client.post(at("evidence_restore", evidence), follow=True).status_code == 200
    assert client.get(evidence.get_absolute_url()).status_code == 200


def test_contributor_deletes_what_they_added_and_nothing_else(
    client: Client, workspace: Workspace, contributor: User
) -> None:
    mine, others = make_stored_evidence(workspace, added_by=contributor), make_stored_evidence(workspace)
    assert "Delete this evidence" in client.get(mine.get_absolute_url()).text
    assert "Delete this evidence" not in client.get(others.get_absolute_url()).text
    assert client.post(at("evidence_delete", mine)).status_code == 302
    assert client.post(at("evidence_restore", mine)).status_code == 302
    assert client.post(at("evidence_delete", others)).status_code == 403


def test_what_was_added_by_who_is_a_viewer_by_now_stays(client: Client, workspace: Workspace) -> None:
    viewer = make_member(workspace, Role.VIEWER)
    client.force_login(viewer)
    evidence = make_stored_evidence(workspace, added_by=viewer)
    assert client.post(at("evidence_delete", evidence)).status_code == 403
    page = client.get(evidence.get_absolute_url()).text
    for word in ("Delete this evidence", "Correct", "Replace with a new version"):
        assert word not in page


def test_evidence_that_is_deleted_meanwhile_is_not_there(
    client: Client, workspace: Workspace, contributor: User
) -> None:
    evidence = make_stored_evidence(workspace)
    delete_evidence(evidence=evidence, actor=owner_of(workspace))
    for name in ("evidence_detail", "evidence_change", "evidence_replace"):
        assert client.get(at(name, evidence)).status_code == 404
