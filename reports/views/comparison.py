"""What changed between two milestones or two assessments, or since a milestone: as a page and as a workbook."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.access import WorkspaceRequest, workspace_page
from assessments.domain.comparison import Comparison, IncomparableError, Move, compare
from assessments.models import Assessment
from assessments.queries.exchange import XLSX, file_name
from assessments.views.milestones import says_what_is_damaged
from assessments.views.sections import assessment_or_404, number_of
from reports.builders.comparison_page import Leads, build_comparison, change_lines, wanted
from reports.builders.result_lines import ANY
from reports.builders.trend_page import build_trend
from reports.exporters.comparison_xlsx import write_comparison_workbook
from reports.queries.comparisons import Sides, result_of_side, sides_of
from reports.queries.trends import trend_of
from reports.views.exports import attached

SHOW_LABELS = {
    "": _("All that moved"),
    Move.UP.value: _("Up"),
    Move.DOWN.value: _("Down"),
    Move.OTHER.value: _("Other changes"),
    Move.SAME.value: _("Unchanged"),
}
ON_A_PAGE = 40


@workspace_page()
@says_what_is_damaged
@require_safe
def result_compare(request: WorkspaceRequest, assessment_code: str) -> HttpResponse:
    assessment = assessment_or_404(request, assessment_code)
    sides = _sides(request, assessment)
    context: dict[str, Any] = {"assessment": assessment, "sides": sides, "pack": assessment.questions}
    if sides.before is None:
        return render(request, "reports/comparison/nothing.html", context)
    try:
        found = _compared(sides)
    except IncomparableError:
        return render(request, "reports/comparison/incomparable.html", context)
    show = request.GET.get("show", "")
    show = show if show in SHOW_LABELS else ""
    page = Paginator(wanted(found, show), ON_A_PAGE).get_page(number_of(request.GET.get("page", "")))
    context |= {
        "comparison": build_comparison(found),
        "found": found,
        "lines": change_lines(page, found, _leads(assessment)),
        "page": page,
        "show": show,
        "chips": [(value, label, len(wanted(found, value)), value == show) for value, label in SHOW_LABELS.items()],
    }
    return render(request, "reports/comparison/page.html", context)


@workspace_page()
@require_safe
def result_trend(request: WorkspaceRequest, assessment_code: str) -> HttpResponse:
    assessment = assessment_or_404(request, assessment_code)
    moments = trend_of(assessment)
    context: dict[str, Any] = {"assessment": assessment, "pack": assessment.questions}
    if len(moments) == 1:
        return render(request, "reports/comparison/trend_nothing.html", context)
    return render(request, "reports/comparison/trend.html", {**context, "trend": build_trend(moments)})


@never_cache
@workspace_page()
@says_what_is_damaged
@require_safe
def result_compare_xlsx(request: WorkspaceRequest, assessment_code: str) -> HttpResponse:
    assessment = assessment_or_404(request, assessment_code)
    sides = _sides(request, assessment)
    if sides.before is None:
        raise Http404
    try:
        found = _compared(sides)
    except IncomparableError:
        raise Http404 from None
    made = BytesIO()
    write_comparison_workbook(found, sides.before.full_name, sides.after.full_name, made)
    return attached(file_name(assessment, "comparison", "xlsx", day=found.after.as_of), made.getvalue(), XLSX)


def _sides(request: WorkspaceRequest, assessment: Assessment) -> Sides:
    """Those that the address names; the last milestone and today where it names none."""
    try:
        return sides_of(assessment, before=request.GET.get("before", ""), after=request.GET.get("after", ""))
    except LookupError:
        raise Http404 from None


def _compared(sides: Sides) -> Comparison:
    assert sides.before
    return compare(result_of_side(sides.before), result_of_side(sides.after))


def _leads(assessment: Assessment) -> Leads:
    """To the questions that this assessment asks; others have no page in it."""
    asked = assessment.questions.question
    address = reverse("question_detail", args=[assessment.workspace.code, assessment.code, ANY])
    return lambda id_: address.replace(ANY, id_) if id_ in asked else ""
