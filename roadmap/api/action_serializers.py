"""What becomes of actions, one or several, and what is said about them."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from accounts.api.serializers import PersonSerializer
from core.models.revisions import LAST_REVISION
from core.rest.fields import OneOf, Text, Truth, Whole
from core.rest.serializers import Body, Plain, Shown
from roadmap.api.serializers import ActionSerializer
from roadmap.choices import ActionStateChoice, LeftOutChoice
from roadmap.models import ActionComment

CODE = {"max_length": 20, "allow_blank": True, "default": ""}


class SeenActionBody(Body):
    """An action, and its revision as it was seen."""

    code = Text(max_length=20)
    revision = Whole(min_value=1, max_value=LAST_REVISION)


class ActionMoveBody(Body):
    """Where on the board: first, directly before or after the card of a code, or else last."""

    state = OneOf(choices=ActionStateChoice.choices)
    before = Text(**CODE)
    after = Text(**CODE)
    is_first = Truth(default=False)


class MovedActionSerializer(Plain):
    """`change` is what undoes it; empty for what does not close it."""

    action = ActionSerializer(read_only=True)
    change = serializers.CharField(source="change.code", default="", read_only=True)
    revision = serializers.IntegerField(source="action.revision", read_only=True)


class NamedActionSerializer(Plain):
    code = serializers.CharField(read_only=True)
    title = serializers.CharField(read_only=True)


class LeftOutActionSerializer(Plain):
    title = serializers.CharField(read_only=True)
    why = serializers.ChoiceField(choices=LeftOutChoice.choices, read_only=True)


class ChangedActionsSerializer(Plain):
    """`actions` are changed, or would be; `left` stay as they are, and why; `gone` is how many were not found.

    `change` undoes it; empty where nothing was changed.
    """

    actions = NamedActionSerializer(many=True, read_only=True)
    left = LeftOutActionSerializer(many=True, read_only=True)
    gone = serializers.IntegerField(read_only=True)
    change = serializers.CharField(source="change.code", default="", read_only=True)


class ActionsUndoneSerializer(Plain):
    """`actions` are as they were before; somebody has changed the others since. A second time nothing happens."""

    actions = NamedActionSerializer(many=True, read_only=True)
    left = NamedActionSerializer(many=True, read_only=True)


class TakenBackSerializer(Plain):
    """How many actions were taken back, and how many stay since somebody has changed them."""

    count = serializers.IntegerField(read_only=True)
    kept = serializers.IntegerField(read_only=True)


class OfferedGapSerializer(Plain):
    """A gap of the assessment that feeds the roadmap, the first to close first.

    `action` is the code of the open one that closes it, `closed` that of the last that was closed for it.
    """

    number = serializers.IntegerField(read_only=True)
    question = serializers.CharField(source="question.id", read_only=True)
    title = serializers.CharField(source="question.title", read_only=True)
    phase = serializers.CharField(read_only=True)
    to_level = serializers.IntegerField(source="gap.result.target", read_only=True)
    gap = serializers.IntegerField(source="gap.gap", read_only=True)
    value = serializers.IntegerField(source="gap.value", read_only=True)
    effort_days = serializers.IntegerField(source="days", read_only=True)
    advice = serializers.CharField(read_only=True)
    action = serializers.CharField(source="action.code", default=None, allow_null=True, read_only=True)
    closed = serializers.CharField(source="closed.code", default=None, allow_null=True, read_only=True)


class GapQuestionsBody(Body):
    questions: Any = serializers.ListField(child=Text(max_length=64), min_length=1, max_length=2000)


class MadeActionsSerializer(Plain):
    """`code` takes them back."""

    code = serializers.CharField(read_only=True)
    actions: Any = serializers.ListField(source="detail.actions", child=serializers.CharField(), read_only=True)


class ActionCommentSerializer(Shown):
    """What somebody said about an action."""

    written_by = PersonSerializer(read_only=True, allow_null=True)

    class Meta:
        model = ActionComment
        fields = ["code", "text", "written_by", "written_at"]
