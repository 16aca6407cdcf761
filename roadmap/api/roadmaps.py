"""Roadmaps as a whole."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.viewsets import WorkspaceViewSet
from catalog.operations import pack_of
from catalog.queries import question_packs
from core.rest.bodies import FromForm, Instead
from core.rest.fields import Day, Text
from roadmap.api.serializers import RoadmapSerializer
from roadmap.forms.roadmaps import NewRoadmapForm, RoadmapSettingsForm
from roadmap.models import Roadmap
from roadmap.operations.roadmaps import (
    NotRestorableError,
    change_roadmap,
    create_roadmap,
    delete_roadmap,
    restore_roadmap,
)
from roadmap.permissions import can_plan
from roadmap.queries.roadmaps import find_roadmap, roadmaps_of

FEEDS = "The code of the assessment that feeds it; null for none."
INSTEAD = {
    "assessment": Instead(lambda **_options: Text(default=None, allow_null=True, help_text=FEEDS)),
    "start_date": Instead(lambda **_options: Day(required=False, help_text="Without one, it is today.")),
}


class RoadmapsViewSet(WorkspaceViewSet):
    noun = "Roadmap"
    serializer_class = RoadmapSerializer
    bodies = {
        "create": FromForm(NewRoadmapForm, name="Roadmap", instead=INSTEAD),
        "partial_update": FromForm(RoadmapSettingsForm, name="Roadmap"),
    }
    may = {"create": can_plan, "partial_update": can_plan, "destroy": can_plan, "restore": can_plan}
    answers = {"destroy": None}
    refuses = {NotRestorableError: _("It was deleted more than 30 days ago.")}
    sorts = {"title": "title", "start_date": "start_date", "created_at": "created_at", "changed_at": "changed_at"}

    def get_queryset(self) -> Any:
        return roadmaps_of(self.workspace)

    def retrieve(self, request: Request, **place: Any) -> Response:
        """Read one roadmap."""
        return self.show(self.get_roadmap())

    def create(self, request: Request, **place: Any) -> Response:
        """Begin a roadmap, with the phases, checklists and artifacts of the pack.

        It is the pack of the assessment that feeds it; without one, the shipped pack.
        """
        today = self.workspace.today
        form = self.form(lambda data, files: NewRoadmapForm(data, workspace=self.workspace, today=today))
        assessment = form.cleaned_data["assessment"]
        pack = assessment.pack if assessment else pack_of(question_packs()[0])
        roadmap = create_roadmap(workspace=self.workspace, actor=self.actor, pack=pack, **form.cleaned_data)
        return self.made(roadmap, reverse("api_roadmap", args=[self.workspace.code, roadmap.code]))

    def partial_update(self, request: Request, **place: Any) -> Response:
        """Change its title, owner, assessment, days, efforts and capacity."""
        roadmap = self.get_roadmap()
        seen = self.seen(roadmap)
        form = self.form(lambda data, files: RoadmapSettingsForm(data, instance=roadmap), seen=seen)
        return self.show(change_roadmap(roadmap=roadmap, actor=self.actor, seen=seen, **form.values))

    def destroy(self, request: Request, **place: Any) -> Response:
        """Delete it, with all that is in it. It can be restored for 30 days."""
        roadmap = self.get_roadmap()
        self.seen(roadmap)
        delete_roadmap(roadmap=roadmap, actor=self.actor)
        return Response(status=204)

    def restore(self, request: Request, **place: Any) -> Response:
        """Take back its deletion."""
        restore_roadmap(roadmap=self.get_roadmap(also_deleted=True), actor=self.actor)
        return self.show(self.get_roadmap())

    def get_roadmap(self, *, also_deleted: bool = False) -> Roadmap:
        return find_roadmap(self.workspace, self.kwargs["roadmap_code"], also_deleted=also_deleted)
