"""Endpoints below a roadmap. What is another workspace's does not exist."""

from __future__ import annotations

from typing import Any

from rest_framework.request import Request

from accounts.api.viewsets import WorkspaceViewSet
from roadmap.models import Action, Artifact, Pilot, Roadmap, RoadmapPhase
from roadmap.queries.actions import find_action
from roadmap.queries.artifacts import find_artifact
from roadmap.queries.pilots import find_pilot
from roadmap.queries.roadmaps import find_phase, find_roadmap


class RoadmapViewSet(WorkspaceViewSet):
    roadmap: Roadmap

    def enter(self, request: Request, **place: Any) -> None:
        super().enter(request, **place)
        self.roadmap = find_roadmap(self.workspace, place["roadmap_code"])

    def get_serializer_context(self) -> dict[str, Any]:
        return {**super().get_serializer_context(), "roadmap": self.roadmap}

    def paginate_queryset(self, queryset: Any) -> Any:
        """Rows of a page know the roadmap that they are in, so that none asks for it."""
        page = super().paginate_queryset(queryset)
        for row in page or ():
            if hasattr(row, "roadmap_id"):
                row.roadmap = self.roadmap
        return page

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


class ActionsViewSet(RoadmapViewSet):
    def get_action(self, *, also_deleted: bool = False) -> Action:
        """The one that the address names. Raises Action.DoesNotExist."""
        return find_action(self.roadmap, self.kwargs["code"], also_deleted=also_deleted)


class ArtifactsViewSet(RoadmapViewSet):
    def get_artifact(self, *, also_deleted: bool = False) -> Artifact:
        """The one that the address names. Raises Artifact.DoesNotExist."""
        return find_artifact(self.roadmap, self.kwargs["code"], also_deleted=also_deleted)


class PilotsViewSet(RoadmapViewSet):
    """Of the pilot that the address names, where it does."""

    def get_pilot(self, *, also_deleted: bool = False) -> Pilot:
        """Raises Pilot.DoesNotExist."""
        return find_pilot(self.roadmap, self.kwargs["pilot_code"], also_deleted=also_deleted)
