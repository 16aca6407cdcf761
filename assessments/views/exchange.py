"""Answers as a workbook to fill in away from here: handed out, and where it comes back."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.text import slugify
from django.views.decorators.http import require_GET

from accounts.access import WorkspaceRequest, workspace_page
from accounts.permissions import can_contribute
from assessments.files.answers_data import answers_data
from assessments.files.workbook.template import write_template
from assessments.forms.imports import ImportForm
from assessments.models import Assessment
from assessments.queries.exchange import filed_answers
from assessments.queries.imports import imports_of
from assessments.views.sections import assessment_or_404

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_NAME = 80
IMPORTS_SHOWN = 10


@workspace_page()
@require_GET
def answers_xlsx(request: WorkspaceRequest, assessment_code: str) -> HttpResponse:
    assessment = assessment_or_404(request, assessment_code)
    submission, origin = filed_answers(assessment)
    made = BytesIO()
    write_template(assessment.questions, made, submission, origin=origin)
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
    whose = slugify(f"{assessment.workspace.name} {assessment.title}")[:LONGEST_NAME].strip("-")
    name = "-".join(filter(None, (whose, "answers", assessment.workspace.today.isoformat())))
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
