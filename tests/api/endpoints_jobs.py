"""Who may call which endpoint of jobs."""

from __future__ import annotations

from typing import Any

from django.core.files.base import ContentFile

from accounts.models import Workspace
from jobs.choices import JobState
from tests.api.endpoint_kinds import EDITOR, VIEWER, Appointed, Endpoint, Open, Personal
from tests.factories.accounts import owner_of
from tests.factories.jobs import make_job


def _job(workspace: Workspace) -> dict[str, Any]:
    return {"code": make_job(workspace=workspace).code}


def _job_with_file(workspace: Workspace) -> dict[str, Any]:
    said = {"file_name": "rows.zip", "content_type": "application/zip"}
    job = make_job(workspace=workspace, started_by=owner_of(workspace), state=JobState.DONE, **said)
    job.file.save("rows", ContentFile(b"rows"))
    return {"code": job.code}


JOBS: dict[str, Endpoint | Appointed | Personal | Open] = {
    "api_jobs": Endpoint(get=VIEWER),
    "api_job": Endpoint(_job, get=VIEWER),
    "api_job_cancel": Endpoint(_job, post=EDITOR),
    "api_job_retry": Endpoint(_job, post=EDITOR),
    "api_job_file": Appointed(_job_with_file),
}
