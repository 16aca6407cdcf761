"""The results of an assessment: where it stands, what made the numbers, and what to do first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.access import WorkspaceRequest, workspace_page
from accounts.permissions import can_contribute, can_edit
from assessments.models import Assessment
from assessments.views.sections import assessment_or_404, group_or_404
from reports.builders.result_lines import ANY, Links
from reports.builders.result_page import (
    ResultPage,
    build_group_page,
    build_page,
    what_if_group,
    what_if_whole,
)
from reports.builders.result_steps import WhatIf
from reports.builders.result_terms import find_terms
from reports.queries.results import Assessed, assess

PART = "X-Part"
"""With this header a script of ours asks for a piece of the page."""
LONGEST_KEY = 200
TABLES = ("summary", "phases", "domains", "questions", "gaps", "evidence")


@workspace_page()
@require_safe
def result_detail(request: WorkspaceRequest, assessment_code: str) -> HttpResponse:
    assessed = _assessed(request, assessment_code)
    return _answer(
        request,
        assessed,
        page=lambda links, chosen: build_page(assessed.result, links, chosen),
        what_if=lambda chosen: what_if_whole(assessed.result, chosen),
        kind="phase",
        group=None,
    )


@workspace_page()
@require_safe
def result_group(request: WorkspaceRequest, assessment_code: str, kind: str, group: str) -> HttpResponse:
    assessed = _assessed(request, assessment_code)
    found = group_or_404(assessed.assessment, kind, group)
    return _answer(
        request,
        assessed,
        page=lambda links, chosen: build_group_page(assessed.result, kind, group, links, chosen),
        what_if=lambda chosen: what_if_group(assessed.result, kind, group, chosen),
        kind=kind,
        group=found,
    )


def _assessed(request: WorkspaceRequest, code: str) -> Assessed:
    return assess(assessment_or_404(request, code), as_of=request.workspace.today)


def _answer(
    request: WorkspaceRequest,
    assessed: Assessed,
    *,
    page: Callable[[Links, frozenset[str]], ResultPage],
    what_if: Callable[[frozenset[str]], WhatIf],
    kind: str,
    group: Any,
) -> HttpResponse:
    """The whole page, or the piece of it that was asked for."""
    chosen = frozenset(request.GET.getlist("close"))
    part = request.headers.get(PART, "")
    if part == "what-if":
        return render(request, "reports/results/what_if.html", {"what_if": what_if(chosen)})
    links = _links(assessed.assessment)
    terms = find_terms(assessed.result, request.GET.get("terms", "")[:LONGEST_KEY], links)
    if part == "terms":
        return render(request, "reports/results/terms.html", {"terms": terms})
    result = assessed.result
    context = {
        "assessment": assessed.assessment,
        "pack": result.pack,
        "as_of": result.as_of,
        "page": page(links, chosen),
        "terms": terms,
        "kind": kind,
        "group": group,
        "groups": [
            (each.group, links.to_group(kind, each.group.id))
            for each in (result.phases if kind == "phase" else result.domains)
            if each.counts.total
        ],
        "tables": TABLES,
        "may_answer": can_contribute(request.membership),
        "may_report": can_edit(request.membership),
    }
    return render(request, "reports/results/page.html", context)


def _links(assessment: Assessment) -> Links:
    codes = {"workspace_code": assessment.workspace.code, "assessment_code": assessment.code}
    return Links(
        question=reverse("question_detail", kwargs={**codes, "question": ANY}),
        phase=reverse("result_group", kwargs={**codes, "kind": "phase", "group": ANY}),
        domain=reverse("result_group", kwargs={**codes, "kind": "domain", "group": ANY}),
    )
