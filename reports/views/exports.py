"""The results of an assessment as files to go on with."""

from __future__ import annotations

from io import BytesIO

from django.http import Http404, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import WorkspaceRequest, workspace_page
from assessments.queries.exchange import XLSX, file_name, is_large
from assessments.views.large_files import large_file
from assessments.views.milestones import says_what_is_damaged
from assessments.views.sections import assessment_or_404
from reports.exporters.results_csv import results_csv
from reports.exporters.results_xlsx import write_results_workbook
from reports.operations.pdf import results_json
from reports.operations.results_files import RESULTS
from reports.queries.results import Assessed, assess
from reports.views.door import assessed_or_404


@never_cache
@workspace_page()
@says_what_is_damaged
@require_safe
def result_json(request: WorkspaceRequest, assessment_code: str, milestone_code: str = "") -> HttpResponse:
    assessed = assessed_or_404(request, assessment_code, milestone_code)
    return attached(_name(assessed, "results", "json"), results_json(assessed.data), "application/json")


@never_cache
@workspace_page()
@require_http_methods(["GET", "HEAD", "POST"])
def result_xlsx(request: WorkspaceRequest, assessment_code: str) -> HttpResponse:
    assessment = assessment_or_404(request, assessment_code)
    if is_large(assessment):
        return large_file(request, assessment, RESULTS, _("Results as a workbook"))
    return _workbook(assess(assessment, as_of=request.workspace.today))


@never_cache
@workspace_page()
@says_what_is_damaged
@require_safe
def milestone_xlsx(request: WorkspaceRequest, assessment_code: str, milestone_code: str) -> HttpResponse:
    return _workbook(assessed_or_404(request, assessment_code, milestone_code))


@never_cache
@workspace_page()
@says_what_is_damaged
@require_safe
def result_csv(request: WorkspaceRequest, assessment_code: str, table: str, milestone_code: str = "") -> HttpResponse:
    assessed = assessed_or_404(request, assessment_code, milestone_code)
    try:
        lines = results_csv(assessed.data, assessed.pack, table)
    except LookupError:
        raise Http404 from None
    return attached(_name(assessed, table, "csv"), "".join(lines).encode(), "text/csv; charset=utf-8")


def _workbook(assessed: Assessed) -> HttpResponse:
    made = BytesIO()
    write_results_workbook(assessed.data, assessed.pack, made)
    return attached(_name(assessed, "results", "xlsx"), made.getvalue(), XLSX)


def attached(name: str, content: bytes, content_type: str) -> HttpResponse:
    """Saved, never shown by the browser: it holds what somebody typed."""
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _name(assessed: Assessed, what: str, ending: str) -> str:
    return file_name(assessed.assessment, what, ending, day=assessed.result.as_of)
