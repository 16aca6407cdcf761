"""What is stored about a person, as a file of their own."""

import json
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.utils import timezone

from accounts.models import Membership, User
from archives.operations.exporting import export_person
from tests.factories.accounts import make_event, make_member, make_notice, make_user, make_workspace
from tests.factories.jobs import make_job

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]

PASSWORD = "a-password-nobody-may-read"
SECOND_STEP = "JBSWY3DPEHPK3PXP"


@pytest.fixture
def user() -> User:
    user = make_user(name="Ada Lovelace", email="ada@example.com", password=PASSWORD)
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": SECOND_STEP})
    return user


def exported(user: User, out: Path) -> tuple[str, dict[str, Any]]:
    export_person(user=user, out=out, now=timezone.now(), say=lambda *words: None)
    whole = out.read_text(encoding="utf-8")
    return whole, json.loads(whole)


def test_export_holds_what_names_the_person(user: User, tmp_path: Path) -> None:
    workspace = make_workspace(name="Northwind")
    make_member(workspace, user=user)
    make_event(workspace, actor=user)
    make_notice(user, sentence="A letter to Ada.")
    make_job(started_by=user, title="An export")
    whole, content = exported(user, tmp_path / "out.json")
    tables = content["tables"]
    assert content["person"] == {"name": "Ada Lovelace", "mail": "ada@example.com"}
    assert [row["email"] for row in tables["accounts.user"]] == ["ada@example.com"]
    assert [row["workspace"] for row in tables["accounts.membership"]] == [workspace.code]
    assert [row["sentence"] for row in tables["accounts.notice"]] == ["A letter to Ada."]
    assert [row["verb"] for row in tables["accounts.activity"]] == ["workspace.restored"]
    assert [row["title"] for row in tables["jobs.job"]] == ["An export"]
    assert [row["type"] for row in tables["mfa.authenticator"]] == ["totp"]
    for secret in (user.password, PASSWORD, SECOND_STEP):
        assert secret not in whole


def test_export_holds_nothing_about_others(user: User, tmp_path: Path) -> None:
    workspace = make_workspace(owner=make_user(name="Grace Hopper", email="grace@example.com"))
    make_member(workspace, user=user)
    make_event(workspace)
    make_notice(workspace.memberships.exclude(user=user).get().user, sentence="A letter to Grace.")
    whole, content = exported(user, tmp_path / "out.json")
    assert "Grace" not in whole
    assert "grace@" not in whole
    assert len(content["tables"]["accounts.membership"]) == 1


def test_what_somebody_did_in_a_workspace_stays_there_when_they_leave(user: User, tmp_path: Path) -> None:
    workspace = make_workspace()
    make_member(workspace, user=user)
    make_event(workspace, actor=user)
    make_job(workspace=workspace, started_by=user)
    Membership.objects.filter(user=user).delete()
    _, content = exported(user, tmp_path / "out.json")
    assert content["tables"]["accounts.activity"] == content["tables"]["jobs.job"] == []
