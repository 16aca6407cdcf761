"""A chosen vendor goes over into a roadmap."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.permissions import can_edit
from core.rest.bodies import FromForm, Instead
from core.rest.fields import Day, Text
from core.rest.problems import FieldError, InvalidProblem
from core.rest.serializers import Body, Plain
from reports.api.door import OfEvaluationViewSet
from reports.forms.takeovers import TakeoverForm, lines_of, pilot_title
from reports.operations.takeovers import TAKEN_OVER, TakenOverAlreadyError, take_over, undo_take_over
from reports.queries.decisions import NotDecidedError
from reports.queries.takeovers import phases_to_choose
from roadmap.models import Roadmap
from vendors.domain.stages import AwardKind, Stage
from vendors.models import Award
from vendors.queries.awards import award_of


class PlaceBody(Body):
    """A phase of a roadmap."""

    roadmap = Text(help_text="The code of a roadmap.")
    phase = Text(help_text="The id of a phase.")


class TakeoverSerializer(Plain):
    """What was made in the roadmap, by codes; `code` is that of the taking over, by which it can be undone."""

    code = serializers.CharField(read_only=True)
    roadmap = serializers.CharField(source="object_code", read_only=True)
    decision = serializers.CharField(source="detail.decision", read_only=True)
    actions = serializers.ListField(source="detail.actions", child=serializers.CharField(), read_only=True)
    pilot = serializers.CharField(source="detail.pilot", read_only=True, help_text="Empty where none was made.")


class UndoneSerializer(Plain):
    """How many entries are removed, and how many stay because somebody has worked on them since."""

    removed = serializers.IntegerField(source="gone", read_only=True)
    kept = serializers.IntegerField(read_only=True)


def _of_pilot(shape: Any, says: str) -> Instead:
    return Instead(lambda **options: shape(**{**options, "required": False}, help_text=says))


INSTEAD = {
    "phase": Instead(lambda **options: PlaceBody(**options), lambda place: f"{place['roadmap']}:{place['phase']}"),
    "actions": Instead(
        lambda **options: serializers.ListField(child=Text(max_length=200), **{**options, "required": False}),
        "\n".join,
    ),
    "service": _of_pilot(Text, "What the pilot runs on, where the award is conditional on one."),
    "start": _of_pilot(Day, "The first day of the pilot, where the award is conditional on one."),
}


class TakeoverViewSet(OfEvaluationViewSet):
    noun = "Takeover"
    serializer_class = TakeoverSerializer
    bodies = {"create": FromForm(TakeoverForm, instead=INSTEAD)}
    answers = {"destroy": UndoneSerializer}
    guarded = frozenset()
    may = {"create": can_edit, "destroy": can_edit}
    refuses = {NotDecidedError: gettext_lazy("The decision was taken back meanwhile.")}

    def create(self, request: Request, **place: Any) -> Response:
        """Take an awarded vendor over into a phase of a roadmap: as a decision, with actions.

        Where the award is conditional, a pilot is made with its conditions.
        """
        award = self.award
        phases, has_pilot = phases_to_choose(self.workspace), award.kind == AwardKind.CONDITIONAL
        form = self.form(lambda data, files: TakeoverForm(data, phases=phases, has_pilot=has_pilot))
        try:
            event = take_over(
                evaluation=self.evaluation,
                phase=form.chosen,
                actor=self.actor,
                decision=form.cleaned_data["decision"],
                actions=lines_of(form.cleaned_data["actions"]),
                pilot=form.pilot(pilot_title(award), award.pilot_days or 1),
            )
        except TakenOverAlreadyError:
            said = _("This roadmap has that decision already.")
            raise InvalidProblem([FieldError("#/decision", said)]) from None
        return self.made(event, reverse("api_takeover", args=[self.workspace.code, self.evaluation.code, event.code]))

    def destroy(self, request: Request, **place: Any) -> Response:
        """Remove what was made then. What somebody has worked on since stays."""
        event = self.workspace.activities.filter(code=self.kwargs["code"], verb=TAKEN_OVER).first()
        if event is None:
            raise Http404
        try:
            return self.show(undo_take_over(event=event, actor=self.actor))
        except Roadmap.DoesNotExist:
            raise Http404 from None

    @property
    def award(self) -> Award:
        found = award_of(self.evaluation) if self.evaluation.at is Stage.DECIDED else None
        if found is None or found.proposal is None:
            raise Http404
        return found
