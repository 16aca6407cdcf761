"""One phase: what it is for, what there is to do in it, its gate and its days."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import WorkspaceRequest, workspace_page
from accounts.queries.activity import last_person_at
from core.conflicts import save_form
from core.resend import keeps_what_was_sent
from roadmap.domain.gates import changed_since
from roadmap.forms.phases import PhaseForm
from roadmap.operations.phases import begin_phase, change_phase
from roadmap.permissions import can_pass_gate, can_plan, can_work
from roadmap.queries.checklists import listed
from roadmap.queries.gates import frozen_criteria, passings_of
from roadmap.queries.standing import standing_of
from roadmap.views.door import phase_or_404, roadmap_or_404
from roadmap.views.items import ItemPages
from roadmap.views.shown import STATES, Words, shown_artifact, shown_work

MOST_ACTIONS = 8


@workspace_page()
@require_GET
def phase_detail(request: WorkspaceRequest, roadmap_code: str, phase: str) -> HttpResponse:
    roadmap = roadmap_or_404(request, roadmap_code)
    row = phase_or_404(roadmap, phase)
    standing = standing_of(roadmap, request.workspace.today)
    here = next(each for each in standing.phases if each.row.pk == row.pk)
    words = Words(
        roadmap, phase, assessment=standing.assessment, decisions=here.decisions, artifacts=standing.artifacts
    )
    since = changed_since(frozen_criteria(here.passing), here.criteria) if here.passing else None
    actions = sorted(here.actions, key=lambda work: (not work.is_open, work.due is None, work.due or row.pk))
    pages = ItemPages(
        roadmap, standing.assessment, standing.people, {each.kind: each.code for each in standing.artifacts}
    )
    context = {
        "roadmap": roadmap,
        "standing": standing,
        "here": here,
        "state": STATES[here.state],
        "gate": words.gate(here.criteria),
        "lost": words.gate(since.lost).lines if since else (),
        "gained": words.gate(since.gained).lines if since else (),
        "history": [each for each in passings_of(row) if each.withdrawn_at],
        "items": pages.shown(listed(roadmap, here.items, request.workspace.today)),
        "actions": [shown_work(roadmap, work, standing.people) for work in actions[:MOST_ACTIONS]],
        "artifacts": [shown_artifact(roadmap, each, request.workspace.today) for each in here.artifacts],
        "earlier": roadmap.questions.phase.get(here.too_early),
        "may_work": can_work(request.membership),
        "may_plan": can_plan(request.membership),
        "may_pass": can_pass_gate(request.membership, row),
        "today": request.workspace.today,
    }
    return render(request, "roadmap/phase_detail.html", context)


@keeps_what_was_sent
@workspace_page(can_plan)
@require_http_methods(["GET", "POST"])
def phase_settings(request: WorkspaceRequest, roadmap_code: str, phase: str) -> HttpResponse:
    roadmap = roadmap_or_404(request, roadmap_code)
    row = phase_or_404(roadmap, phase)
    said = roadmap.questions.phase[phase]
    form = PhaseForm(request.POST or None, instance=row)
    if form.is_valid():
        write = partial(change_phase, phase=row, actor=request.user)

        def who(field: str) -> str:
            return last_person_at(request.workspace, roadmap.code, field, phase=said.title)

        if save_form(request, form, write, said=_("The phase is saved."), who=who):
            return redirect("phase_detail", request.workspace.code, roadmap.code, phase)
    context = {"roadmap": roadmap, "phase": said, "form": form}
    return render(request, "roadmap/phase_settings.html", context, status=form.status)


@workspace_page(can_plan)
@require_POST
def phase_begin(request: WorkspaceRequest, roadmap_code: str, phase: str) -> HttpResponse:
    roadmap = roadmap_or_404(request, roadmap_code)
    row = phase_or_404(roadmap, phase)
    begin_phase(phase=row, actor=request.user)
    said = {"phase": roadmap.questions.phase[phase].title}
    messages.success(request, _("%(phase)s has begun. Correct the day in its dates if it was another.") % said)
    return redirect("phase_detail", request.workspace.code, roadmap.code, phase)
