"""All actions of a roadmap as a list, and changing several of them at once."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import WorkspaceRequest, workspace_page
from core.local import day
from core.undo import offer_undo
from roadmap.choices import ActionStateChoice, EffortChoice, StateFilterChoice
from roadmap.domain.states import ActionState
from roadmap.forms.changing import ChangeForm
from roadmap.forms.finding import ListForm
from roadmap.models import Action, Roadmap
from roadmap.operations.changing import change_actions, sort_out
from roadmap.permissions import can_plan
from roadmap.queries.action_list import COLUMNS, Row, counts_of, ordered_actions
from roadmap.queries.board import blockers_in
from roadmap.views.door import roadmap_or_404
from roadmap.views.shown_board import late_words, urls_of
from roadmap.views.shown_changes import change_sentence, left_out_sentence

ROWS = 50
HEADS = (
    ("title", _("Action")),
    ("state", _("State")),
    ("owner", _("Owner")),
    ("due", _("Due")),
    ("effort", _("Effort")),
    ("value", _("Value")),
)
FILTERS = ("state", "phase", "owner", "q", "effort", "due", "blocked", "order", "page")


@workspace_page()
@require_safe
def action_list(request: WorkspaceRequest, roadmap_code: str) -> HttpResponse:
    return _list(request, roadmap_or_404(request, roadmap_code))


@workspace_page(can_plan)
@require_POST
def actions_change(request: WorkspaceRequest, roadmap_code: str) -> HttpResponse:
    """First shows what would become of which, then does it. `pick` names the ticked ones, `every` all that match."""
    roadmap = roadmap_or_404(request, roadmap_code)
    picks = _every(request, roadmap) if "every" in request.POST else request.POST.getlist("pick")
    form = ChangeForm(request.POST, roadmap=roadmap, picks=picks)
    if not form.is_valid():
        return _list(request, roadmap, change_form=form)
    if request.POST.get("step") != "apply":
        return _preview(request, roadmap, form, picks)
    done = change_actions(roadmap=roadmap, actor=request.user, seen=form.seen, changes=form.changes)
    if done.change:
        undo = reverse("actions_undo", args=[request.workspace.code, roadmap.code, done.change.code])
        offer_undo(request, change_sentence(form.changes, len(done.actions), roadmap), f"{undo}?to=list")
    gone = len(form.seen) - len(done.actions) - len(done.left)
    if done.left or gone:
        messages.warning(request, left_out_sentence(done.left, gone))
    return redirect(f"{_address(roadmap)}{_query(request.GET)}")


def _preview(request: WorkspaceRequest, roadmap: Roadmap, form: ChangeForm, picks: list[str]) -> HttpResponse:
    found = list(Action.objects.filter(roadmap=roadmap, code__in=form.seen).order_by("position", "pk"))
    wanted, left = sort_out(roadmap, found, form.seen, form.changes, actor=request.user, now=timezone.now())
    gone = len(form.seen) - len(found)
    kept = [(name, value) for name, value in request.POST.items() if name in form.fields and value]
    context = {
        "roadmap": roadmap,
        "tab": "actions",
        "sentence": change_sentence(form.changes, len(wanted), roadmap),
        "actions": [action for action, _values in wanted],
        "left": left_out_sentence(left, gone) if left or gone else "",
        "sent": [*kept, *(("pick", pick) for pick in picks)],
        "query": _query(request.GET),
        "address": _address(roadmap),
        "is_deleted": form.changes.is_deleted,
    }
    return render(request, "roadmap/actions_change.html", context)


def _every(request: WorkspaceRequest, roadmap: Roadmap) -> list[str]:
    """All that the filter of the address finds, on whatever page, as they are now."""
    form = ListForm(request.GET, roadmap=roadmap)
    wanted = replace(form.wanted, states=form.state_filter.states)
    found = ordered_actions(roadmap, wanted, "due", request.workspace.today).values_list("code", "revision")
    return [f"{code}:{revision}" for code, revision in found]


def _list(request: WorkspaceRequest, roadmap: Roadmap, *, change_form: ChangeForm | None = None) -> HttpResponse:
    today = request.workspace.today
    form = ListForm(request.GET, roadmap=roadmap)
    wanted, state = form.wanted, form.state_filter
    order = request.GET.get("order", "due")
    counts = counts_of(roadmap, wanted, today)
    found = ordered_actions(roadmap, replace(wanted, states=state.states), order, today)
    paginator = Paginator(found.values_list(*COLUMNS), ROWS)
    paginator.count = counts.of_state[state]  # known already
    page = paginator.get_page(request.GET.get("page"))
    may_plan = can_plan(request.membership)
    if change_form is None and may_plan:
        change_form = ChangeForm(roadmap=roadmap)
    is_wrong = bool(form.errors or (change_form and change_form.errors))
    context = {
        "roadmap": roadmap,
        "tab": "actions",
        "form": form,
        "change_form": change_form,
        "picked": set(change_form.seen) if change_form else set(),
        "page": page,
        "rows": _rows(request, roadmap, list(page.object_list)),
        "heads": [(name, label, _next_order(name, order), _sorted(name, order)) for name, label in HEADS],
        "chips": [(choice.value, choice.label, counts.of_state[choice]) for choice in StateFilterChoice],
        "state": state,
        "open": counts.of_state[StateFilterChoice.OPEN],
        "all": counts.of_state[StateFilterChoice.ALL],
        "found": counts.of_state[state],
        "overdue": counts.overdue,
        "order": order,
        "address": _address(roadmap),
        "query": _query(request.GET),
        "is_sought": wanted.is_narrowed,
        "may_plan": may_plan,
    }
    return render(request, "roadmap/action_list.html", context, status=422 if is_wrong else 200)


def _rows(request: WorkspaceRequest, roadmap: Roadmap, values: list[tuple[Any, ...]]) -> list[dict[str, Any]]:
    url, shown_day, today = urls_of("action_detail", roadmap), cache(day), request.workspace.today
    blockers = blockers_in(roadmap)
    phases = {phase.id: phase.title for phase in roadmap.questions.phases}
    states = {state.value: str(state.label) for state in ActionStateChoice}
    efforts = {effort.value: str(effort.label) for effort in EffortChoice}
    found = []
    for row in map(Row._make, values):
        is_open = ActionState(row.state).is_open
        days = max(0, (today - row.due).days) if row.due and is_open else 0
        found.append(
            {
                "code": row.code,
                "pick": f"{row.code}:{row.revision}",
                "url": url(row.code),
                "title": row.title,
                "phase": phases.get(row.phase, row.phase),
                "state": states[row.state],
                "owner": row.owner,
                "due": shown_day(row.due) if row.due else "",
                "late": late_words(days) if days else "",
                "effort": efforts[row.effort],
                "days": row.effort_days,
                "value": row.value,
                "blockers": blockers.get(row.key, ()) if is_open else (),
            }
        )
    return found


def _next_order(name: str, order: str) -> str:
    return f"-{name}" if order == name else name


def _sorted(name: str, order: str) -> str:
    return {name: "ascending", f"-{name}": "descending"}.get(order, "")


def _address(roadmap: Roadmap) -> str:
    return reverse("action_list", args=[roadmap.workspace.code, roadmap.code])


def _query(asked: QueryDict) -> str:
    """What narrows and orders the list, to come back to it."""
    kept = [(name, value) for name in FILTERS for value in asked.getlist(name) if value]
    return f"?{urlencode(kept)}" if kept else ""
