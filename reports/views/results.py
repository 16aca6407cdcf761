"""The results of an assessment: where it stands, what made the numbers, and what to do first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import WorkspaceRequest, workspace_page
from accounts.permissions import can_contribute, can_edit
from assessments.choices import StandingChoice
from assessments.domain.answers import Scope
from assessments.views.milestones import says_what_is_damaged
from assessments.views.sections import asked_group_or_404
from core.local import day
from reports.builders.result_lines import ANY, Links, Planned
from reports.builders.result_page import (
    ResultPage,
    build_group_page,
    build_page,
    what_if_group,
    what_if_whole,
)
from reports.builders.result_steps import WhatIf
from reports.builders.result_terms import find_terms
from reports.domain.record import Signature
from reports.queries.record import record_of
from reports.queries.results import Assessed
from reports.views.door import assessed_or_404
from roadmap.queries.feeding import actions_fed_by, newest_fed_by

PART = "X-Part"
"""With this header a script of ours asks for a piece of the page."""
LONGEST_KEY = 200
TABLES = ("summary", "phases", "domains", "questions", "gaps", "evidence")


@workspace_page()
@says_what_is_damaged
@require_safe
def result_detail(request: WorkspaceRequest, assessment_code: str, milestone_code: str = "") -> HttpResponse:
    assessed = assessed_or_404(request, assessment_code, milestone_code)
    return _answer(
        request,
        assessed,
        page=lambda links, chosen: build_page(assessed.result, links, chosen, _when(assessed)),
        what_if=lambda chosen: what_if_whole(assessed.result, chosen),
        kind="phase",
        group=None,
    )


@workspace_page()
@says_what_is_damaged
@require_safe
def result_group(
    request: WorkspaceRequest, assessment_code: str, kind: str, group: str, milestone_code: str = ""
) -> HttpResponse:
    assessed = assessed_or_404(request, assessment_code, milestone_code)
    found = asked_group_or_404(assessed.result.pack, kind, group)
    return _answer(
        request,
        assessed,
        page=lambda links, chosen: build_group_page(assessed.result, kind, group, links, chosen, _when(assessed)),
        what_if=lambda chosen: what_if_group(assessed.result, kind, group, chosen),
        kind=kind,
        group=found,
    )


def _when(assessed: Assessed) -> str:
    return _("on %(day)s") % {"day": day(assessed.result.as_of)} if assessed.milestone else _("today")


def _answer(
    request: WorkspaceRequest,
    assessed: Assessed,
    *,
    page: Callable[[Links, frozenset[str]], ResultPage],
    what_if: Callable[[frozenset[str]], WhatIf],
    kind: str,
    group: Any,
) -> HttpResponse:
    """The whole page, or the piece of it that was asked for. Of what is frozen nobody asks what would be."""
    milestone = assessed.milestone
    chosen = frozenset(request.GET.getlist("close") if milestone is None else ())
    part = request.headers.get(PART, "")
    if part == "what-if":
        return render(request, "reports/results/what_if.html", {"what_if": what_if(chosen)})
    links = _links(assessed)
    terms = find_terms(assessed.result, request.GET.get("terms", "")[:LONGEST_KEY], links)
    if part == "terms":
        return render(request, "reports/results/terms.html", {"terms": terms})
    result = assessed.result
    context = {
        "assessment": assessed.assessment,
        "milestone": milestone,
        "is_core": assessed.submission.scope is Scope.CORE,
        "pack": result.pack,
        "as_of": result.as_of,
        "page": page(replace(links, planned=_planned(assessed)), chosen),
        "terms": terms,
        "kind": kind,
        "group": group,
        "groups": [
            (each.group, links.to_group(kind, each.group.id))
            for each in (result.phases if kind == "phase" else result.domains)
            if each.counts.total
        ],
        "signatures": _signatures(assessed, kind, group),
        "tables": TABLES,
        "may_answer": milestone is None and can_contribute(request.membership),
        "may_report": can_edit(request.membership),
        "roadmap": newest_fed_by(assessed.assessment) if milestone is None else None,
    }
    return render(request, "reports/results/page.html", context)


def _signatures(assessed: Assessed, kind: str, group: Any) -> list[tuple[str, Any, Signature]]:
    """Of all phases, or of the one that the page is about: its title, its state in words, and whose names are there."""
    phases = assessed.result.pack.phase
    return [
        (phases[each.phase].title, StandingChoice(each.state).label, each)
        for each in record_of(assessed).signatures
        if group is None or (kind == "phase" and each.phase == group.id)
    ]


def _planned(assessed: Assessed) -> dict[str, Planned]:
    """What is on a roadmap by now is of no milestone."""
    actions = {} if assessed.milestone else actions_fed_by(assessed.assessment)
    return {
        question: Planned(each.title, each.get_state_display(), each.get_absolute_url())
        for question, each in actions.items()
    }


def _links(assessed: Assessed) -> Links:
    """Of a milestone they lead to its own pages, and a question to what is answered now."""
    assessment, group = assessed.assessment, "result_group"
    codes = {"workspace_code": assessment.workspace.code, "assessment_code": assessment.code}
    question = reverse("question_detail", kwargs={**codes, "question": ANY})
    if assessed.milestone:
        group, codes["milestone_code"] = "milestone_result_group", assessed.milestone.code
    return Links(
        question=question,
        phase=reverse(group, kwargs={**codes, "kind": "phase", "group": ANY}),
        domain=reverse(group, kwargs={**codes, "kind": "domain", "group": ANY}),
    )
