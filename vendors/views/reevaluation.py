"""Evaluating again, and what became of each vendor since the time before."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import WorkspaceRequest, workspace_page
from core.resend import keeps_what_was_sent
from vendors.domain.stages import Stage
from vendors.forms.reevaluation import AgainForm
from vendors.operations.reevaluation import evaluate_again
from vendors.permissions import can_begin
from vendors.queries.changes import change_of, previous_of
from vendors.queries.reevaluation import vendors_to_ask
from vendors.views.door import seated_or_404
from vendors.views.shown_changes import shown_change


@keeps_what_was_sent
@workspace_page(can_begin)
@require_http_methods(["GET", "POST"])
def evaluation_again(request: WorkspaceRequest, evaluation_code: str) -> HttpResponse:
    """There is nothing to begin again before quality is locked; and by then names are hidden from nobody."""
    seated = seated_or_404(request, evaluation_code)
    evaluation = seated.evaluation
    if not evaluation.at.is_from(Stage.LOCKED):
        raise Http404
    offered, ticked = vendors_to_ask(evaluation)
    initial = {"title": evaluation.title, "purpose": evaluation.purpose}
    form = AgainForm(request.POST or None, offered=offered, ticked=ticked, initial=initial)
    if form.is_valid():
        begun = evaluate_again(previous=evaluation, actor=request.user, **form.values)
        messages.success(
            request, _("It begins with the same criteria and weights. Change what has to be, then open it.")
        )
        return redirect(begun)
    context = {"form": form, "seated": seated, "tab": "overview"}
    return render(request, "vendors/evaluation_again.html", context, status=422 if form.errors else 200)


@workspace_page()
@require_GET
def change_detail(request: WorkspaceRequest, evaluation_code: str) -> HttpResponse:
    seated = seated_or_404(request, evaluation_code)
    found = change_of(seated.evaluation, seated.seat)
    if found is None:
        raise Http404
    context = {
        "seated": seated,
        "tab": "change",
        "change": shown_change(found),
        "found": found,
        "previous": previous_of(seated.evaluation),
    }
    return render(request, "vendors/change_detail.html", context)
