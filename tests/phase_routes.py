"""Who may open which page of a roadmap as a whole, of its phases and of its checklists; see tests/routes.py."""

from typing import Any

from django.utils import timezone

from accounts.domain.roles import Role
from accounts.models import Workspace
from tests.factories.gates import make_passing, phase_of
from tests.factories.roadmap import make_roadmap
from tests.route_kinds import Member


def roadmap_code(workspace: Workspace) -> dict[str, Any]:
    return {"roadmap_code": make_roadmap(workspace).code}


def _phase(workspace: Workspace) -> dict[str, Any]:
    return {**roadmap_code(workspace), "phase": "discover"}


def _passing(workspace: Workspace) -> dict[str, Any]:
    """Withdrawn, so that it can also be restored."""
    phase = phase_of(make_roadmap(workspace), "discover")
    passing = make_passing(phase, withdrawn_at=timezone.now())
    return {"roadmap_code": phase.roadmap.code, "phase": phase.phase, "passing_code": passing.code}


def _decision(workspace: Workspace) -> dict[str, Any]:
    phase = phase_of(make_roadmap(workspace), "discover")
    code = phase.decisions.values_list("code", flat=True)[0]
    return {"roadmap_code": phase.roadmap.code, "phase": phase.phase, "decision_code": code}


def _item(workspace: Workspace) -> dict[str, Any]:
    roadmap = make_roadmap(workspace)
    return {"roadmap_code": roadmap.code, "item_code": roadmap.items.values_list("code", flat=True)[0]}


PHASE_ROUTES = {
    "roadmap_list": Member(),
    "roadmap_create": Member(Role.EDITOR),
    "roadmap_detail": Member(arguments=roadmap_code),
    "roadmap_settings": Member(Role.EDITOR, roadmap_code),
    "roadmap_delete": Member(Role.EDITOR, roadmap_code, post_only=True),
    "roadmap_restore": Member(Role.EDITOR, roadmap_code, post_only=True),
    "phase_detail": Member(arguments=_phase),
    "phase_settings": Member(Role.EDITOR, _phase),
    "phase_begin": Member(Role.EDITOR, _phase, post_only=True),
    "gate_pass": Member(Role.OWNER, _phase),  # and who owns the phase; see tests/roadmap/views/test_phases.py
    "gate_detail": Member(arguments=_passing),
    "gate_withdraw": Member(Role.OWNER, _passing, post_only=True),
    "gate_restore": Member(Role.OWNER, _passing, post_only=True),
    "decision_create": Member(Role.EDITOR, _phase),
    "decision_detail": Member(Role.EDITOR, _decision),
    "decision_delete": Member(Role.EDITOR, _decision, post_only=True),
    "decision_restore": Member(Role.EDITOR, _decision, post_only=True),
    "checklist_list": Member(arguments=roadmap_code),
    "item_create": Member(Role.CONTRIBUTOR, roadmap_code),
    "item_detail": Member(Role.CONTRIBUTOR, _item),
    "item_tick": Member(Role.CONTRIBUTOR, _item, post_only=True),
    "item_delete": Member(Role.CONTRIBUTOR, _item, post_only=True),
    "item_restore": Member(Role.CONTRIBUTOR, _item, post_only=True),
}
