from typing import Any

from django.urls import path

from roadmap.api import actions, decisions, phases, roadmaps

READ_AND_EDIT: dict[str, Any] = {"get": "retrieve", "patch": "partial_update", "delete": "destroy"}
LIST_AND_CREATE: dict[str, Any] = {"get": "list", "post": "create"}

ROADMAPS = "workspaces/<code:workspace_code>/roadmaps"
ROADMAP = f"{ROADMAPS}/<code:roadmap_code>"
PHASE = f"{ROADMAP}/phases/<pack_id:phase>"
PASSING = f"{PHASE}/passings/<code:code>"
DECISION = f"{PHASE}/decisions/<code:code>"
ACTION = f"{ROADMAP}/actions/<code:code>"

_ROADMAPS = roadmaps.RoadmapsViewSet.as_view
_PHASES = phases.PhasesViewSet.as_view
_PASSINGS = phases.PassingViewSet.as_view
_DECISIONS = decisions.DecisionViewSet.as_view
_ACTIONS = actions.ActionViewSet.as_view

urlpatterns = [
    path(ROADMAPS, _ROADMAPS(LIST_AND_CREATE), name="api_roadmaps"),
    path(ROADMAP, _ROADMAPS(READ_AND_EDIT), name="api_roadmap"),
    path(f"{ROADMAP}/restore", _ROADMAPS({"post": "restore"}), name="api_roadmap_restore"),
    path(f"{ROADMAP}/phases", _PHASES({"get": "list"}), name="api_phases"),
    path(PHASE, _PHASES({"get": "retrieve", "patch": "partial_update"}), name="api_phase"),
    path(f"{PHASE}/begin", _PHASES({"post": "begin"}), name="api_phase_begin"),
    path(f"{PHASE}/passings", _PASSINGS(LIST_AND_CREATE), name="api_passings"),
    path(PASSING, _PASSINGS({"get": "retrieve"}), name="api_passing"),
    path(f"{PASSING}/withdraw", _PASSINGS({"post": "withdraw"}), name="api_passing_withdraw"),
    path(f"{PASSING}/restore", _PASSINGS({"post": "restore"}), name="api_passing_restore"),
    path(f"{PHASE}/decisions", _DECISIONS(LIST_AND_CREATE), name="api_decisions"),
    path(DECISION, _DECISIONS(READ_AND_EDIT), name="api_decision"),
    path(f"{DECISION}/restore", _DECISIONS({"post": "restore"}), name="api_decision_restore"),
    path(f"{ROADMAP}/actions", _ACTIONS(LIST_AND_CREATE), name="api_actions"),
    path(ACTION, _ACTIONS(READ_AND_EDIT), name="api_action"),
    path(f"{ACTION}/restore", _ACTIONS({"post": "restore"}), name="api_action_restore"),
    path(f"{ACTION}/state", _ACTIONS({"post": "set_state"}), name="api_action_state"),
    path(f"{ACTION}/drop", _ACTIONS({"post": "drop"}), name="api_action_drop"),
    path(f"{ACTION}/reopen", _ACTIONS({"post": "reopen"}), name="api_action_reopen"),
]
