"""Phases, their gates and the decisions that these ask for, as the API shows them."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from rest_framework import serializers

from accounts.api.serializers import PersonSerializer
from core.rest.fields import Day
from core.rest.serializers import Plain, Shown
from core.rounding import for_data
from roadmap.domain.gates import Criterion, CriterionKind
from roadmap.domain.phases import PhaseState
from roadmap.models import Decision, GatePassing


class CriterionSerializer(Plain):
    """One line of a gate. `wanted` and `found` are a number, a status or a day as text; empty for nothing.

    `id` names the artifact, the question or the decision. `key` is what passing the gate has to have seen.
    """

    key = serializers.CharField(read_only=True)
    kind = serializers.ChoiceField(choices=[kind.value for kind in CriterionKind], read_only=True)
    id = serializers.CharField(read_only=True)
    text = serializers.CharField(read_only=True)
    wanted = serializers.CharField(read_only=True)
    found = serializers.SerializerMethodField()
    is_met = serializers.BooleanField(read_only=True)

    def to_representation(self, instance: Any) -> dict[str, Any]:
        """Also as it was kept."""
        line = instance if isinstance(instance, Criterion) else Criterion.from_data(instance)
        shown: dict[str, Any] = super().to_representation(line)
        return shown

    def get_found(self, line: Criterion) -> str:
        """A score is a fraction until here."""
        return for_data(Fraction(line.found)) or "" if line.kind is CriterionKind.SCORE and line.found else line.found


class StandingPassingSerializer(Shown):
    """How its gate was passed; `expires_date` is the last day of an exception."""

    passed_by = PersonSerializer(read_only=True)

    class Meta:
        model = GatePassing
        fields = ["code", "passed_at", "passed_by", "open_count", "reason", "expires_date"]


class PassingSerializer(StandingPassingSerializer):
    """A passing of a gate, with what was found at that moment. One that was withdrawn stays as history."""

    withdrawn_by = PersonSerializer(read_only=True, allow_null=True)
    criteria = CriterionSerializer(many=True, read_only=True)

    class Meta:
        model = GatePassing
        fields = [*StandingPassingSerializer.Meta.fields, "criteria", "withdrawn_at", "withdrawn_by"]


class PhaseSerializer(Plain):
    """A phase of a roadmap. They may overlap: their order is advice.

    `too_early` is the earlier phase whose gate was not passed when this one began; empty where all is in order.
    """

    phase = serializers.CharField(source="row.phase", read_only=True)
    number = serializers.IntegerField(read_only=True)
    title = serializers.CharField(read_only=True)
    goal = serializers.CharField(read_only=True)
    state = serializers.ChoiceField(choices=[state.value for state in PhaseState], read_only=True)
    is_current = serializers.BooleanField(read_only=True)
    too_early = serializers.CharField(read_only=True)
    owner = PersonSerializer(source="row.owner", read_only=True, allow_null=True)
    planned_start_date = Day(source="row.planned_start_date", read_only=True, allow_null=True)
    planned_end_date = Day(source="row.planned_end_date", read_only=True, allow_null=True)
    started_date = Day(source="row.started_date", read_only=True, allow_null=True)
    finished_date = Day(source="row.finished_date", read_only=True, allow_null=True)
    passing = StandingPassingSerializer(read_only=True, allow_null=True)
    revision = serializers.IntegerField(source="row.revision", read_only=True)


class PhaseDetailSerializer(PhaseSerializer):
    """A phase of a roadmap, with what its gate asks and finds today."""

    criteria = CriterionSerializer(many=True, read_only=True)


class DecisionSerializer(Shown):
    """What a gate wants decided. `decision` is its id in the pack; one's own has none. With a day it is taken."""

    recorded_by = PersonSerializer(read_only=True, allow_null=True)

    class Meta:
        model = Decision
        fields = ["code", "decision", "text", "decided_by", "taken_date", "note", "recorded_by", "revision"]
