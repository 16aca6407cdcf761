"""The artifacts of a roadmap."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, Q
from django.http import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_filters import CharFilter, ChoiceFilter, FilterSet
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from core.downloads import attached
from core.rest.bodies import FromForm, Instead, Several
from core.rest.downloads import Download
from core.rest.fields import Text, Whole
from core.rest.problems import ConflictProblem, FieldError, InvalidProblem
from roadmap.api.door import ArtifactsViewSet
from roadmap.api.item_serializers import ArtifactSerializer, EventSerializer, ServedSerializer
from roadmap.choices import ArtifactStatusChoice
from roadmap.domain.states import ArtifactStatus
from roadmap.files.template_docx import DOCX, template_docx
from roadmap.files.template_markdown import template_markdown
from roadmap.forms.artifacts import (
    LONGEST_LINE,
    MOST_LINES,
    TICK,
    ChangeArtifactForm,
    NewArtifactForm,
    TicksForm,
)
from roadmap.models import Artifact, ArtifactVersion
from roadmap.operations.artifact_reviews import SettledError
from roadmap.operations.artifacts import (
    NotRestorableError,
    change_artifact,
    create_artifact,
    delete_artifact,
    restore_artifact,
    tick_artifact,
)
from roadmap.permissions import can_plan, can_work
from roadmap.queries.artifact_questions import feeding_assessment, served_by
from roadmap.queries.artifact_template import template_name, template_of
from roadmap.queries.artifacts import events_of, versions_of


def _lines(**options: Any) -> Any:
    line = Text(max_length=LONGEST_LINE)
    return serializers.ListField(child=line, max_length=MOST_LINES, **{**options, "required": False})


LINES = Instead(_lines, "\n".join)
INSTEAD = {"done_when": LINES, "outline": LINES}


def _ticked(form: TicksForm, ticks: list[int]) -> dict[str, bool]:
    sentences = [name for name in form.fields if name.startswith(TICK)]
    if any(place >= len(sentences) for place in ticks):
        said = _("Its definition of done has %(count)d sentences, counted from 0.") % {"count": len(sentences)}
        raise InvalidProblem([FieldError("#/ticks", said)])
    return {name: place in ticks for place, name in enumerate(sentences)}


TICKS = Several(
    rf"{TICK}\d+",
    lambda **options: serializers.ListField(
        child=Whole(min_value=0, max_value=1000),
        help_text="The places in the definition of done, from 0, of all that is true.",
        **options,
    ),
    _ticked,
)


class ArtifactFilters(FilterSet):
    """`owner` and `reviewer` are codes of people; `status` is that of today."""

    owner = CharFilter(field_name="owner__code")
    reviewer = CharFilter(field_name="reviewer__code")
    status = ChoiceFilter(choices=ArtifactStatusChoice.choices, method="of_status")

    class Meta:
        model = Artifact
        fields = ["phase", "kind"]

    def of_status(self, found: Any, name: str, status: str) -> Any:
        """After its review date what was accepted is outdated, whether or not what is stored says so already."""
        assert self.request is not None
        late = Q(status=ArtifactStatus.ACCEPTED, review_date__lt=self.request.workspace.today)
        if status == ArtifactStatus.OUTDATED:
            return found.filter(Q(status=status) | late)
        return found.filter(status=status).exclude(late)


class ArtifactViewSet(ArtifactsViewSet):
    noun = "Artifact"
    serializer_class = ArtifactSerializer
    filterset_class = ArtifactFilters
    bodies = {
        "create": FromForm(NewArtifactForm, name="Artifact", instead=INSTEAD),
        "partial_update": FromForm(ChangeArtifactForm, name="Artifact", instead=INSTEAD),
        "tick": FromForm(TicksForm, name="ArtifactTicks", several={"ticks": TICKS}),
    }
    answers = {
        "destroy": None,
        "markdown": Download(("text/markdown",), "Its template, to go on writing in."),
        "docx": Download((DOCX,), "Its template, to go on writing in."),
    }
    guarded = frozenset({"partial_update", "destroy", "tick"})
    may = {
        **dict.fromkeys(("create", "partial_update", "destroy", "restore"), can_plan),
        "tick": can_work,
    }
    refuses = {
        NotRestorableError: gettext_lazy("It was deleted more than 30 days ago."),
        SettledError: gettext_lazy("It is accepted. What is done of it stays as it was accepted."),
    }
    sorts = {"created_at": "created_at", "changed_at": "changed_at"}
    order = ("pk",)

    def get_queryset(self) -> Any:
        found = Artifact.objects.filter(roadmap=self.roadmap, deleted_at=None)
        numbers = Prefetch("versions", queryset=ArtifactVersion.objects.only("artifact", "number"))
        return found.select_related("owner", "reviewer", "accepted_by", "evidence").prefetch_related(numbers)

    def retrieve(self, request: Request, **place: Any) -> Response:
        """Read one artifact."""
        return self.show(self.get_artifact())

    def create(self, request: Request, **place: Any) -> Response:
        """Add an artifact of one's own. Those of the pack are there from the beginning."""
        initial = {"owner": self.actor}
        form = self.form(lambda data, files: NewArtifactForm(data, roadmap=self.roadmap, initial=initial))
        artifact = create_artifact(roadmap=self.roadmap, actor=self.actor, **form.cleaned_data)
        return self.made(artifact, reverse("api_artifact", args=self.here(artifact.code)))

    def partial_update(self, request: Request, **place: Any) -> Response:
        """Change what is said of it. What the pack says of its own artifacts stays."""
        artifact = self.get_artifact()
        seen = self.seen(artifact)
        form = self.form(lambda data, files: ChangeArtifactForm(data, instance=artifact), seen=seen)
        return self.show(change_artifact(artifact=artifact, actor=self.actor, seen=seen, **form.values))

    def destroy(self, request: Request, **place: Any) -> Response:
        """Delete one's own. It can be restored for 30 days."""
        artifact = self.get_artifact()
        self.seen(artifact)
        if artifact.kind:
            raise ConflictProblem(_("The pack asks for this artifact, so it stays. Only one's own can be deleted."))
        delete_artifact(artifact=artifact, actor=self.actor)
        return Response(status=204)

    def restore(self, request: Request, **place: Any) -> Response:
        """Take back its deletion."""
        restore_artifact(artifact=self.get_artifact(also_deleted=True), actor=self.actor)
        return self.show(self.get_artifact())

    def tick(self, request: Request, **place: Any) -> Response:
        """Say which sentences of its definition of done are true: all of them, the others are not."""
        artifact = self.get_artifact()
        seen = self.seen(artifact)
        form = self.form(lambda data, files: TicksForm(data, instance=artifact), seen=seen)
        return self.show(tick_artifact(artifact=artifact, actor=self.actor, seen=seen, **form.values))

    def markdown(self, request: Request, **place: Any) -> HttpResponseBase:
        """Download its template as Markdown."""
        artifact = self.get_artifact()
        content = template_markdown(template_of(artifact)).encode()
        return attached(template_name(artifact, "md"), content, "text/markdown; charset=utf-8")

    def docx(self, request: Request, **place: Any) -> HttpResponseBase:
        """Download its template as a Word document."""
        artifact = self.get_artifact()
        return attached(template_name(artifact, "docx"), template_docx(template_of(artifact)), DOCX)


class ArtifactEventViewSet(ArtifactsViewSet):
    noun = "ArtifactEvent"
    tag = "Artifacts"
    serializer_class = EventSerializer
    unpaged = frozenset({"list"})

    def list(self, request: Request, **place: Any) -> Response:
        """List its steps from draft to accepted, the newest first."""
        artifact = self.get_artifact()
        return self.show_all(events_of(artifact, versions_of(artifact)))


class ArtifactQuestionViewSet(ArtifactsViewSet):
    noun = "ArtifactQuestion"
    tag = "Artifacts"
    serializer_class = ServedSerializer
    unpaged = frozenset({"list"})

    def list(self, request: Request, **place: Any) -> Response:
        """List the questions that it is evidence for, and which of them can cite it."""
        return self.show_all(served_by(self.get_artifact(), feeding_assessment(self.roadmap)))
