"""The plan of a roadmap: what fits, what if, taking its days over and giving the earlier ones back."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.access import WorkspaceRequest, workspace_page
from core.undo import offer_undo
from core.words import listed
from roadmap.forms.plans import PlanForm, read_choices
from roadmap.models import AcceptedPlan, Roadmap
from roadmap.operations.plans import Accepted, NotUndoableError, accept_plan, undo_plan
from roadmap.permissions import can_plan
from roadmap.queries.plans import Asked, begun_too_early, plan_page
from roadmap.views.door import roadmap_or_404
from roadmap.views.plan_shown import Shown

MOST_NAMED = 3


@workspace_page()
@require_safe
def plan_detail(request: WorkspaceRequest, roadmap_code: str) -> HttpResponse:
    """Everything that it reckons with stands in the address; looking changes nothing."""
    roadmap = roadmap_or_404(request, roadmap_code)
    form = PlanForm(request.GET, roadmap=roadmap, today=request.workspace.today)
    first, without = request.GET.getlist("first"), request.GET.getlist("without")
    context = {
        "roadmap": roadmap,
        "tab": "plan",
        "form": form,
        "first": first,
        "is_asked": bool(request.GET),
        "may_plan": can_plan(request.membership),
    }
    if form.is_valid():
        asked = Asked(form.frame, form.cleaned_data["phase"], first=set(first), without=set(without))
        is_all_asked = request.GET.get("all") == "left"
        context |= {"shown": Shown(roadmap, plan_page(roadmap, asked), first, is_all_asked), "frame": form.frame}
    return render(request, "roadmap/plan_detail.html", context, status=200 if form.is_valid() else 422)


@workspace_page(can_plan)
@require_POST
def plan_accept(request: WorkspaceRequest, roadmap_code: str) -> HttpResponse:
    roadmap = roadmap_or_404(request, roadmap_code)
    chosen = read_choices(request.POST.getlist("take"))
    if chosen is None:
        messages.error(request, _("Something of the form was lost on the way. Nothing was changed; please try again."))
    elif not chosen:
        messages.error(request, _("Tick the actions that are to get the planned days."))
    else:
        _tell(request, roadmap, accept_plan(roadmap=roadmap, actor=request.user, chosen=chosen))
    return _back(request, roadmap)


@workspace_page(can_plan)
@require_POST
def plan_undo(request: WorkspaceRequest, roadmap_code: str, plan_code: str) -> HttpResponse:
    roadmap = roadmap_or_404(request, roadmap_code)
    plan = AcceptedPlan.objects.filter(roadmap=roadmap, code=plan_code).first()
    if plan is None:
        raise Http404
    plan.roadmap = roadmap
    try:
        count, kept = undo_plan(plan=plan, actor=request.user)
    except NotUndoableError:
        messages.info(request, _("That was taken back already."))
        return _back(request, roadmap)
    sentence = ngettext("%(count)d action has its earlier days.", "%(count)d actions have their earlier days.", count)
    messages.success(request, sentence % {"count": count})
    if kept:
        sentence = ngettext(
            "%(count)d was changed or deleted since, and stays as it is.",
            "%(count)d were changed or deleted since, and stay as they are.",
            kept,
        )
        messages.warning(request, sentence % {"count": kept})
    return _back(request, roadmap)


def _tell(request: WorkspaceRequest, roadmap: Roadmap, accepted: Accepted) -> None:
    count = len(accepted.changed)
    if accepted.plan:
        sentence = ngettext("%(count)d action has its new days.", "%(count)d actions have their new days.", count)
        undo = reverse("plan_undo", args=[request.workspace.code, roadmap.code, accepted.plan.code])
        offer_undo(request, sentence % {"count": count}, undo)
    elif not accepted.stale and not accepted.gone:
        messages.info(request, _("They had these days already."))
    if accepted.stale:
        sentence = _("Changed by somebody else since the plan was made, and left as they are: %(names)s.")
        messages.warning(request, sentence % {"names": _named([str(action) for action in accepted.stale])})
    if accepted.gone:
        sentence = ngettext("%(count)d is not open any more.", "%(count)d are not open any more.", accepted.gone)
        messages.warning(request, sentence % {"count": accepted.gone})
    early = begun_too_early(roadmap, accepted.changed)
    pairs = [_("“%(action)s” before “%(needed)s”") % {"action": one, "needed": other} for one, other in early]
    if pairs:
        sentence = _("By these days some begin before what they need is planned to end: %(pairs)s.")
        messages.warning(request, sentence % {"pairs": _named(pairs)})


def _named(names: list[str]) -> str:
    """The first few, and how many more there are."""
    more = len(names) - MOST_NAMED
    shown = [*names[:MOST_NAMED], *([_("%(count)d more") % {"count": more}] if more > 0 else [])]
    return listed(shown, _("and"))


def _back(request: WorkspaceRequest, roadmap: Roadmap) -> HttpResponseRedirect:
    """To the plan that one looked at."""
    address = reverse("plan_detail", args=[request.workspace.code, roadmap.code])
    asked = request.GET.urlencode()
    return redirect(f"{address}?{asked}" if asked else address)
