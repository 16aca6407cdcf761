"""Endpoints below a roadmap. What is another workspace's does not exist."""

from __future__ import annotations

from typing import Any

from rest_framework.request import Request

from accounts.api.viewsets import WorkspaceViewSet
from roadmap.models import Roadmap, RoadmapPhase
from roadmap.queries.roadmaps import find_phase, find_roadmap


class RoadmapViewSet(WorkspaceViewSet):
    roadmap: Roadmap

    def enter(self, request: Request, **place: Any) -> None:
        super().enter(request, **place)
        self.roadmap = find_roadmap(self.workspace, place["roadmap_code"])

    def get_serializer_context(self) -> dict[str, Any]:
        """Rows of a list do not ask for the roadmap that they are in."""
        return {**super().get_serializer_context(), "roadmap": self.roadmap}

    def here(self, *codes: str) -> list[str]:
        """The arguments of an address below this roadmap."""
        return [self.workspace.code, self.roadmap.code, *codes]


class PhaseViewSet(RoadmapViewSet):
    """Of the phase that the address names, where it does."""

    phase: RoadmapPhase

    def enter(self, request: Request, **place: Any) -> None:
        super().enter(request, **place)
        if "phase" in place:
            self.phase = find_phase(self.roadmap, place["phase"])
