"""The first page of a roadmap: where it stands, what is next, what is late, and who has what."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from accounts.access import WorkspaceRequest, workspace_page
from accounts.models import Membership
from core.charts.spans import Axis, Span, axis_around, draw_spans
from core.local import day
from roadmap.domain.phases import PhaseState
from roadmap.permissions import can_pass_gate, can_plan
from roadmap.queries.standing import PhaseStanding, Standing, standing_of
from roadmap.views.door import roadmap_or_404
from roadmap.views.shown import STATES, Words, shown_work

MOST_STEPS = 4
MOST_LATE = 6


@dataclass(frozen=True, slots=True)
class Next:
    """Something that somebody should do, and where."""

    icon: str
    title: str
    what: str
    act: str
    url: str


@dataclass(frozen=True, slots=True)
class ShownPhase:
    standing: PhaseStanding
    state: str | Promise
    badge: str
    spans: SafeString


@workspace_page()
@require_GET
def roadmap_detail(request: WorkspaceRequest, roadmap_code: str) -> HttpResponse:
    roadmap = roadmap_or_404(request, roadmap_code)
    standing = standing_of(roadmap, request.workspace.today)
    axis = _axis(standing)
    context = {
        "roadmap": roadmap,
        "tab": "overview",
        "standing": standing,
        "current": standing.current,
        "steps": next_steps(standing, request.membership)[:MOST_STEPS],
        "late": [shown_work(roadmap, work, standing.people) for work in standing.overdue[:MOST_LATE]],
        "soon": [shown_work(roadmap, work, standing.people) for work in standing.soon[:MOST_LATE]],
        "phases": [_shown(phase, standing, axis) for phase in standing.phases],
        "states": [phase.state for phase in standing.phases],
        "first": axis.first,
        "last": axis.last,
        "figures": _figures(standing),
        "expected": standing.expected,
        "may_plan": can_plan(request.membership),
        "today": request.workspace.today,
    }
    return render(request, "roadmap/roadmap_detail.html", context)


def next_steps(standing: Standing, membership: Membership) -> list[Next]:
    """The most pressing first; what only who may plan can do is offered to nobody else."""
    steps = [_lapsed(standing, phase) for phase in standing.lapsed]
    if standing.current:
        steps += _in_phase(standing, standing.current, membership)
    if can_plan(membership) and standing.assessment and not standing.count("action"):
        steps.append(
            Next(
                "bars",
                _("Make actions of the gaps"),
                _("Nothing is planned yet. Tick the gaps that this roadmap closes, several at once."),
                _("Choose them"),
                reverse("action_from_gaps", args=_place(standing)),
            )
        )
    if can_plan(membership) and standing.assessment is None:
        steps.append(
            Next(
                "link",
                _("Name the assessment that feeds this roadmap"),
                _("Without one no gate finds a verified score, and no gap becomes an action."),
                _("Choose it"),
                reverse("roadmap_settings", args=_place(standing)),
            )
        )
    return steps


def _lapsed(standing: Standing, phase: PhaseStanding) -> Next:
    assert phase.passing is not None
    assert phase.passing.expires_date is not None
    said = {"phase": phase.phase.title, "day": day(phase.passing.expires_date)}
    return Next(
        "warn",
        _("Decide again about the gate of %(phase)s") % said,
        _("It was passed with open criteria until %(day)s, and that day is over.") % said,
        _("See what is open"),
        reverse("phase_detail", args=[*_place(standing), phase.phase.id]),
    )


def _in_phase(standing: Standing, phase: PhaseStanding, membership: Membership) -> list[Next]:
    place = [*_place(standing), phase.phase.id]
    said = {"phase": phase.phase.title}
    here = reverse("phase_detail", args=place)
    steps = []
    if phase.state is PhaseState.NOT_BEGUN:
        steps.append(Next("flag", _("Begin %(phase)s") % said, phase.phase.goal, _("Look at it"), here))
    elif phase.state is not PhaseState.LAPSED:
        steps.append(_to_the_gate(standing, phase, membership))
    if phase.row.owner is None and can_plan(membership):
        what = _("Whoever owns a phase answers for its gate.")
        url = reverse("phase_settings", args=place)
        steps.append(Next("people", _("Say who owns %(phase)s") % said, what, _("Choose"), url))
    return steps


def _to_the_gate(standing: Standing, phase: PhaseStanding, membership: Membership) -> Next:
    place = [*_place(standing), phase.phase.id]
    said = {"phase": phase.phase.title}
    gate = Words(standing.roadmap, phase.phase.id, assessment=standing.assessment).gate(phase.criteria)
    if not gate.open:
        may_pass = can_pass_gate(membership, phase.row)
        url = reverse("gate_pass" if may_pass else "phase_detail", args=place)
        what = _("Every criterion is met. An owner says so with their name.")
        return Next("check", _("Pass the gate of %(phase)s") % said, what, _("Look at it"), url)
    count = len(gate.open)
    title = ngettext(
        "%(count)d criterion is left before the gate of %(phase)s",
        "%(count)d criteria are left before the gate of %(phase)s",
        count,
    )
    names = _("Open: %(criteria)s") % {"criteria": " · ".join(shown.title for shown in gate.open[:2])}
    url = reverse("phase_detail", args=place)
    return Next("flag", title % {**said, "count": count}, names, _("Go on"), url)


def _figures(standing: Standing) -> dict[str, int]:
    items = standing.count("item")
    actions = standing.count("action")
    return {
        "items": items,
        "items_done": items - standing.count("item", is_open=True),
        "actions": actions,
        "actions_done": actions - standing.count("action", is_open=True),
        "artifacts": standing.count("artifact"),
        "artifacts_done": standing.count("artifact") - standing.count("artifact", is_open=True),
    }


def _shown(phase: PhaseStanding, standing: Standing, axis: Axis) -> ShownPhase:
    state, badge = STATES[phase.state]
    row, today = phase.row, standing.today
    planned = (
        Span(row.planned_start_date, row.planned_end_date) if row.planned_start_date and row.planned_end_date else None
    )
    real = Span(phase.started, phase.ended or today) if phase.started and phase.started <= today else None
    return ShownPhase(phase, state, badge, mark_safe(draw_spans(axis, today, planned=planned, real=real)))


def _axis(standing: Standing) -> Axis:
    days = [
        each
        for phase in standing.phases
        for each in (phase.row.planned_start_date, phase.row.planned_end_date, phase.started, phase.ended)
    ]
    return axis_around(days, standing.today)


def _place(standing: Standing) -> list[str]:
    return [standing.roadmap.workspace.code, standing.roadmap.code]
