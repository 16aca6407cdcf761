"""The result of an evaluation: who leads, how sure that is, what would change it, and what it costs."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.access import WorkspaceRequest, workspace_page
from vendors.domain.robustness import Mode
from vendors.forms.trying import tried_of
from vendors.queries.result import result_of
from vendors.queries.tips import show_tips, show_warnings
from vendors.views.door import seated_or_404
from vendors.views.live_result import live
from vendors.views.shown_matrix import show_matrix
from vendors.views.shown_ranking import show_ranking
from vendors.views.shown_tables import (
    agreement_in_words,
    show_groups,
    show_left_out,
    show_scenarios,
    show_shares,
    show_wins,
)
from vendors.views.shown_value import show_value


@workspace_page()
@require_safe
def outcome_detail(request: WorkspaceRequest, evaluation_code: str) -> HttpResponse:
    """Weights in the address are tried out and stored nowhere."""
    seated = seated_or_404(request, evaluation_code)
    result = result_of(seated.evaluation, seated.seat)
    if result is None:
        raise Http404
    outcome = result.outcome
    tried = tried_of(outcome, request.GET.dict())
    asked = request.GET.get("mode", "")
    mode = Mode(asked) if asked in set(Mode) else Mode.BAND
    kept = request.GET.copy()
    kept.pop("mode", None)
    ranking, matrix = show_ranking(result, tried.weights, mode), show_matrix(result, tried.weights, tried.typed)
    warnings, further = show_warnings(result)
    totals = {place.code: place.total for place in ranking.places}
    context = {
        "seated": seated,
        "tab": "result",
        "result": result,
        "tried": tried,
        "kept": kept.urlencode(),
        "mode": mode,
        "ranking": ranking,
        "tips": show_tips(result),
        "warnings": warnings,
        "further_warnings": further,
        "matrix": matrix,
        "totals": [(code, name, totals[code]) for code, name in matrix.vendors],
        "groups": show_groups(result),
        "scenarios": show_scenarios(result),
        "left_out": show_left_out(result),
        "agreement": agreement_in_words(outcome.agreement) if outcome.agreement else "",
        "shares": show_shares(result),
        "wins": show_wins(result),
        "value": show_value(result),
        "live": live(result, tried.weights),
        "evaluators": len(result.people),
    }
    return render(request, "vendors/result_detail.html", context, status=422 if tried.fault else 200)
