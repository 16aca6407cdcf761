"""Reports and links to them, as the API shows them."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from rest_framework import serializers

from accounts.api.serializers import PersonSerializer
from core.rest.fields import Moment, Text, Truth
from core.rest.serializers import Body, Plain, Shown
from jobs.api.serializers import JobSerializer
from reports.models import ReportRun, ReportShare


def code_of(name: str) -> Any:
    """The code of what is named by a reference; null where there is none."""
    return serializers.CharField(source=f"{name}.code", read_only=True, allow_null=True, default=None)


class ReportFileSerializer(Plain):
    name = serializers.CharField(read_only=True)
    media_type = serializers.CharField(read_only=True)
    size = serializers.IntegerField(read_only=True)


class ReportSerializer(Shown):
    """A report that somebody asked for. It is of an assessment, or of one as a milestone froze it, of a roadmap, or of
    an evaluation; with a proposal it is the debrief of its vendor.

    `content_hash` is that of the results that the PDF has attached; there is no file as long as its job runs.
    """

    assessment = code_of("assessment")
    milestone = code_of("milestone")
    roadmap = code_of("roadmap")
    evaluation = code_of("evaluation")
    proposal = code_of("proposal")
    asked_by = PersonSerializer(read_only=True)
    is_draft = serializers.SerializerMethodField()
    is_confidential = serializers.SerializerMethodField()
    file = ReportFileSerializer(source="stored_file", read_only=True, allow_null=True)
    url = serializers.SerializerMethodField()
    job = JobSerializer(read_only=True, allow_null=True)

    class Meta:
        model = ReportRun
        fields = [
            "code",
            "title",
            "assessment",
            "milestone",
            "roadmap",
            "evaluation",
            "proposal",
            "as_of_date",
            "is_draft",
            "is_confidential",
            "asked_by",
            "asked_at",
            "made_at",
            "pages",
            "pack",
            "content_hash",
            "file",
            "url",
            "job",
        ]

    def get_is_draft(self, run: ReportRun) -> bool:
        return bool(run.options.get("is_draft"))

    def get_is_confidential(self, run: ReportRun) -> bool:
        return bool(run.options.get("is_confidential"))

    def get_url(self, run: ReportRun) -> str:
        """Where its file is."""
        address = reverse("api_report_file", args=[self.context["view"].workspace.code, run.code])
        return str(self.context["request"].build_absolute_uri(address))


class ReportBody(Body):
    """Of today; of a milestone where one is named."""

    milestone = Text(required=False, allow_null=True, default=None, help_text="The code of a milestone.")


class MarksBody(Body):
    """What is printed on each page."""

    is_draft = Truth(required=False, default=False)
    is_confidential = Truth(required=False, default=False)


class ShareSerializer(Shown):
    """A link by which somebody outside of the workspace gets one report."""

    shared_by = PersonSerializer(read_only=True)
    has_password = serializers.BooleanField(source="password", read_only=True)
    expires_at = Moment(read_only=True)

    class Meta:
        model = ReportShare
        fields = [
            "code",
            "recipient",
            "has_password",
            "shared_by",
            "shared_at",
            "expires_at",
            "revoked_at",
            "download_count",
            "last_download_at",
        ]


class NewShareSerializer(ShareSerializer):
    """With the link, which is told once: it cannot be had again."""

    url = serializers.SerializerMethodField()

    class Meta(ShareSerializer.Meta):
        fields = [*ShareSerializer.Meta.fields, "url"]

    def get_url(self, share: ReportShare) -> str | None:
        url: str | None = self.context["url"]
        return url
