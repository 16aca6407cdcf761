"""The roadmaps of a workspace: those that are there, and those that can be taken back."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet

from accounts.domain.periods import DELETED_IS_KEPT
from accounts.models import User, Workspace
from roadmap.models import Roadmap, RoadmapPhase


def roadmaps_of(workspace: Workspace) -> QuerySet[Roadmap]:
    """What was changed last first."""
    found = Roadmap.objects.filter(workspace=workspace, deleted_at=None).with_pack()
    return found.select_related("owner", "assessment").order_by("-changed_at", "-pk")


def find_roadmap(workspace: Workspace, code: str, *, also_deleted: bool = False) -> Roadmap:
    """Raises Roadmap.DoesNotExist."""
    found = Roadmap.objects.filter(workspace=workspace)
    found = found if also_deleted else found.alive()
    roadmap: Roadmap = found.with_pack().select_related("owner", "assessment").get(code=code)
    roadmap.workspace = workspace
    return roadmap


def deleted_roadmaps(workspace: Workspace, now: datetime) -> QuerySet[Roadmap]:
    """Those that can still be restored, the last deleted first."""
    return Roadmap.objects.filter(workspace=workspace, deleted_at__gt=now - DELETED_IS_KEPT).order_by("-deleted_at")


def people_of(roadmap: Roadmap, *, also: int | None = None) -> QuerySet[User]:
    """Who may own something in it: the members, and whoever (by key) owns it now, even if that person has left."""
    wanted = Q(memberships__workspace=roadmap.workspace_id, is_service=False) | Q(pk=also)
    return User.objects.filter(wanted).distinct().order_by("name", "email")


def find_phase(roadmap: Roadmap, phase: str) -> RoadmapPhase:
    """Raises RoadmapPhase.DoesNotExist."""
    row: RoadmapPhase = roadmap.phases.select_related("owner").get(phase=phase)
    row.roadmap = roadmap
    return row
