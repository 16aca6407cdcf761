"""A job as the API shows it."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from rest_framework import serializers

from accounts.api.serializers import PersonSerializer
from core.rest.serializers import Plain, Shown
from jobs.models import Job
from jobs.permissions import can_fetch_file


class ProgressSerializer(Plain):
    """How far it is; 0 of 0 as long as nobody knows."""

    done = serializers.IntegerField(read_only=True)
    total = serializers.IntegerField(read_only=True)


class JobFileSerializer(Plain):
    """What it made."""

    name = serializers.CharField(source="file_name", read_only=True)
    media_type = serializers.CharField(source="content_type", read_only=True)
    url = serializers.SerializerMethodField()

    def get_url(self, job: Job) -> str:
        assert job.workspace
        address = reverse("api_job_file", args=[job.workspace.code, job.code])
        return str(self.context["request"].build_absolute_uri(address))


class JobSerializer(Shown):
    """Work that takes long. `sentence` says what it does now, `result` what came of it, `failure` why it failed.

    `files` are there for whoever asked for them.
    """

    progress = ProgressSerializer(source="*", read_only=True)
    started_by = PersonSerializer(read_only=True)
    files = serializers.SerializerMethodField()

    class Meta:
        model = Job
        fields = [
            "code",
            "kind",
            "title",
            "state",
            "progress",
            "sentence",
            "result",
            "failure",
            "files",
            "started_by",
            "queued_at",
            "started_at",
            "finished_at",
        ]

    def get_files(self, job: Job) -> JobFileSerializer(many=True):  # type: ignore[valid-type]
        """At most one so far."""
        endpoint = self.context["view"]
        found = [job] if can_fetch_file(endpoint.actor, job, endpoint.membership) else []
        shown: Any = JobFileSerializer(found, many=True, context=self.context).data
        return shown
