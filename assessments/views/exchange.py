"""Answers as a workbook to fill in away from here: handed out, and where it comes back."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import WorkspaceRequest, workspace_page
from accounts.permissions import can_contribute
from assessments.files.answers_data import answers_data
from assessments.forms.imports import ImportForm
from assessments.models import Assessment
from assessments.operations.large_files import ANSWERS, write_answers
from assessments.queries.exchange import XLSX, file_name, filed_answers, is_large
from assessments.queries.imports import imports_of
from assessments.views.large_files import large_file
from assessments.views.sections import assessment_or_404

IMPORTS_SHOWN = 10


@workspace_page()
@require_http_methods(["GET", "POST"])
def answers_xlsx(request: WorkspaceRequest, assessment_code: str) -> HttpResponse:
    assessment = assessment_or_404(request, assessment_code)
    if is_large(assessment):
        return large_file(request, assessment, ANSWERS, _("Answers as a workbook"))
    made = BytesIO()
    write_answers(assessment, made)
    return _file(assessment, made.getvalue(), XLSX, "xlsx")


@workspace_page()
@require_GET
def answers_json(request: WorkspaceRequest, assessment_code: str) -> HttpResponse:
    assessment = assessment_or_404(request, assessment_code)
    data = answers_data(filed_answers(assessment)[0])
    content = (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()
    return _file(assessment, content, "application/json", "json")


@workspace_page()
@require_GET
def answers_exchange(request: WorkspaceRequest, assessment_code: str) -> HttpResponse:
    return exchange_page(request, assessment_or_404(request, assessment_code))


def exchange_page(request: WorkspaceRequest, assessment: Assessment, **refused: Any) -> HttpResponse:
    """With `refused`: the form that was sent, and the faults of its file."""
    context = {
        "assessment": assessment,
        "pack": assessment.questions,
        "form": ImportForm(),
        "imports": imports_of(assessment, IMPORTS_SHOWN),
        "may_answer": can_contribute(request.membership),
        **refused,
    }
    return render(request, "assessments/import_form.html", context, status=422 if refused else 200)


def _file(assessment: Assessment, content: bytes, content_type: str, ending: str) -> HttpResponse:
    """Saved, never shown by the browser: it holds what people typed."""
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{file_name(assessment, "answers", ending)}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
