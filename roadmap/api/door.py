"""Endpoints below a roadmap. What is another workspace's does not exist."""

from __future__ import annotations

from typing import Any

from rest_framework.request import Request

from accounts.api.viewsets import WorkspaceViewSet
from roadmap.models import Roadmap
from roadmap.queries.roadmaps import find_roadmap


class RoadmapViewSet(WorkspaceViewSet):
    roadmap: Roadmap

    def enter(self, request: Request, **place: Any) -> None:
        super().enter(request, **place)
        self.roadmap = find_roadmap(self.workspace, place["roadmap_code"])

    def here(self, *codes: str) -> list[str]:
        """The arguments of an address below this roadmap."""
        return [self.workspace.code, self.roadmap.code, *codes]
