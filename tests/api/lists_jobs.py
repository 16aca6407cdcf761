"""How the list of jobs is filled."""

from __future__ import annotations

from django.core.files.base import ContentFile

from accounts.models import Workspace
from jobs.choices import JobState
from tests.api.endpoint_kinds import Filled
from tests.factories.accounts import make_member
from tests.factories.jobs import make_job


def _jobs(workspace: Workspace) -> Filled:
    def add() -> None:
        job = make_job(workspace=workspace, started_by=make_member(workspace), state=JobState.DONE)
        job.file.save("rows", ContentFile(b"rows"))

    return [workspace.code], add


JOB_LISTS = {"api_jobs": _jobs}
SINGLE_JOBS = {"api_job", "api_job_file"}
