"""Imports of tickets, before and after they are taken over."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from rest_framework import serializers

from accounts.api.serializers import PersonSerializer
from accounts.models import User
from core.rest.serializers import Plain, Shown
from roadmap.domain.tickets import Trouble, Verdict
from roadmap.models import ActionImport
from roadmap.queries.action_imports import Doubt, plan_import
from roadmap.queries.imported import ADDED, CHANGED, KEPT, LEFT_OUT, became_of


class ActionImportSerializer(Shown):
    """A file of tickets that was taken over."""

    made_by = PersonSerializer(read_only=True, allow_null=True)

    class Meta:
        model = ActionImport
        fields = ["code", "file_name", "encoding", "separator", "made_at", "made_by", "applied_at", "undone_at"]


class TicketStatusSerializer(Plain):
    """A status of the file, and the state that it stands for; empty for what leaves the state as it is."""

    name = serializers.CharField(read_only=True)
    rows = serializers.IntegerField(read_only=True)
    state = serializers.CharField(read_only=True)


class UnreadCellSerializer(Plain):
    """A cell that is not taken, and why."""

    column = serializers.CharField(read_only=True)
    heading = serializers.CharField(read_only=True)
    value = serializers.CharField(read_only=True)
    trouble = serializers.ChoiceField(choices=[each.value for each in Trouble], read_only=True)


class TicketSerializer(Plain):
    """What would become of a row. `values` are what its action would say; people are named by their code."""

    row = serializers.IntegerField(source="ticket.row", read_only=True)
    title = serializers.CharField(source="ticket.title", read_only=True)
    verdict = serializers.ChoiceField(choices=[each.value for each in Verdict], read_only=True)
    action = serializers.CharField(source="action.code", default=None, allow_null=True, read_only=True)
    revision = serializers.IntegerField(source="action.revision", default=None, allow_null=True, read_only=True)
    values = serializers.SerializerMethodField()
    doubts: Any = serializers.ListField(
        child=serializers.ChoiceField(choices=[each.value for each in Doubt]), read_only=True
    )
    unread = UnreadCellSerializer(source="ticket.unread", many=True, read_only=True)

    def get_values(self, line: Any) -> dict[str, str]:
        return _in_json(line.values)


class BecameActionSerializer(Plain):
    """What has become of an action; `was` and `now` are what it said before and by the file."""

    became = serializers.ChoiceField(choices=[CHANGED, ADDED, LEFT_OUT, KEPT], read_only=True)
    action = serializers.CharField(source="action.code", default=None, allow_null=True, read_only=True)
    was = serializers.SerializerMethodField()
    now = serializers.SerializerMethodField()
    is_changed_since = serializers.BooleanField(read_only=True)

    def get_was(self, line: Any) -> dict[str, str]:
        return _in_json(line.was)

    def get_now(self, line: Any) -> dict[str, str]:
        return _in_json(line.now)


class ActionImportDetailSerializer(ActionImportSerializer):
    """`statuses` and `lines` are of a preview, `became` of what was taken over."""

    statuses = TicketStatusSerializer(many=True, read_only=True)
    lines = TicketSerializer(many=True, read_only=True)
    became = BecameActionSerializer(many=True, read_only=True)

    class Meta:
        model = ActionImport
        fields = [*ActionImportSerializer.Meta.fields, "statuses", "lines", "became"]


def shown_import(found: ActionImport) -> ActionImport:
    """With what ActionImportDetailSerializer shows beside its columns."""
    is_applied = found.applied_at is not None
    plan = None if is_applied else plan_import(found)
    found.statuses = plan.statuses if plan else ()  # type: ignore[attr-defined]
    found.lines = plan.lines if plan else ()  # type: ignore[attr-defined]
    found.became = became_of(found) if is_applied else ()  # type: ignore[attr-defined]
    return found


def _in_json(values: Mapping[str, Any]) -> dict[str, str]:
    return {name: _text(value) for name, value in values.items()}


def _text(value: Any) -> str:
    if isinstance(value, User):
        return value.code
    return value.isoformat() if isinstance(value, date) else str("" if value is None else value)
