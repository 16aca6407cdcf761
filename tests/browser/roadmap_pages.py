"""The pages of a roadmap as a whole: its list, its first page, phases with their gates, checklists."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone

from accounts.domain.roles import Role
from roadmap.models import Roadmap, RoadmapPhase
from roadmap.operations.decisions import create_decision
from roadmap.operations.roadmaps import delete_roadmap
from tests.browser.pages import Page, World
from tests.factories.gates import make_passing, meet_gate, phase_of
from tests.factories.roadmap import fill_roadmap, make_roadmap


def _roadmap(world: World) -> Roadmap:
    """In its second phase: an exception at the first gate, some items done, something late, and a note."""
    roadmap = make_roadmap(world.workspace, title="Billing platform 2027")
    fill_roadmap(roadmap, 18)
    first, second, today = phase_of(roadmap, "discover"), phase_of(roadmap, "architect"), world.workspace.today
    meet_gate(first)
    make_passing(first, open_count=1)
    roadmap.items.filter(item="DIS-C01").update(done_at=None)
    items = roadmap.items.filter(checklist="architect")
    items.update(owner=world.owner, due_date=today - timedelta(days=1), note="Ask *sales*.")
    items.filter(position__lt=4).update(done_at=timezone.now(), done_by=world.owner)
    RoadmapPhase.objects.filter(pk=first.pk).update(started_date=today - timedelta(days=40), owner=world.owner)
    RoadmapPhase.objects.filter(pk=second.pk).update(started_date=today - timedelta(days=9))
    create_decision(phase=second, actor=world.owner, text="The archive has a region.")
    return roadmap


def _at(url_name: str, query: str = "", **arguments: str) -> Callable[[World], str]:
    return lambda world: world.at(url_name, roadmap_code=_roadmap(world).code, **arguments) + query


def _list(world: World) -> str:
    _roadmap(world)
    delete_roadmap(roadmap=make_roadmap(world.workspace), actor=world.owner)
    return world.at("roadmap_list")


def _new(world: World) -> str:
    return make_roadmap(world.workspace).get_absolute_url()


def _passing(world: World) -> str:
    phase = phase_of(make_roadmap(world.workspace), "discover")
    return world.at(
        "gate_detail", roadmap_code=phase.roadmap.code, phase=phase.phase, passing_code=make_passing(phase).code
    )


def _decision(world: World) -> str:
    phase = phase_of(make_roadmap(world.workspace), "discover")
    decision = create_decision(phase=phase, actor=world.owner, text="The archive has a region.")
    return world.at("decision_detail", roadmap_code=phase.roadmap.code, phase=phase.phase, decision_code=decision.code)


def _item(world: World) -> str:
    roadmap = make_roadmap(world.workspace)
    return world.at("item_detail", roadmap_code=roadmap.code, item_code=roadmap.items.get(item="DIS-C01").code)


def _home(world: World) -> str:
    _roadmap(world)
    return world.at("workspace_detail")


ROADMAP_PAGES = [
    Page("roadmaps", _list, Role.OWNER),
    Page("roadmaps, none yet", lambda world: world.at("roadmap_list"), Role.EDITOR),
    Page("new roadmap", lambda world: world.at("roadmap_create"), Role.EDITOR),
    Page("roadmap", _at("roadmap_detail"), Role.OWNER),
    Page("roadmap that has not begun", _new, Role.VIEWER),
    Page("settings of a roadmap", _at("roadmap_settings"), Role.EDITOR),
    Page("phase that is passed with an exception", _at("phase_detail", phase="discover"), Role.OWNER),
    Page("phase for a viewer", _at("phase_detail", phase="architect"), Role.VIEWER),
    Page("owner and dates of a phase", _at("phase_settings", phase="architect"), Role.EDITOR),
    Page("passing a gate", _at("gate_pass", phase="architect"), Role.OWNER),
    Page("how a gate was passed", _passing, Role.VIEWER),
    Page("new decision", _at("decision_create", phase="architect"), Role.EDITOR),
    Page("decision of one's own", _decision, Role.EDITOR),
    Page("checklists", _at("checklist_list"), Role.CONTRIBUTOR),
    Page("checklists, nothing overdue", _at("checklist_list", "?phase=scale&state=overdue"), Role.VIEWER),
    Page("new item", _at("item_create"), Role.CONTRIBUTOR),
    Page("item of a checklist", _item, Role.CONTRIBUTOR),
    Page("overview with a roadmap", _home, Role.EDITOR),
]
