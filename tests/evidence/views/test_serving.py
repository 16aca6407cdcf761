"""Files are handed to members, as what they are, and to nobody else."""

from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from accounts.domain.roles import Role
from accounts.models import Workspace
from evidence.models import Evidence
from evidence.operations.evidence import delete_evidence, replace_evidence
from tests.factories.accounts import make_member, make_workspace, owner_of
from tests.factories.evidence import make_evidence_with_file
from tests.factories.uploads import PDF, make_picture, make_upload

pytestmark = pytest.mark.django_db


def address(evidence: Evidence, file_code: str = "") -> str:
    assert evidence.stored_file
    return reverse(
        "evidence_file", args=[evidence.workspace.code, evidence.code, file_code or evidence.stored_file.code]
    )


@pytest.fixture
def workspace() -> Workspace:
    return make_workspace()


@pytest.fixture
def viewer(client: Client, workspace: Workspace) -> Client:
    client.force_login(make_member(workspace, Role.VIEWER))
    return client


def test_document_is_saved_and_never_shown(viewer: Client, workspace: Workspace) -> None:
    answer = viewer.get(address(make_evidence_with_file(workspace, name="Übung „Mai“.pdf")))
    assert answer.getvalue() == PDF
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == ("attachment; filename*=utf-8''%C3%9Cbung%20%E2%80%9EMai%E2%80%9C.pdf")
    assert answer["Content-Length"] == str(len(PDF))
    for header, value in {
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
        "Cache-Control": "private, no-store",
    }.items():
        assert answer[header] == value
    assert answer.streaming


@pytest.mark.parametrize(
    ("content", "name", "media_type", "shown"),
    [
        (make_picture("PNG"), "a.exe", "image/png", True),
        (make_picture("JPEG"), "a.html", "image/jpeg", True),
        (b"day;minutes\n", "a.csv", "text/csv; charset=utf-8", False),
        (b"let a = 1 // <script>\n", "a.js", "text/plain; charset=utf-8", False),
    ],
)
def test_file_is_served_as_what_it_is(
    viewer: Client, workspace: Workspace, content: bytes, name: str, media_type: str, shown: bool
) -> None:
    answer = viewer.get(address(make_evidence_with_file(workspace, content, name)))
    assert answer.getvalue() == content
    assert answer["Content-Type"] == media_type
    assert answer["Content-Disposition"].startswith("inline" if shown else "attachment")


def test_file_comes_whole_to_who_would_take_it_packed(viewer: Client, workspace: Workspace) -> None:
    content = b"the same line\n" * 1000
    answer = viewer.get(
        address(make_evidence_with_file(workspace, content, "a.log")), headers={"Accept-Encoding": "gzip"}
    )
    assert answer.getvalue() == content
    assert answer["Content-Length"] == str(len(content))


def test_files_of_earlier_versions_are_there(viewer: Client, workspace: Workspace) -> None:
    evidence = make_evidence_with_file(workspace)
    before, picture = address(evidence), make_picture("GIF")
    replace_evidence(evidence=evidence, actor=owner_of(workspace), seen=1, upload=make_upload(picture, "new.gif"))
    assert viewer.get(before).getvalue() == PDF
    assert viewer.get(address(Evidence.objects.get())).getvalue() == picture


def test_nobody_gets_a_file_by_another_way(viewer: Client, workspace: Workspace) -> None:
    """Not by another piece of evidence, not by another workspace of the same person, and not after its deletion."""
    mine, other = make_evidence_with_file(workspace), make_evidence_with_file(workspace)
    elsewhere = make_workspace()
    foreign = make_evidence_with_file(elsewhere)
    assert other.stored_file
    assert foreign.stored_file
    assert viewer.get(address(mine, other.stored_file.code)).status_code == 404
    assert viewer.get(address(mine, foreign.stored_file.code)).status_code == 404
    assert viewer.get(address(foreign)).status_code == 404
    taken = reverse("evidence_file", args=[workspace.code, foreign.code, foreign.stored_file.code])
    assert viewer.get(taken).status_code == 404
    delete_evidence(evidence=mine, actor=owner_of(workspace))
    assert viewer.get(address(mine)).status_code == 404


def test_file_that_is_gone_from_the_disk_is_not_there(viewer: Client, workspace: Workspace) -> None:
    evidence = make_evidence_with_file(workspace)
    assert evidence.stored_file
    Path(evidence.stored_file.file.path).unlink()
    assert viewer.get(address(evidence)).status_code == 404


def test_only_reading_is_allowed(viewer: Client, workspace: Workspace) -> None:
    evidence = make_evidence_with_file(workspace)
    assert viewer.post(address(evidence)).status_code == 405
    answer = viewer.head(address(evidence))
    answer.close()
    assert answer.status_code == 200
