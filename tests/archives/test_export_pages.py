"""The two pages: who may see them, what a click starts, and what comes of it."""

import json
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.domain.roles import Role
from accounts.models import Membership, User, Workspace
from archives.queries.exports import OF_PERSON, OF_WORKSPACE
from jobs.choices import JobState
from jobs.models import Job
from jobs.running import Running
from tests.factories.accounts import make_event, make_member, make_user, make_workspace
from tests.factories.jobs import make_job

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media", "unsent")]


@pytest.fixture
def unsent(monkeypatch: pytest.MonkeyPatch) -> None:
    """No runner hears of a job: the test runs it itself."""
    monkeypatch.setattr("jobs.messages.send", lambda pk: True)


@pytest.fixture
def workspace() -> Workspace:
    return make_workspace(name="Größe & Söhne")


@pytest.fixture
def owner(workspace: Workspace) -> User:
    return workspace.memberships.get().user


def client_of(user: User) -> Client:
    """Signed in a moment ago, with a password."""
    client = Client()
    client.force_login(user)
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": timezone.now().timestamp()}]
    session.save()
    return client


def content_of(response: Any) -> bytes:
    return b"".join(response.streaming_content)


def test_owner_exports_the_workspace_and_downloads_it(workspace: Workspace, owner: User, media: Path) -> None:
    client, address = client_of(owner), reverse("workspace_export", args=[workspace.code])
    assert "Memberships" in client.get(address).content.decode()
    assert client.post(address)["Location"] == address
    job = Job.objects.get(kind=OF_WORKSPACE)
    assert (job.workspace, job.started_by) == (workspace, owner)
    assert workspace.activities.get().verb == "workspace.exported"

    assert Running().run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.failure) == (JobState.DONE, "")
    assert "rows are in it." in job.result
    download = reverse("job_file", args=[job.code])
    assert download in client.get(address).content.decode()
    answer = client.get(download)
    assert f"groe-sohne-{timezone.now():%Y-%m-%d}.zip" in answer["Content-Disposition"]
    with ZipFile(BytesIO(content_of(answer))) as archive:
        assert json.loads(archive.read("about.json"))["workspace"]["name"] == "Größe & Söhne"
    assert not list(media.parent.glob(".export-*"))


def test_asking_twice_makes_one_export(workspace: Workspace, owner: User) -> None:
    client, address = client_of(owner), reverse("workspace_export", args=[workspace.code])
    client.post(address)
    client.post(address)
    assert Job.objects.count() == 1
    assert "It waits for its turn." in client.get(address).content.decode()


def test_owner_who_is_none_any_more_gets_no_export(workspace: Workspace, owner: User) -> None:
    client_of(owner).post(reverse("workspace_export", args=[workspace.code]))
    make_member(workspace, Role.OWNER)
    Membership.objects.filter(user=owner).update(role=Role.VIEWER.value)
    job = Job.objects.get()
    Running().run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.failure) == (JobState.FAILED, "Only an owner of the workspace can export it.")
    assert not job.file


def test_second_owner_sees_no_export_of_the_first(workspace: Workspace, owner: User) -> None:
    job = make_job(kind=OF_WORKSPACE, workspace=workspace, started_by=owner, title="Export of the workspace")
    second = make_member(workspace, Role.OWNER)
    assert job.code not in client_of(second).get(reverse("workspace_export", args=[workspace.code])).content.decode()


def test_person_exports_what_is_stored_about_them(owner: User, workspace: Workspace) -> None:
    client, address = client_of(owner), reverse("account_export")
    assert client.get(address).status_code == 200
    client.post(address)
    client.post(address)
    job = Job.objects.get(kind=OF_PERSON)
    assert Running().run(job.pk)
    answer = client.get(reverse("job_file", args=[job.code]))
    assert answer["Content-Type"] == "application/json"
    content = json.loads(content_of(answer))
    assert content["person"]["mail"] == owner.email
    assert [row["workspace"] for row in content["tables"]["accounts.membership"]] == [workspace.code]


def test_own_export_asks_for_the_password_again() -> None:
    client = Client()
    client.force_login(make_user(password="correct horse battery"))
    answer = client.get(reverse("account_export"))
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_reauthenticate"))


@pytest.mark.parametrize("name", ["workspace_export", "account_export"])
def test_page_asks_the_same_few_questions_whatever_there_is(
    name: str, workspace: Workspace, owner: User, django_assert_max_num_queries: Any
) -> None:
    client = client_of(owner)
    address = reverse(name, args=[workspace.code] if name == "workspace_export" else [])
    client.get(address)  # the first time, the session is written down
    counts = []
    for rows in (1, 29):
        for _ in range(rows):
            make_event(workspace)
            make_job(kind=OF_WORKSPACE, workspace=workspace, started_by=owner)
            make_job(kind=OF_PERSON, started_by=owner)
        with django_assert_max_num_queries(10) as asked:
            assert client.get(address).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]
