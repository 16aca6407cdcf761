"""Settling the scores together: opening them, the agenda, what nobody disputes, and the lock at the end."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import WorkspaceRequest, workspace_page
from vendors.domain.stages import Stage
from vendors.forms.consensus import obstacle_said
from vendors.operations.consensus import (
    MovedError,
    NotSettledError,
    ObstacleError,
    accept_undisputed,
    can_lock,
    lock_quality,
    open_consensus,
)
from vendors.queries.consensus import consensus_of
from vendors.queries.consensus_opening import opening_of
from vendors.queries.gates import gates_among
from vendors.queries.names import name_of
from vendors.queries.seated import Seated
from vendors.views.consensus_door import at_its_stage, settling_or_refused
from vendors.views.consensus_shown import agreement_said, heading_of, names_of, rows_of
from vendors.views.door import moderating_or_refused, seated_or_404


@workspace_page()
@require_GET
def consensus_detail(request: WorkspaceRequest, evaluation_code: str) -> HttpResponse:
    """While scores come in, the moderator sees here who handed in; from then on it is for who may read the sheets."""
    seated = seated_or_404(request, evaluation_code)
    if not seated.shows_consensus:
        raise Http404
    if seated.evaluation.at is Stage.SCORING:
        return _opening(request, seated)
    evaluation, seat = seated.evaluation, seated.seat
    consensus = consensus_of(evaluation, seat)
    is_locked = evaluation.at.is_from(Stage.LOCKED)
    agreement, over = agreement_said(consensus.agreement)
    names = names_of(consensus.proposals, seat)
    context = {
        "seated": seated,
        "tab": "consensus",
        "heading": heading_of(consensus, is_locked=is_locked),
        "is_locked": is_locked,
        "may_settle": not is_locked and seated.may_moderate and not consensus.kept_from,
        "total": len(consensus.points),
        "names": names,
        "agenda": rows_of(consensus.agenda, names),
        "undisputed": rows_of(consensus.undisputed, names),
        "accepted": rows_of(consensus.accepted, names),
        "is_last": len(consensus.open) <= 1,
        "has_conflict": any(map(seat.is_kept_from, consensus.kept_from)),
        "is_undeclared": any(not seat.is_kept_from(key) for key in consensus.kept_from),
        "agreement": agreement,
        "agreement_over": over,
        "findings_missing": consensus.findings_missing,
        "has_gates": bool(consensus.model.gates),
    }
    return render(request, "vendors/consensus_detail.html", context)


def _opening(request: WorkspaceRequest, seated: Seated) -> HttpResponse:
    opening = opening_of(seated.evaluation, seated.seat)
    context = {"seated": seated, "tab": "consensus", "opening": opening, "obstacle": obstacle_said(opening.obstacle)}
    return render(request, "vendors/consensus_opening.html", context)


@workspace_page()
@require_POST
@at_its_stage
def consensus_open(request: WorkspaceRequest, evaluation_code: str) -> HttpResponse:
    seated = moderating_or_refused(request, evaluation_code)
    try:
        open_consensus(evaluation=seated.evaluation, actor=request.user, seat=seated.seat)
    except ObstacleError as error:
        messages.error(request, obstacle_said(error.obstacle))
    else:
        messages.success(request, _("The scores are open to everybody who handed in."))
    return redirect("consensus_detail", request.workspace.code, evaluation_code)


@workspace_page()
@require_POST
@at_its_stage
def consensus_undisputed(request: WorkspaceRequest, evaluation_code: str) -> HttpResponse:
    seated = settling_or_refused(request, evaluation_code)
    criteria = request.POST.getlist("criterion")
    count, is_last_left = accept_undisputed(evaluation=seated.evaluation, actor=request.user, criteria=criteria)
    if count:
        said = ngettext("%(n)d criterion is accepted.", "%(n)d criteria are accepted.", count)
        messages.success(request, said % {"n": count})
    elif not is_last_left:
        messages.info(request, _("None of these is undisputed and open any more; nothing was changed."))
    name = "consensus_lock" if is_last_left else "consensus_detail"
    return redirect(name, request.workspace.code, evaluation_code)


@workspace_page()
@require_http_methods(["GET", "POST"])
@at_its_stage
def consensus_lock(request: WorkspaceRequest, evaluation_code: str) -> HttpResponse:
    """Says what accepting the last criterion does, before it is done."""
    seated = settling_or_refused(request, evaluation_code)
    evaluation, status = seated.evaluation, 200
    if evaluation.at is not Stage.CONSENSUS:
        messages.info(request, _("Quality is locked already."))
        return redirect(evaluation)
    if request.method == "POST":
        try:
            lock_quality(evaluation=evaluation, actor=request.user, seen_open=request.POST.getlist("criterion"))
        except MovedError:
            status = 409
        except NotSettledError:
            status = 422
        else:
            messages.success(request, _("Quality is locked. Prices and the result are open."))
            return redirect(evaluation)
    consensus = consensus_of(evaluation, seated.seat)
    gates = gates_among(evaluation, seated.seat, request.workspace.today, consensus.model.gates, consensus.proposals)
    context = {
        "seated": seated,
        "tab": "consensus",
        "open": rows_of(consensus.open, names_of(consensus.proposals, seated.seat)),
        "can_lock": can_lock(consensus),
        "findings_missing": consensus.findings_missing,
        "excluded": [(name_of(proposal, seated.seat), missed) for proposal, missed in gates.excluded],
        "has_moved": status == 409,
    }
    return render(request, "vendors/consensus_lock.html", context, status=status)
