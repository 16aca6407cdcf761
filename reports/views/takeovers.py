"""A chosen vendor goes over into a roadmap: as a decision, actions, and a pilot where one was made a condition."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import WorkspaceRequest, workspace_page
from accounts.permissions import can_edit
from core.resend import keeps_what_was_sent
from core.undo import offer_undo
from reports.forms.takeovers import TakeoverForm, lines_of, pilot_title
from reports.operations.takeovers import TAKEN_OVER, TakenOverAlreadyError, take_over, undo_take_over
from reports.queries.decisions import NotDecidedError
from reports.queries.takeovers import phases_to_choose
from roadmap.models import Roadmap
from vendors.domain.stages import AwardKind, Stage
from vendors.models import Award
from vendors.queries.awards import award_of
from vendors.queries.seated import Seated
from vendors.views.door import seated_or_404


@keeps_what_was_sent
@workspace_page(can_edit)
@require_http_methods(["GET", "POST"])
def evaluation_takeover(request: WorkspaceRequest, evaluation_code: str) -> HttpResponse:
    seated = seated_or_404(request, evaluation_code)
    award = award_of(seated.evaluation) if seated.evaluation.at is Stage.DECIDED else None
    if award is None or award.proposal is None:
        raise Http404
    phases, has_pilot = phases_to_choose(request.workspace), award.kind == AwardKind.CONDITIONAL
    form = TakeoverForm(request.POST or None, phases=phases, has_pilot=has_pilot, initial=_proposed(award))
    if form.is_valid() and _taken_over(request, seated, award, form):
        phase = form.chosen
        return redirect("phase_detail", request.workspace.code, phase.roadmap.code, phase.phase)
    context = {"seated": seated, "tab": "decision", "form": form, "has_roadmap": bool(phases), "award": award}
    return render(request, "reports/decision/takeover.html", context, status=422 if form.errors else 200)


def _taken_over(request: WorkspaceRequest, seated: Seated, award: Award, form: TakeoverForm) -> bool:
    try:
        event = take_over(
            evaluation=seated.evaluation,
            phase=form.chosen,
            actor=request.user,
            decision=form.cleaned_data["decision"],
            actions=lines_of(form.cleaned_data["actions"]),
            pilot=form.pilot(pilot_title(award), award.pilot_days or 1),
        )
    except TakenOverAlreadyError:
        form.add_error("decision", _("This roadmap has that decision already."))
        return False
    except NotDecidedError:
        form.add_error(None, _("The decision was taken back meanwhile."))
        return False
    place = [request.workspace.code, seated.evaluation.code, event.code]
    undo = reverse("evaluation_takeover_undo", args=place)
    offer_undo(request, _("The decision is in the roadmap, with what follows from it."), undo)
    return True


@workspace_page(can_edit)
@require_POST
def evaluation_takeover_undo(request: WorkspaceRequest, evaluation_code: str, event_code: str) -> HttpResponse:
    """What somebody has worked on since stays."""
    seated_or_404(request, evaluation_code)
    event = request.workspace.activities.filter(code=event_code, verb=TAKEN_OVER).first()
    if event is None:
        raise Http404
    try:
        done = undo_take_over(event=event, actor=request.user)
    except Roadmap.DoesNotExist:
        raise Http404 from None
    said = ngettext(
        "%(count)d entry is removed from the roadmap again.",
        "%(count)d entries are removed from the roadmap again.",
        done.gone,
    ) % {"count": done.gone}
    if done.kept:
        stays = ngettext(
            "%(kept)d stays: somebody has worked on it since.",
            "%(kept)d stay: somebody has worked on them since.",
            done.kept,
        )
        said = f"{said} {stays % {'kept': done.kept}}"
    messages.success(request, said)
    return redirect("roadmap_detail", request.workspace.code, done.roadmap.code)


def _proposed(award: Award) -> dict[str, str]:
    """What usually follows: a contract, and whatever was made a condition."""
    assert award.proposal
    vendor = award.proposal.vendor
    actions = [_("Agree the contract with %(vendor)s") % {"vendor": vendor}, *lines_of(award.conditions)]
    decision = _("%(vendor)s is chosen for “%(evaluation)s”") % {"vendor": vendor, "evaluation": award.evaluation}
    return {"decision": decision, "actions": "\n".join(actions)}
