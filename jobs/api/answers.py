"""What an endpoint answers that began something long.

answers = {"export": JobSerializer}
statuses = {"export": 202}

def export(self, request: Request, **place: Any) -> Response:
    return accepted(self, ask_for_file(…))
"""

from __future__ import annotations

from django.urls import reverse
from rest_framework.response import Response

from accounts.api.viewsets import WorkspaceViewSet
from jobs.models import Job


def accepted(endpoint: WorkspaceViewSet, job: Job) -> Response:
    """202, with the job and where to follow it."""
    return endpoint.show(job, status=202, location=job_address(endpoint, job))


def job_address(endpoint: WorkspaceViewSet, job: Job) -> str:
    return reverse("api_job", args=[endpoint.workspace.code, job.code])
