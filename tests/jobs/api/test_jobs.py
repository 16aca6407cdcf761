"""Jobs as programs follow them."""

from __future__ import annotations

import pytest
from django.core.files.base import ContentFile

from accounts.domain.roles import Role
from accounts.models import Workspace
from archives.queries.exports import OF_WORKSPACE
from jobs.choices import JobState
from jobs.models import Job
from tests.api.client import ApiClient, at
from tests.factories.accounts import make_member, make_workspace, owner_of
from tests.factories.jobs import make_job

pytestmark = pytest.mark.django_db


@pytest.fixture
def workspace() -> Workspace:
    return make_workspace()


def made(workspace: Workspace, content: bytes = b"rows", **fields: object) -> Job:
    """A job that is done, with its file."""
    said = {"workspace": workspace, "state": JobState.DONE, "file_name": "rows.csv", "content_type": "text/csv"}
    job = make_job(**{**said, "started_by": owner_of(workspace), **fields})
    job.file.save("rows", ContentFile(content))
    return job


def test_job_says_how_far_it_is(workspace: Workspace) -> None:
    job = make_job(workspace=workspace, state=JobState.RUNNING, sentence="Reads the rows", done=2, total=5)
    shown = ApiClient(owner_of(workspace)).get(at("job", workspace.code, job.code)).json()
    assert (shown["state"], shown["sentence"]) == ("running", "Reads the rows")
    assert (shown["progress"], shown["files"]) == ({"done": 2, "total": 5}, [])


def test_file_is_told_of_and_handed_to_who_asked_for_it(workspace: Workspace) -> None:
    job, client = made(workspace), ApiClient(owner_of(workspace))
    [file] = client.get(at("job", workspace.code, job.code)).json()["files"]
    assert (file["name"], file["media_type"]) == ("rows.csv", "text/csv")
    answer = client.get(file["url"], Accept="text/csv")
    assert (answer.status_code, answer.getvalue()) == (200, b"rows")
    assert answer["Content-Disposition"] == 'attachment; filename="rows.csv"'
    other = ApiClient(make_member(workspace, Role.OWNER))
    assert other.get(at("job", workspace.code, job.code)).json()["files"] == []


def test_export_of_the_workspace_is_not_handed_to_a_token_of_a_lesser_role(workspace: Workspace) -> None:
    job = made(workspace, kind=OF_WORKSPACE)
    lesser = ApiClient(owner_of(workspace), role=Role.EDITOR.value)
    assert lesser.get(at("job", workspace.code, job.code)).json()["files"] == []
    assert lesser.get(at("job_file", workspace.code, job.code)).status_code == 403
    assert ApiClient(owner_of(workspace)).get(at("job_file", workspace.code, job.code)).getvalue() == b"rows"


def test_job_is_stopped_once_and_run_again(workspace: Workspace) -> None:
    viewer = make_member(workspace)
    job = make_job(workspace=workspace, started_by=viewer)
    client = ApiClient(viewer)
    assert client.post(at("job_cancel", workspace.code, job.code)).json()["state"] == "cancelled"
    late = client.post(at("job_cancel", workspace.code, job.code))
    assert (late.status_code, late.json()["detail"]) == (
        409,
        "It has gone on meanwhile: there is nothing to stop, or to repeat.",
    )
    assert client.post(at("job_retry", workspace.code, job.code)).json()["state"] == "queued"


def test_jobs_are_filtered_by_state_and_kind(workspace: Workspace) -> None:
    make_job(workspace=workspace)
    failed = make_job(workspace=workspace, state=JobState.FAILED)
    client, address = ApiClient(owner_of(workspace)), at("jobs", workspace.code)
    assert [each["code"] for each in client.get(f"{address}?state=failed").json()["results"]] == [failed.code]
    for nothing in ("lost", ""):
        assert client.get(f"{address}?state={nothing}").status_code == 400
    assert client.get(f"{address}?kind=other").json()["results"] == []
