"""Figures of a roadmap: its plan, and how far it is."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from core.rest.fields import Day, Score
from core.rest.serializers import Plain
from roadmap.domain.planning import Obstacle
from roadmap.domain.states import ActionState


class Codes(serializers.ListField):
    """Rows by their codes."""

    child = serializers.CharField()

    def to_representation(self, data: Any) -> list[str]:
        return [row.code for row in data]


class FittingSerializer(Plain):
    """An action with the days that the plan proposes, beside those that it has now."""

    code = serializers.CharField(source="action.code", read_only=True)
    title = serializers.CharField(source="action.title", read_only=True)
    revision = serializers.IntegerField(source="action.revision", read_only=True)
    value = serializers.IntegerField(source="action.value", read_only=True)
    start_date = Day(source="slot.start", read_only=True)
    due_date = Day(source="slot.due", read_only=True)
    start_date_now = Day(source="action.start_date", allow_null=True, read_only=True)
    due_date_now = Day(source="action.due_date", allow_null=True, read_only=True)


class NotFittingSerializer(Plain):
    """An action for which there is no room, and why; `because` are codes of those that it waits for."""

    code = serializers.CharField(source="action.code", read_only=True)
    title = serializers.CharField(source="action.title", read_only=True)
    why = serializers.ChoiceField(source="left.obstacle", choices=[each.value for each in Obstacle], read_only=True)
    because = Codes(read_only=True)


class LastAcceptedSerializer(Plain):
    code = serializers.CharField(read_only=True)
    accepted_at = serializers.DateTimeField(read_only=True)
    undone_at = serializers.DateTimeField(allow_null=True, read_only=True)


class PlanSerializer(Plain):
    """What fits until the horizon, in the best order. `worth` is what it gains until then, `worth_now` what the days of
    today gain; `undated` actions have none. `accepted` is the last plan that somebody took over."""

    start = Day(source="plan.frame.start", read_only=True)
    horizon = Day(source="plan.frame.horizon", read_only=True)
    capacity = serializers.IntegerField(source="plan.frame.capacity_days", read_only=True)
    worth = Score(source="plan.worth", read_only=True)
    worth_now = Score(read_only=True)
    undated = serializers.IntegerField(read_only=True)
    fitting = FittingSerializer(many=True, read_only=True)
    not_fitting = NotFittingSerializer(many=True, read_only=True)
    set_aside = Codes(read_only=True)
    accepted = LastAcceptedSerializer(allow_null=True, read_only=True)


class AcceptedPlanSerializer(Plain):
    """Codes of the actions that have new days, and of those that somebody has changed since; `gone` are not open any
    more. `plan` takes it back; empty where nothing was changed."""

    plan = serializers.CharField(source="plan.code", default="", read_only=True)
    changed = Codes(read_only=True)
    stale = Codes(read_only=True)
    gone = serializers.IntegerField(read_only=True)


class DoneOfTotalSerializer(Plain):
    """So much of so much."""

    done = serializers.IntegerField(read_only=True)
    total = serializers.IntegerField(read_only=True)


class OverdueCountsSerializer(Plain):
    actions = serializers.IntegerField(read_only=True)
    items = serializers.IntegerField(read_only=True)
    artifacts = serializers.IntegerField(read_only=True)


class ActionStatesSerializer(Plain):
    """How many actions are in each state."""

    def get_fields(self) -> dict[str, Any]:
        return {state.value: serializers.IntegerField(read_only=True) for state in ActionState}


class PhaseFiguresSerializer(Plain):
    """`actions` are counted by their value; `completion` is a share from 0 to 1, null for an empty phase."""

    phase = serializers.CharField(read_only=True)
    items = DoneOfTotalSerializer(source="figures.items", read_only=True)
    artifacts = DoneOfTotalSerializer(source="figures.artifacts", read_only=True)
    actions = DoneOfTotalSerializer(source="figures.actions", read_only=True)
    completion = Score(source="figures.completion", allow_null=True, read_only=True)


class LateWorkSerializer(Plain):
    """What was to be done by `since`."""

    since = Day(read_only=True)
    kind = serializers.ChoiceField(choices=["action", "item", "artifact"], read_only=True)
    code = serializers.CharField(read_only=True)
    owner = serializers.CharField(read_only=True)


class SnapshotSerializer(Plain):
    """What was stored on a day: value that is meant, value done, and person-days of what is done."""

    day = Day(read_only=True)
    value = serializers.IntegerField(read_only=True)
    done = serializers.IntegerField(read_only=True)
    days = serializers.IntegerField(read_only=True)


class RoadmapProgressSerializer(Plain):
    """How far a roadmap is on `day`. `value` and `days`, of effort, leave out what was dropped.

    `history` are the snapshots of each week, oldest first; `late` begins with what is late longest.
    """

    day = Day(source="standing.day", read_only=True)
    value = DoneOfTotalSerializer(source="standing.figures.value", read_only=True)
    days = DoneOfTotalSerializer(source="standing.figures.days", read_only=True)
    actions = DoneOfTotalSerializer(source="standing.figures.actions", read_only=True)
    states = ActionStatesSerializer(source="standing.figures.states", read_only=True)
    items = DoneOfTotalSerializer(source="standing.figures.items", read_only=True)
    artifacts = DoneOfTotalSerializer(source="standing.figures.artifacts", read_only=True)
    gates = DoneOfTotalSerializer(source="standing.figures.gates", read_only=True)
    overdue = OverdueCountsSerializer(source="standing.figures.overdue", read_only=True)
    phases = PhaseFiguresSerializer(many=True, read_only=True)
    late = LateWorkSerializer(source="standing.late", many=True, read_only=True)
    history = SnapshotSerializer(many=True, read_only=True)
