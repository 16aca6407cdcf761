"""The results of an assessment as files to go on with."""

from __future__ import annotations

from io import BytesIO

from django.http import Http404, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import WorkspaceRequest, workspace_page
from assessments.models import Assessment
from assessments.queries.exchange import XLSX, file_name, is_large
from assessments.views.large_files import large_file
from assessments.views.sections import assessment_or_404
from catalog.queries import question_pack
from reports.exporters.results_csv import results_csv
from reports.operations.pdf import results_json
from reports.operations.results_files import RESULTS, write_results
from reports.queries.results import Assessed, assess


@never_cache
@workspace_page()
@require_safe
def result_json(request: WorkspaceRequest, assessment_code: str) -> HttpResponse:
    assessed = _assessed(request, assessment_code)
    return _file(assessed.assessment, results_json(assessed.data), "application/json", "results", "json")


@never_cache
@workspace_page()
@require_http_methods(["GET", "HEAD", "POST"])
def result_xlsx(request: WorkspaceRequest, assessment_code: str) -> HttpResponse:
    assessment = assessment_or_404(request, assessment_code)
    if is_large(assessment):
        return large_file(request, assessment, RESULTS, _("Results as a workbook"))
    made = BytesIO()
    write_results(assessment, made)
    return _file(assessment, made.getvalue(), XLSX, "results", "xlsx")


@never_cache
@workspace_page()
@require_safe
def result_csv(request: WorkspaceRequest, assessment_code: str, table: str) -> HttpResponse:
    assessed = _assessed(request, assessment_code)
    try:
        lines = results_csv(assessed.data, question_pack(assessed.assessment.pack), table)
    except LookupError:
        raise Http404 from None
    return _file(assessed.assessment, "".join(lines).encode(), "text/csv; charset=utf-8", table, "csv")


def _assessed(request: WorkspaceRequest, code: str) -> Assessed:
    return assess(assessment_or_404(request, code), as_of=request.workspace.today)


def _file(assessment: Assessment, content: bytes, content_type: str, what: str, ending: str) -> HttpResponse:
    """Saved, never shown by the browser: it holds what somebody typed."""
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{file_name(assessment, what, ending)}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
