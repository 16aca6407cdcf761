"""Where a decision about vendors can go."""

from __future__ import annotations

from accounts.models import Workspace
from roadmap.models import Roadmap, RoadmapPhase
from roadmap.queries.roadmaps import roadmaps_of


def phases_to_choose(workspace: Workspace) -> list[tuple[Roadmap, list[RoadmapPhase]]]:
    """By roadmap, what was changed last first; two queries."""
    found = list(roadmaps_of(workspace).prefetch_related("phases"))
    return [(roadmap, list(roadmap.phases.all())) for roadmap in found]
