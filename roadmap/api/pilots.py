"""The pilots of a roadmap, and what is decided about them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_filters import FilterSet
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from core.rest.bodies import FromForm, Several
from core.rest.fields import Text
from roadmap.api.door import PilotsViewSet
from roadmap.api.measured import as_typed, values_field
from roadmap.api.pilot_serializers import MeasureBody, PilotSerializer
from roadmap.forms.pilots import PLACES, DecisionForm, PilotForm, new_pilot
from roadmap.models import Pilot
from roadmap.operations.actions import NotRestorableError
from roadmap.operations.pilots import change_pilot, create_pilot, decide_pilot, delete_pilot, restore_pilot
from roadmap.permissions import can_plan
from roadmap.queries.pilots import pilots_of

PARTS = {"name": "name", "unit": "unit", "start": "start_value", "target": "target_value"}


def _measures(**options: Any) -> Any:
    body: Any = MeasureBody
    return body(many=True, min_length=1, max_length=PLACES, **options)


def _measured(form: PilotForm, measures: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """In their places; the others are emptied."""
    rows = [*measures, *({} for _empty in range(PLACES))][:PLACES]
    return {
        f"measure_{number}_{part}": as_typed(row.get(name, ""))
        for number, row in enumerate(rows, start=1)
        for part, name in PARTS.items()
    }


def _place_of(name: str) -> str:
    _measure, number, part = name.split("_")
    return f"/{int(number) - 1}/{PARTS[part]}"


SEVERAL = {
    "services": Several(
        r"service_\d",
        lambda **options: serializers.ListField(child=Text(max_length=100), min_length=1, max_length=2, **options),
        lambda form, services: {f"service_{place}": name for place, name in enumerate([*services, ""][:2], start=1)},
        lambda name: f"/{int(name[-1]) - 1}",
    ),
    "measures": Several(
        r"measure_\d_[a-z]+",
        _measures,
        _measured,
        _place_of,
    ),
}


class PilotFilters(FilterSet):
    class Meta:
        model = Pilot
        fields = ["decision"]


class PilotViewSet(PilotsViewSet):
    noun = "Pilot"
    serializer_class = PilotSerializer
    filterset_class = PilotFilters
    bodies = {
        "create": FromForm(PilotForm, several=SEVERAL),
        "partial_update": FromForm(PilotForm, several=SEVERAL),
        "decide": FromForm(
            DecisionForm,
            name="PilotDecision",
            several={"values": values_field("end_", "#/values")},
        ),
    }
    guarded = frozenset({"partial_update", "destroy", "decide"})
    may = dict.fromkeys(("create", "partial_update", "destroy", "restore", "decide"), can_plan)
    answers = {"destroy": None}
    refuses = {NotRestorableError: _("It was deleted more than 30 days ago.")}
    sorts = {"start_date": "start_date", "end_date": "end_date", "title": "title"}
    order = ("-start_date", "-pk")

    def get_queryset(self) -> Any:
        return pilots_of(self.roadmap).select_related("owner", "decided_by")

    def retrieve(self, request: Request, **place: Any) -> Response:
        """Read one pilot."""
        return self.show(self.get_pilot())

    def create(self, request: Request, **place: Any) -> Response:
        """Plan a pilot, with what is to be measured."""
        pilot = new_pilot(self.roadmap, owner=self.actor, today=self.workspace.today)
        form = self.form(lambda data, files: PilotForm(data, instance=pilot), seen=pilot.revision)
        made = create_pilot(roadmap=self.roadmap, actor=self.actor, **form.values)
        return self.made(made, reverse("api_pilot", args=self.here(made.code)))

    def partial_update(self, request: Request, **place: Any) -> Response:
        """Change what is planned. A measure that is left out goes, with what was found of it."""
        pilot = self.get_pilot()
        seen = self.seen(pilot)
        form = self.form(lambda data, files: PilotForm(data, instance=pilot), seen=seen)
        return self.show(change_pilot(pilot=pilot, actor=self.actor, seen=seen, **form.values))

    def decide(self, request: Request, **place: Any) -> Response:
        """Decide at its end: scale, extend or stop, with what was measured and why. An extended one goes on."""
        pilot = self.get_pilot()
        seen = self.seen(pilot)
        today = self.workspace.today
        form = self.form(lambda data, files: DecisionForm(data, instance=pilot, today=today), seen=seen)
        return self.show(decide_pilot(pilot=pilot, actor=self.actor, seen=seen, **form.values))

    def destroy(self, request: Request, **place: Any) -> Response:
        """Delete it. It can be restored for 30 days."""
        pilot = self.get_pilot()
        self.seen(pilot)
        delete_pilot(pilot=pilot, actor=self.actor)
        return Response(status=204)

    def restore(self, request: Request, **place: Any) -> Response:
        """Take back its deletion."""
        restore_pilot(pilot=self.get_pilot(also_deleted=True), actor=self.actor)
        return self.show(self.get_pilot())
