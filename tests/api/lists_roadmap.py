"""Lines for tests/api/lists.py."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from accounts.models import Workspace
from roadmap.operations.decisions import create_decision
from tests.api.endpoint_kinds import Filled
from tests.factories.accounts import make_member
from tests.factories.gates import make_passing, phase_of
from tests.factories.roadmap import make_action, make_roadmap


def _roadmaps(workspace: Workspace) -> Filled:
    return [workspace.code], lambda: make_roadmap(workspace, actor=make_member(workspace))


def _phases(workspace: Workspace) -> Filled:
    """There are six; each that is passed says by whom."""
    roadmap = make_roadmap(workspace)
    waiting = list(roadmap.phases.all())

    def add() -> Any:
        if waiting:
            make_passing(phase_of(roadmap, waiting.pop().phase), passed_by=make_member(workspace))

    return [workspace.code, roadmap.code], add


def _passings(workspace: Workspace) -> Filled:
    phase = phase_of(make_roadmap(workspace), "discover")

    def add() -> Any:
        gone = {"withdrawn_at": timezone.now(), "withdrawn_by": make_member(workspace)}
        make_passing(phase, passed_by=make_member(workspace), **gone)

    return [workspace.code, phase.roadmap.code, phase.phase], add


def _decisions(workspace: Workspace) -> Filled:
    phase = phase_of(make_roadmap(workspace), "discover")
    codes = [workspace.code, phase.roadmap.code, phase.phase]
    return codes, lambda: create_decision(phase=phase, actor=make_member(workspace), text="Which services count")


def _actions(workspace: Workspace) -> Filled:
    roadmap = make_roadmap(workspace)
    needed = make_action(roadmap)

    def add() -> Any:
        make_action(roadmap, owner=make_member(workspace), needs=[needed])

    return [workspace.code, roadmap.code], add


ROADMAP_LISTS: dict[str, Callable[[Workspace], Filled]] = {
    "api_roadmaps": _roadmaps,
    "api_phases": _phases,
    "api_passings": _passings,
    "api_decisions": _decisions,
    "api_actions": _actions,
}

SINGLE_IN_ROADMAPS = {
    "api_roadmap",
    "api_phase",
    "api_passing",
    "api_decision",
    "api_action",
}
