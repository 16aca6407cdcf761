"""From an address to what it names. What is another workspace's does not exist."""

from __future__ import annotations

from django.http import Http404

from accounts.access import WorkspaceRequest
from roadmap.models import Action, Artifact, ChecklistItem, Decision, Pilot, Roadmap, RoadmapPhase
from roadmap.queries.actions import find_action
from roadmap.queries.artifacts import find_artifact
from roadmap.queries.checklists import find_item
from roadmap.queries.gates import find_decision
from roadmap.queries.pilots import find_pilot
from roadmap.queries.roadmaps import find_phase, find_roadmap


def roadmap_or_404(request: WorkspaceRequest, code: str, *, also_deleted: bool = False) -> Roadmap:
    try:
        return find_roadmap(request.workspace, code, also_deleted=also_deleted)
    except Roadmap.DoesNotExist:
        raise Http404 from None


def action_or_404(request: WorkspaceRequest, roadmap: str, code: str, *, also_deleted: bool = False) -> Action:
    try:
        return find_action(roadmap_or_404(request, roadmap), code, also_deleted=also_deleted)
    except Action.DoesNotExist:
        raise Http404 from None


def artifact_or_404(request: WorkspaceRequest, roadmap: str, code: str, *, also_deleted: bool = False) -> Artifact:
    try:
        return find_artifact(roadmap_or_404(request, roadmap), code, also_deleted=also_deleted)
    except Artifact.DoesNotExist:
        raise Http404 from None


def pilot_or_404(request: WorkspaceRequest, roadmap: str, code: str, *, also_deleted: bool = False) -> Pilot:
    try:
        return find_pilot(roadmap_or_404(request, roadmap), code, also_deleted=also_deleted)
    except Pilot.DoesNotExist:
        raise Http404 from None


def phase_or_404(roadmap: Roadmap, phase: str) -> RoadmapPhase:
    try:
        return find_phase(roadmap, phase)
    except RoadmapPhase.DoesNotExist:
        raise Http404 from None


def item_or_404(request: WorkspaceRequest, roadmap: str, code: str, *, also_deleted: bool = False) -> ChecklistItem:
    try:
        return find_item(roadmap_or_404(request, roadmap), code, also_deleted=also_deleted)
    except ChecklistItem.DoesNotExist:
        raise Http404 from None


def decision_or_404(
    request: WorkspaceRequest, roadmap: str, phase: str, code: str, *, also_deleted: bool = False
) -> Decision:
    row = phase_or_404(roadmap_or_404(request, roadmap), phase)
    try:
        return find_decision(row, code, also_deleted=also_deleted)
    except Decision.DoesNotExist:
        raise Http404 from None
