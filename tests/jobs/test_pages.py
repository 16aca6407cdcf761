"""The pages of jobs: who sees and may do what, what they say, and what they cost."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.domain.roles import Role
from accounts.models import User, Workspace
from jobs.choices import JobState
from jobs.models import Job
from tests.factories.accounts import make_member, make_user, make_workspace
from tests.factories.jobs import make_job

pytestmark = pytest.mark.django_db


@pytest.fixture
def workspace() -> Workspace:
    return make_workspace(name="Northwind")


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def address(job: Job, what: str = "detail") -> str:
    return reverse(f"job_{what}", args=[job.code])


def page(user: User, url: str, **options: Any) -> str:
    answer = client_of(user).get(url, **options)
    assert answer.status_code == 200
    return answer.content.decode()


def test_job_without_a_workspace_is_its_starters_alone() -> None:
    starter = make_user()
    job = make_job(started_by=starter)
    assert client_of(starter).get(address(job)).status_code == 200
    assert client_of(make_user()).get(address(job)).status_code == 404
    superuser = make_user(is_superuser=True)
    assert client_of(superuser).get(address(job)).status_code == 404


@pytest.mark.parametrize("what", ["detail", "progress", "file"])
def test_job_of_a_workspace_is_gone_for_who_has_left_it(what: str, workspace: Workspace) -> None:
    left = make_user()
    job = make_job(workspace=workspace, started_by=left, state=JobState.DONE)
    job.file.save("file", ContentFile(b"rows"))
    assert client_of(left).get(address(job, what)).status_code == 404


@pytest.mark.parametrize(
    ("role", "started", "status"),
    [(Role.VIEWER, False, 403), (Role.CONTRIBUTOR, False, 403), (Role.EDITOR, False, 302), (Role.VIEWER, True, 302)],
)
@pytest.mark.parametrize("what", ["cancel", "retry"])
def test_starter_and_editors_may_change_a_job(
    what: str, role: Role, started: bool, status: int, workspace: Workspace
) -> None:
    member = make_member(workspace, role)
    state = JobState.QUEUED if what == "cancel" else JobState.FAILED
    job = make_job(workspace=workspace, started_by=member if started else None, state=state)
    shown = page(member, address(job))
    assert (address(job, what) in shown) == (status == 302)
    assert client_of(member).post(address(job, what)).status_code == status
    job.refresh_from_db()
    assert (job.state != state) == (status == 302)


@pytest.mark.parametrize(("what", "state"), [("cancel", JobState.DONE), ("retry", JobState.RUNNING)])
def test_change_that_comes_too_late_says_so(what: str, state: JobState) -> None:
    starter = make_user()
    job = make_job(started_by=starter, state=state)
    answer = client_of(starter).post(address(job, what), follow=True)
    assert "there was nothing to" in answer.content.decode()
    assert Job.objects.get().state == state


def file_of(name: str, content_type: str, starter: User, workspace: Workspace) -> Job:
    job = make_job(workspace=workspace, started_by=starter, state=JobState.DONE, result="One file.")
    job.file.save("stored", ContentFile(b"<script>"))
    job.file_name, job.content_type = name, content_type
    job.save()
    return job


def test_file_is_saved_and_never_shown(workspace: Workspace) -> None:
    starter = make_member(workspace, Role.VIEWER)
    job = file_of('a"b\r\nX: 1.html', "text/html", starter, workspace)
    assert address(job, "file") in page(starter, address(job))
    answer = client_of(starter).get(address(job, "file"))
    assert b"".join(answer.streaming_content) == b"<script>"  # type: ignore[attr-defined]
    assert answer["Content-Disposition"].startswith("attachment;")
    assert "\n" not in answer["Content-Disposition"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]


def test_file_is_only_for_who_asked_for_it(workspace: Workspace) -> None:
    job = file_of("rows.csv", "text/csv", make_member(workspace), workspace)
    owner = workspace.memberships.get(role=Role.OWNER).user
    assert client_of(owner).get(address(job, "file")).status_code == 403
    assert address(job, "file") not in page(owner, address(job))


def test_file_of_a_job_without_one_is_not_there() -> None:
    starter = make_user()
    job = make_job(started_by=starter, state=JobState.DONE)
    assert client_of(starter).get(address(job, "file")).status_code == 404


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "It waits for its turn."),
        ({"is_unsent": True}, "The queue cannot be reached"),
        ({"state": JobState.RUNNING, "sentence": "Reads <rows>", "done": 2, "total": 5}, "Reads &lt;rows&gt;"),
        ({"state": JobState.RUNNING, "is_cancel_asked": True}, "It stops at its next step."),
        ({"state": JobState.DONE, "result": "Nine rows."}, "Nine rows."),
        ({"state": JobState.FAILED, "failure": "The file was empty."}, "The file was empty."),
        ({"state": JobState.CANCELLED}, "It was cancelled."),
    ],
)
def test_detail_says_where_the_job_stands_and_asks_again_only_while_it_is_open(
    fields: dict[str, Any], sentence: str
) -> None:
    starter = make_user()
    job = make_job(started_by=starter, **fields)
    shown = page(starter, address(job))
    assert sentence in shown
    assert ('hx-trigger="every 2s"' in shown) == job.is_open
    assert ("See where it is now" in shown) == job.is_open


def test_progress_is_the_component_alone_and_tells_the_page_once_when_it_ends() -> None:
    starter = make_user()
    job = make_job(started_by=starter, state=JobState.RUNNING, sentence="Reads", done=2, total=5)
    client = client_of(starter)
    answer = client.get(address(job, "progress"), headers={"HX-Request": "true"})
    shown = answer.content.decode()
    assert "<html" not in shown
    assert 'max="5" value="2"' in shown
    assert "HX-Trigger" not in answer
    ended = make_job(started_by=starter, state=JobState.DONE, result="Nine rows.")
    answer = client.get(address(ended, "progress"), headers={"HX-Request": "true"})
    assert answer["HX-Trigger"] == "job-ended"
    assert "hx-" not in answer.content.decode()


def test_progress_opened_as_a_page_leads_to_the_job() -> None:
    starter = make_user()
    job = make_job(started_by=starter)
    assert client_of(starter).get(address(job, "progress"))["Location"] == address(job)


def test_list_is_filtered_by_the_address(workspace: Workspace) -> None:
    member = make_member(workspace)
    make_job(workspace=workspace, title="Failed one", state=JobState.FAILED)
    make_job(workspace=workspace, title="Waiting one")
    make_job(workspace=make_workspace(), title="Elsewhere")
    url = reverse("job_list", args=[workspace.code])
    everything, failed = page(member, url), page(member, f"{url}?state=failed")
    assert ("Failed one" in everything, "Waiting one" in everything, "Elsewhere" in everything) == (True, True, False)
    assert ("Failed one" in failed, "Waiting one" in failed) == (True, False)
    assert "Waiting one" in page(member, f"{url}?state=nonsense&page=-1")
    assert "No job is in this state" in page(member, f"{url}?state=running")


def test_list_has_pages_that_keep_the_filter(workspace: Workspace) -> None:
    member = make_member(workspace)
    for number in range(30):
        make_job(workspace=workspace, title=f"Job {number:02}", state=JobState.DONE)
    url = reverse("job_list", args=[workspace.code])
    shown = page(member, f"{url}?state=done&page=2")
    assert "Job 04" in shown
    assert "Job 05" not in shown
    assert "state=done&amp;page=1" in shown


def test_pages_cost_the_same_with_one_and_with_thirty_jobs(workspace: Workspace) -> None:
    member = make_member(workspace)
    client = client_of(member)
    job = make_job(workspace=workspace, started_by=member)
    urls = [reverse("job_list", args=[workspace.code]), address(job), address(job, "progress")]
    queries_of(client, urls[0])  # the first page of a session writes it down
    costs = [queries_of(client, url) for url in urls]
    for _ in range(29):
        make_job(workspace=workspace, started_by=make_user(), state=JobState.FAILED)
    assert [queries_of(client, url) for url in urls] == costs
    assert max(costs) <= 10


def queries_of(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url, headers={"HX-Request": "true"}).status_code == 200
    return len(queries)


def test_moments_are_those_of_the_workspace(workspace: Workspace) -> None:
    Workspace.objects.update(time_zone="Asia/Tokyo")
    noon = datetime(2026, 11, 21, 12, tzinfo=UTC)
    job = make_job(workspace=workspace, queued_at=noon)
    assert "21:00" in page(make_member(workspace, Role.VIEWER), address(job))
