"""The results of an assessment as files to go on with."""

from __future__ import annotations

from io import BytesIO

from django.http import Http404, HttpResponse
from django.utils.text import slugify
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.access import WorkspaceRequest, workspace_page
from assessments.views.sections import assessment_or_404
from catalog.queries import question_pack
from reports.exporters.results_csv import results_csv
from reports.exporters.results_xlsx import write_results_workbook
from reports.operations.pdf import results_json
from reports.queries.results import Assessed, assess

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_NAME = 80
"""Characters of a file name before its ending, which any file system takes."""


@never_cache
@workspace_page()
@require_safe
def result_json(request: WorkspaceRequest, assessment_code: str) -> HttpResponse:
    assessed = _assessed(request, assessment_code)
    return _file(assessed, results_json(assessed.data), "application/json", "results", "json")


@never_cache
@workspace_page()
@require_safe
def result_xlsx(request: WorkspaceRequest, assessment_code: str) -> HttpResponse:
    assessed = _assessed(request, assessment_code)
    made = BytesIO()
    write_results_workbook(assessed.data, question_pack(assessed.assessment.pack), made)
    return _file(assessed, made.getvalue(), XLSX, "results", "xlsx")


@never_cache
@workspace_page()
@require_safe
def result_csv(request: WorkspaceRequest, assessment_code: str, table: str) -> HttpResponse:
    assessed = _assessed(request, assessment_code)
    try:
        lines = results_csv(assessed.data, question_pack(assessed.assessment.pack), table)
    except LookupError:
        raise Http404 from None
    return _file(assessed, "".join(lines).encode(), "text/csv; charset=utf-8", table, "csv")


def _assessed(request: WorkspaceRequest, code: str) -> Assessed:
    return assess(assessment_or_404(request, code), as_of=request.workspace.today)


def _file(assessed: Assessed, content: bytes, content_type: str, what: str, ending: str) -> HttpResponse:
    """Saved, never shown by the browser: it holds what somebody typed."""
    whose = slugify(f"{assessed.submission.organisation} {assessed.submission.title}")[:LONGEST_NAME].strip("-")
    name = "-".join(filter(None, (whose, what, assessed.result.as_of.isoformat())))
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
