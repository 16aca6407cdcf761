"""Pilots, as the API shows them."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from accounts.api.serializers import PersonSerializer
from core.rest.fields import Exact, Text, Whole
from core.rest.serializers import Body, Plain, Shown
from roadmap.choices import PilotDecisionChoice
from roadmap.models import Pilot, PilotCheckIn, PilotHandover, PilotMeasure

MEASURED: dict[str, Any] = {"max_digits": 15, "decimal_places": 4}


class MeasureSerializer(Shown):
    """What is measured, all in `unit`. Check-ins and the decision name it by its place in the list, from 0."""

    class Meta:
        model = PilotMeasure
        fields = ["name", "unit", "start_value", "target_value", "end_value"]


class MeasureBody(Body):
    name = Text(max_length=200)
    unit = Text(max_length=40, allow_blank=True, default="")
    start_value = Exact(**MEASURED)
    target_value = Exact(**MEASURED)


class ValueSerializer(Plain):
    """What a measure was on a day."""

    measure = serializers.IntegerField(read_only=True)
    value = Exact(**MEASURED, read_only=True)


class ValueBody(Body):
    measure = Whole(min_value=0, max_value=100, help_text="The place of the measure in the pilot's list, from 0.")
    value = Exact(**MEASURED)


class PilotSerializer(Shown):
    """One or two services for some weeks, measured, with an end at which somebody decides."""

    services: Any = serializers.ListField(child=serializers.CharField(), read_only=True)
    owner = PersonSerializer(read_only=True, allow_null=True)
    measures = MeasureSerializer(many=True, read_only=True)
    decision = serializers.ChoiceField(choices=PilotDecisionChoice.choices, allow_blank=True, read_only=True)
    decided_by = PersonSerializer(read_only=True, allow_null=True)

    class Meta:
        model = Pilot
        fields = [
            "code",
            "title",
            "services",
            "owner",
            "receiving_team",
            "start_date",
            "end_date",
            "success_criteria",
            "stop_rule",
            "measures",
            "decision",
            "decision_reason",
            "decided_date",
            "decided_by",
            "revision",
            "created_at",
            "changed_at",
        ]


class CheckInSerializer(Shown):
    """How a pilot goes, once a week. `values` are those of its measures on that day."""

    values = serializers.SerializerMethodField()
    written_by = PersonSerializer(read_only=True, allow_null=True)

    class Meta:
        model = PilotCheckIn
        fields = ["code", "day_date", "mood", "values", "note", "written_by", "written_at", "revision"]

    @extend_schema_field(ValueSerializer(many=True))
    def get_values(self, check_in: PilotCheckIn) -> Any:
        """Kept by the keys of the measures, which nobody else knows."""
        places = {str(each.pk): place for place, each in enumerate(self.context["pilot"].measures.all())}
        found = [{"measure": places[key], "value": value} for key, value in check_in.values.items() if key in places]
        return ValueSerializer(sorted(found, key=lambda each: each["measure"]), many=True).data


class HandoverSerializer(Shown):
    """What the team that takes over must have."""

    done_by = PersonSerializer(read_only=True, allow_null=True)

    class Meta:
        model = PilotHandover
        fields = ["code", "text", "done_at", "done_by"]
