"""All questions of an assessment on one page, to read, to search and to print."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render

from accounts.access import WorkspaceRequest, workspace_page
from assessments.choices import GroupKind
from assessments.domain.results import GroupResult
from assessments.domain.searching import LONGEST_SEARCH
from assessments.queries.questions import list_questions
from assessments.views.sections import SHOW_LABELS, assessment_or_404, chips, number_of, show_of
from assessments.views.shown import ShownQuestion


@dataclass(frozen=True, slots=True)
class ShownGroup:
    """A section as it is read."""

    result: GroupResult
    questions: list[ShownQuestion]


@workspace_page()
def question_list(request: WorkspaceRequest, assessment_code: str) -> HttpResponse:
    assessment = assessment_or_404(request, assessment_code)
    kind = GroupKind.DOMAIN if request.GET.get("by") == GroupKind.DOMAIN else GroupKind.PHASE
    show = show_of(request.GET.get("show", ""))
    text = request.GET.get("q", "").strip()[:LONGEST_SEARCH]
    listed = list_questions(assessment, kind, show=show, text=text, page=number_of(request.GET.get("page", "")))
    pack = assessment.questions

    context = {
        "assessment": assessment,
        "groups": [
            ShownGroup(
                group.result,
                [
                    ShownQuestion(pack, line, open_comments=listed.comments.get(line.question.id, 0))
                    for line in group.lines
                ],
            )
            for group in listed.groups
        ],
        "listed": listed,
        "page": listed.page,
        "kind": kind,
        "show": show,
        "text": text,
        "chips": chips(listed.counts, show),
        "shown_label": SHOW_LABELS[show],
        "is_filtered": listed.found < listed.total,
    }
    return render(request, "assessments/question_list.html", context)
