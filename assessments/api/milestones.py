"""Milestones: what an assessment said and scored on a day, for good."""

from __future__ import annotations

from typing import Any, ClassVar

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.serializers import PersonSerializer
from accounts.permissions import can_edit, can_own
from assessments.api.door import AssessmentViewSet
from assessments.api.serializers import (
    AssessmentSerializer,
    CountsSerializer,
    PackSerializer,
    ScoresSerializer,
    shown_part,
)
from assessments.forms.milestones import BeginForm, MilestoneForm
from assessments.models import Milestone
from assessments.operations.assessments import NotRestorableError
from assessments.operations.carrying import begin_from_milestone
from assessments.operations.milestones import delete_milestone, freeze_milestone, restore_milestone
from assessments.queries.assessments import listing_of
from assessments.queries.milestones import (
    DamagedMilestoneError,
    find_milestone,
    listed_milestones,
    result_of_milestone,
)
from core.rest.bodies import FromForm
from core.rest.serializers import Plain, Shown


class FrozenResultSerializer(Plain):
    """What it scored."""

    scores = ScoresSerializer(read_only=True)
    counts = CountsSerializer(read_only=True)

    def to_representation(self, milestone: Milestone) -> dict[str, Any]:
        return shown_part(milestone.stored_summary.overall)


class MilestoneSerializer(Shown):
    """Nothing of it ever changes; `content_hash` is the sha256 of all that is frozen."""

    pack = PackSerializer(read_only=True)
    frozen_by = PersonSerializer(read_only=True)
    result = FrozenResultSerializer(source="*", read_only=True)

    class Meta:
        model = Milestone
        fields = [
            "code",
            "title",
            "note",
            "pack",
            "frozen_at",
            "frozen_by",
            "as_of_date",
            "scoring_version",
            "content_hash",
            "result",
        ]


class OpenedMilestoneSerializer(MilestoneSerializer):
    """With all that was frozen: `results` is what results.json held, see docs/results.schema.json."""

    results = serializers.SerializerMethodField()

    class Meta(MilestoneSerializer.Meta):
        fields = [*MilestoneSerializer.Meta.fields, "results"]

    def get_results(self, milestone: Milestone) -> dict[str, Any]:
        return result_of_milestone(milestone).data


class MilestoneViewSet(AssessmentViewSet):
    noun = "Milestone"
    serializer_class = MilestoneSerializer
    bodies: ClassVar[Any] = {"create": FromForm(MilestoneForm), "begin_from": FromForm(BeginForm, name="BeginFrom")}
    answers: ClassVar[Any] = {
        "retrieve": OpenedMilestoneSerializer,
        "destroy": None,
        "begin_from": AssessmentSerializer,
    }
    creates = frozenset({"create", "begin_from"})
    guarded = frozenset()
    may = {"create": can_edit, "begin_from": can_edit, "destroy": can_own, "restore": can_own}
    refuses = {
        NotRestorableError: _("The milestone was deleted more than 30 days ago."),
        DamagedMilestoneError: _("This milestone is not what was frozen: its hash is another."),
    }
    also_answers = {"retrieve": (409,)}
    sorts = {"frozen_at": "frozen_at", "title": "title"}
    order = ("-frozen_at", "-pk")

    def get_queryset(self) -> Any:
        return listed_milestones(self.assessment)

    def retrieve(self, request: Request, **place: Any) -> Response:
        """Read a milestone with all that was frozen."""
        return self.show(self.get_milestone())

    def create(self, request: Request, **place: Any) -> Response:
        """Freeze what the assessment says and scores at this moment."""
        form = self.form(lambda data, files: MilestoneForm(data))
        milestone = freeze_milestone(assessment=self.assessment, actor=self.actor, **form.cleaned_data)
        return self.made(milestone, reverse("api_milestone", args=self.here(milestone.code)))

    def begin_from(self, request: Request, **place: Any) -> Response:
        """Begin a new assessment in which every answer of this milestone waits to be confirmed."""
        milestone = self.get_milestone()
        form = self.form(lambda data, files: BeginForm(data))
        begun = begin_from_milestone(milestone=milestone, actor=self.actor, **form.cleaned_data)
        shown = listing_of(self.workspace).select_related("begun_from").get(pk=begun.pk)
        return self.made(shown, reverse("api_assessment", args=[self.workspace.code, begun.code]))

    def destroy(self, request: Request, **place: Any) -> Response:
        """Delete a milestone. It can be restored for 30 days."""
        delete_milestone(milestone=self.get_milestone(), actor=self.actor)
        return Response(status=204)

    def restore(self, request: Request, **place: Any) -> Response:
        """Take back its deletion."""
        restore_milestone(milestone=self.get_milestone(also_deleted=True), actor=self.actor)
        return self.show(self.get_milestone())

    def get_milestone(self, *, also_deleted: bool = False) -> Milestone:
        return find_milestone(self.assessment, self.kwargs["code"], also_deleted=also_deleted)
