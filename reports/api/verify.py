"""Whether a PDF is one of the reports that the caller may see, and unchanged."""

from __future__ import annotations

from typing import Any

from allauth.core.ratelimit import consume
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.serializers import PersonSerializer
from accounts.api.viewsets import ApiViewSet
from core.rest.bodies import FromForm
from core.rest.problems import TOO_MANY, FieldError, InvalidProblem, Problem
from core.rest.serializers import Plain, Shown
from reports.forms.verify import TOO_OFTEN, VerifyForm
from reports.models import ReportRun
from reports.queries.verify import RefusedPdfError, Verdict, reports_visible_to, verify_pdf


class NamedWorkspaceSerializer(Plain):
    code = serializers.CharField(read_only=True)
    name = serializers.CharField(read_only=True)


class OriginalReportSerializer(Shown):
    """The report that a file is, or was made from. `sha256` is that of its file as it was made."""

    workspace = NamedWorkspaceSerializer(read_only=True)
    asked_by = PersonSerializer(read_only=True, allow_null=True)
    sha256 = serializers.CharField(source="stored_file.sha256", read_only=True)

    class Meta:
        model = ReportRun
        fields = [
            "code",
            "title",
            "workspace",
            "as_of_date",
            "made_at",
            "asked_by",
            "pack",
            "scoring_version",
            "content_hash",
            "sha256",
        ]


class VerifiedSerializer(Plain):
    """What can be said of a PDF.

    `unchanged` is certain. `changed` says that it names a report of yours, or holds its results (`has_its_results`),
    and is not that file byte for byte; `foreign` that no report of yours was found. `content_hash` is that of the
    results attached to it; `is_printed` whether its pages print that, null where it cannot be read.
    """

    verdict = serializers.ChoiceField(choices=[verdict.value for verdict in Verdict], source="verdict.value")
    sha256 = serializers.CharField()
    content_hash = serializers.CharField()
    is_printed = serializers.BooleanField(allow_null=True)
    has_its_results = serializers.BooleanField()
    is_deleted = serializers.BooleanField()
    report = OriginalReportSerializer(source="run", allow_null=True)


class VerifyViewSet(ApiViewSet):
    noun = "Report"
    serializer_class = VerifiedSerializer
    bodies = {"verify": FromForm(VerifyForm)}

    def verify(self, request: Request) -> Response:
        """Tell whether a PDF is one of the reports of your workspaces, and unchanged. It is read and not kept.

        Reports of other workspaces are as unknown here as those of nobody.
        """
        form = self.form(lambda data, files: VerifyForm(data, files))
        if not consume(request._request, action="report_verify", user=self.actor):
            raise Problem(TOO_MANY, TOO_OFTEN, headers={"Retry-After": "60"})
        reports = reports_visible_to(self.actor)
        if self.token and self.token.workspace_id:
            reports = reports.filter(workspace=self.token.workspace_id)
        try:
            verified: Any = verify_pdf(form.cleaned_data["pdf"].read(), among=reports)
        except RefusedPdfError as refused:
            raise InvalidProblem([FieldError("#/pdf", str(refused))]) from None
        return self.show(verified)
