"""Results as the API shows them: what results.json holds, described by docs/results.schema.json."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from assessments.domain.answers import State
from catalog.domain.question_pack import Effort
from core.rest.fields import Day
from core.rest.serializers import Plain

OPTIONAL: Any = {"allow_null": True, "read_only": True}


def a_score() -> Any:
    """Text with four decimals; null where there is none."""
    return serializers.CharField(**OPTIONAL)


def a_level() -> Any:
    return serializers.IntegerField(**OPTIONAL)


class AskedOfSerializer(Plain):
    """What was assessed, and what it aims at; `targets` are those of phases that have their own."""

    organisation = serializers.CharField(read_only=True)
    title = serializers.CharField(read_only=True)
    scope = serializers.CharField(read_only=True)
    target = a_score()
    targets = serializers.DictField(child=serializers.CharField(), read_only=True)


class PackOfResultSerializer(Plain):
    code = serializers.CharField(read_only=True)
    version = serializers.CharField(read_only=True)
    hash = serializers.CharField(read_only=True)


class CompletionSerializer(Plain):
    answered = serializers.IntegerField(read_only=True)
    not_applicable = serializers.IntegerField(read_only=True)
    unknown = serializers.IntegerField(read_only=True)
    unanswered = serializers.IntegerField(read_only=True)
    total = serializers.IntegerField(read_only=True)


class OverallSerializer(Plain):
    """`verified` counts a level as far as evidence carries it; `low` and `high` are what the open questions could
    make of it."""

    claimed = a_score()
    verified = a_score()
    low = a_score()
    high = a_score()
    target = a_score()
    percent_to_target = a_score()
    level = a_level()
    level_name = serializers.CharField(**OPTIONAL)


class GroupOfResultSerializer(Plain):
    """A phase or a domain."""

    id = serializers.CharField(read_only=True)
    title = serializers.CharField(read_only=True)
    claimed = a_score()
    verified = a_score()
    low = a_score()
    high = a_score()
    target = a_score()
    weight = serializers.FloatField(**OPTIONAL)
    counts = CompletionSerializer(read_only=True)


class GapSerializer(Plain):
    """A question below its target, and what to do about it. `first_for` is the question that needs it first."""

    question = serializers.CharField(read_only=True)
    claimed = a_level()
    verified = a_level()
    target = a_score()
    gap = serializers.IntegerField(read_only=True)
    impact = serializers.IntegerField(read_only=True)
    effort = serializers.ChoiceField(choices=[each.value for each in Effort], read_only=True)
    priority = a_score()
    value = serializers.IntegerField(read_only=True)
    first_for = serializers.CharField(**OPTIONAL)
    action = serializers.CharField(**OPTIONAL)


class ToFindOutSerializer(Plain):
    question = serializers.CharField(read_only=True)
    state = serializers.ChoiceField(choices=[each.value for each in State], read_only=True)


class JudgedEvidenceSerializer(Plain):
    """`why` says why it counts on that day, or does not."""

    def get_fields(self) -> dict[str, Any]:
        return {**super().get_fields(), "class": serializers.CharField(read_only=True)}

    kind = serializers.CharField(**OPTIONAL)
    title = serializers.CharField(read_only=True)
    link = serializers.CharField(**OPTIONAL)
    reference = serializers.CharField(**OPTIONAL)
    observed = Day(**OPTIONAL)
    valid_until = Day(**OPTIONAL)
    counts = serializers.BooleanField(read_only=True)
    why = serializers.CharField(read_only=True)


class QuestionOfResultSerializer(Plain):
    """`cap` is the highest level that its evidence carries."""

    id = serializers.CharField(read_only=True)
    state = serializers.ChoiceField(choices=[each.value for each in State], read_only=True)
    level = a_level()
    claimed = a_level()
    verified = a_level()
    target = a_score()
    cap = a_level()
    weight = serializers.FloatField(read_only=True)
    not_applicable = serializers.CharField(**OPTIONAL)
    note = serializers.CharField(read_only=True)
    reason = serializers.CharField(read_only=True)
    met = serializers.ListField(child=serializers.CharField(), read_only=True)
    not_met = serializers.ListField(child=serializers.CharField(), read_only=True)
    evidence = JudgedEvidenceSerializer(many=True, read_only=True)


class WholeResultSerializer(Plain):
    """Everything a result says. Of the `gaps` that comes first which is to be closed first."""

    assessment = AskedOfSerializer(read_only=True)
    pack = PackOfResultSerializer(read_only=True)
    scoring_version = serializers.IntegerField(read_only=True)
    as_of = Day(read_only=True)
    overall = OverallSerializer(read_only=True)
    completion = CompletionSerializer(read_only=True)
    phases = GroupOfResultSerializer(many=True, read_only=True)
    domains = GroupOfResultSerializer(many=True, read_only=True)
    gaps = GapSerializer(many=True, read_only=True)
    find_out = ToFindOutSerializer(many=True, read_only=True)
    questions = QuestionOfResultSerializer(many=True, read_only=True)
