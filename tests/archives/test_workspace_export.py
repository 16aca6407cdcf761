"""What the ZIP of a workspace holds, and what it must never hold."""

import json
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from allauth.mfa.models import Authenticator
from django.core.files.base import ContentFile
from django.utils import timezone

from accounts.domain.roles import Role
from accounts.domain.tokens import new_secret
from accounts.models import User, Workspace
from archives.domain.secrets import LEFT_OUT
from archives.operations.exporting import export_workspace
from archives.queries.belongings import path_to_workspace, tables_of_workspace
from jobs.choices import JobState
from jobs.models import Job, ScheduleEntry
from tests.factories.accounts import (
    make_event,
    make_invitation,
    make_member,
    make_notice,
    make_service_account,
    make_token,
    make_user,
    make_workspace,
    owner_of,
)
from tests.factories.jobs import make_job

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]

PASSWORD = "a-password-nobody-may-read"
SECOND_STEP = "JBSWY3DPEHPK3PXP"


@pytest.fixture
def owner() -> User:
    user = make_user(name="Ada Lovelace", email="ada@example.com", password=PASSWORD)
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": SECOND_STEP})
    return user


@pytest.fixture
def workspace(owner: User) -> Workspace:
    workspace = make_workspace(owner=owner, name="Northwind Billing")
    workspace.logo.save("logo.png", ContentFile(b"a picture"))
    make_member(workspace, Role.VIEWER)
    make_invitation(workspace, secret="the-secret-of-a-link", email="grace@example.com")
    make_event(workspace)
    make_notice(owner, workspace=workspace, sentence="A letter to Ada.")
    job = make_job(workspace=workspace, started_by=owner, state=JobState.DONE)
    job.file.save("old-export.zip", ContentFile(b"an export of before"))
    return workspace


def exported(
    workspace: Workspace, out: Path, reader: User | None = None
) -> tuple[dict[str, Any], dict[str, list[dict[str, Any]]], dict[str, bytes]]:
    """What it says about itself, its rows by table, its files by name."""
    reader = reader or owner_of(workspace)
    export_workspace(workspace=workspace, reader=reader, out=out, now=timezone.now(), say=lambda *words: None)
    with ZipFile(out) as archive:
        assert archive.testzip() is None
        content = {name: archive.read(name) for name in archive.namelist()}
    about = json.loads(content.pop("about.json"))
    rows = {
        name.removeprefix("rows/").removesuffix(".json"): json.loads(content.pop(name))
        for name in list(content)
        if name.startswith("rows/")
    }
    return about, rows, {name.removeprefix("files/"): data for name, data in content.items()}


def test_export_holds_every_row_and_file_of_the_workspace(workspace: Workspace, tmp_path: Path) -> None:
    about, rows, files = exported(workspace, tmp_path / "out.zip")
    assert {name: len(found) for name, found in rows.items() if found} == {
        "accounts.workspace": 1,
        "accounts.membership": 2,
        "accounts.invitation": 1,
        "accounts.activity": 1,
        "jobs.job": 1,
    }
    assert rows["accounts.workspace"][0]["name"] == "Northwind Billing"
    assert rows["accounts.membership"][0]["user"] == {"name": "Ada Lovelace", "mail": "ada@example.com"}
    assert rows["accounts.membership"][0]["workspace"] == workspace.code
    assert rows["accounts.invitation"][0]["email"] == "grace@example.com"
    assert files == {workspace.logo.name: b"a picture"}
    assert about["workspace"] == {"code": workspace.code, "name": "Northwind Billing"}
    assert (about["export"], about["format"], about["files"]) == ("workspace", 1, [workspace.logo.name])
    assert {each["table"]: each["rows"] for each in about["tables"]} == {
        name: len(found) for name, found in rows.items()
    }
    assert about["left_out"] == LEFT_OUT


def test_export_holds_no_secret_and_no_letter_to_a_person(workspace: Workspace, owner: User, tmp_path: Path) -> None:
    _, rows, _ = exported(workspace, tmp_path / "out.zip")
    with ZipFile(tmp_path / "out.zip") as archive:
        whole = b"".join(archive.read(name) for name in archive.namelist()).decode()
    invitation = workspace.invitations.get()
    for secret in (
        owner.password,
        PASSWORD,
        SECOND_STEP,
        invitation.secret_hash,
        "the-secret-of-a-link",
        "A letter to",
    ):
        assert secret not in whole
    fields = {f"{table}.{field}" for table, found in rows.items() for row in found for field in row}
    assert fields & set(LEFT_OUT) == set()


def test_export_holds_programs_and_tokens_without_what_proves_who_they_are(
    workspace: Workspace, tmp_path: Path
) -> None:
    secret = new_secret()
    account = make_service_account(workspace, name="Build server")
    token = make_token(account, workspace=workspace, secret=secret, name="Runner 1")
    _, rows, _ = exported(workspace, tmp_path / "out.zip")
    who = {"name": "Build server", "mail": account.email}
    assert who in [each["user"] for each in rows["accounts.membership"]]
    assert [(each["user"], each["name"]) for each in rows["accounts.apitoken"]] == [(who, "Runner 1")]
    assert token.secret_hash not in json.dumps(rows)
    assert secret not in json.dumps(rows)


def test_export_holds_nothing_of_other_workspaces(workspace: Workspace, owner: User, tmp_path: Path) -> None:
    """Not even of one that the same person owns."""
    before = exported(workspace, tmp_path / "before.zip")[1:]
    other = make_workspace(owner=owner, name="Another client")
    other.logo.save("logo.png", ContentFile(b"another picture"))
    make_invitation(other)
    make_event(other)
    make_job(workspace=other)
    make_job(workspace=None, started_by=owner)
    assert exported(workspace, tmp_path / "after.zip")[1:] == before


def test_missing_file_is_named_and_the_rest_exported(workspace: Workspace, media: Path, tmp_path: Path) -> None:
    (media / str(workspace.logo.name)).unlink()
    about, rows, files = exported(workspace, tmp_path / "out.zip")
    assert (about["missing_files"], about["files"], files) == ([workspace.logo.name], [], {})
    assert len(rows["accounts.membership"]) == 2


def test_every_step_is_said_and_may_stop_the_export(workspace: Workspace, tmp_path: Path) -> None:
    said: list[tuple[str, int, int]] = []

    def say(table: str, done: int, total: int) -> None:
        said.append((table, done, total))
        if done == 2:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        export_workspace(
            workspace=workspace, reader=owner_of(workspace), out=tmp_path / "out.zip", now=timezone.now(), say=say
        )
    total = len(tables_of_workspace(workspace, owner_of(workspace)))
    assert [(done, of) for _, done, of in said] == [(0, total), (1, total), (2, total)]


def test_way_to_the_workspace_is_found_along_references() -> None:
    assert path_to_workspace(Job) == "workspace"
    assert path_to_workspace(ScheduleEntry) == ""
    assert path_to_workspace(User) == ""


def test_number_of_questions_does_not_grow_with_rows(
    workspace: Workspace, owner: User, tmp_path: Path, django_assert_num_queries: Any
) -> None:
    questions = len(tables_of_workspace(workspace, owner))
    with django_assert_num_queries(questions):
        exported(workspace, tmp_path / "few.zip", owner)
    for _ in range(30):
        make_event(workspace)
        make_member(workspace)
    with django_assert_num_queries(questions):
        exported(workspace, tmp_path / "many.zip", owner)
