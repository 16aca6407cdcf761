"""The jobs of a workspace."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponseBase
from django.utils.translation import gettext_lazy as _
from django_filters import FilterSet
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.viewsets import WorkspaceViewSet
from core.downloads import attached
from core.rest.downloads import Download
from core.rest.problems import FORBIDDEN, Problem
from jobs.api.serializers import JobSerializer
from jobs.models import Job
from jobs.operations import JobIsOverError, cancel_job, retry_job
from jobs.permissions import can_change_job, can_fetch_file
from jobs.queries import jobs_of_workspace

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class JobFilters(FilterSet):
    class Meta:
        model = Job
        fields = ["state", "kind"]


class JobViewSet(WorkspaceViewSet):
    noun = "Job"
    serializer_class = JobSerializer
    filterset_class = JobFilters
    answers = {"file": Download(("application/zip", XLSX))}
    sorts = {"queued_at": "queued_at"}
    order = ("-pk",)
    also_answers = {"file": (403,)}
    refuses = {JobIsOverError: _("It has gone on meanwhile: there is nothing to stop, or to repeat.")}

    def get_queryset(self) -> Any:
        return jobs_of_workspace(self.workspace).select_related("workspace", "started_by")

    def retrieve(self, request: Request, **place: Any) -> Response:
        """Read how far a job is.

        It is over when its state is done, failed or cancelled. Ask every few seconds, not more often.
        """
        return self.show(self.get_object())

    def cancel(self, request: Request, **place: Any) -> Response:
        """Stop it, as whoever started it or as an editor. One that runs stops at the next step."""
        cancel_job(job=self._changeable(), user=self.actor)
        return self.show(self.get_object())

    def retry(self, request: Request, **place: Any) -> Response:
        """Let a failed or cancelled job run again, as whoever started it or as an editor."""
        retry_job(job=self._changeable(), user=self.actor)
        return self.show(self.get_object())

    def file(self, request: Request, **place: Any) -> HttpResponseBase:
        """Download what it made, as whoever asked for it."""
        job: Job = self.get_object()
        if not job.file:
            raise Http404
        if not can_fetch_file(self.actor, job, self.membership):
            raise Problem(FORBIDDEN, _("A job’s file is for whoever asked for it."))
        return attached(job.file_name, job.file.open(), job.content_type)

    def _changeable(self) -> Job:
        job: Job = self.get_object()
        if not can_change_job(self.actor, job, self.membership):
            raise Problem(FORBIDDEN, _("A job is stopped or repeated by whoever started it, and by editors."))
        return job
