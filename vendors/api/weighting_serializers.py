"""Weightings as the API shows them, and what is said of importance."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from rest_framework import serializers

from core.rest.fields import Exact, OneOf, Score, Text
from core.rest.serializers import Body, Plain
from core.rounding import exactly
from vendors.choices import MethodChoice
from vendors.forms.weights import TIMES
from vendors.models import ModelVersion, Weighting
from vendors.queries.weights import Way, way_of

PARENT = "The key of a group, or empty for the groups among each other."


@dataclass(frozen=True)
class ShownWeighting:
    row: Weighting
    way: Way

    @property
    def is_complete(self) -> bool:
        return self.way.model is not None

    @property
    def numbers(self) -> Iterator[dict[str, str]]:
        if self.row.method != MethodChoice.PAIRWISE:
            for parent, said in self._said():
                for key, text in said.items():
                    yield {"group": parent, "key": key, "value": exactly(Fraction(text))}

    @property
    def pairs(self) -> Iterator[dict[str, str]]:
        if self.row.method == MethodChoice.PAIRWISE:
            for parent, said in self._said():
                for first, second, times in said:
                    yield {"group": parent, "first": first, "second": second, "times": times}

    @property
    def groups(self) -> list[dict[str, object]]:
        return [{"key": key, "share": share} for key, share in self.way.groups.items()]

    @property
    def criteria(self) -> list[dict[str, object]]:
        return [{"key": key, "share": share} for key, share in self.way.effective.items()]

    @property
    def consistency(self) -> list[dict[str, object]]:
        return [{"group": parent, "ratio": found.ratio} for parent, found in self.way.comparisons.items()]

    def _said(self) -> Iterator[tuple[str, Any]]:
        yield from self.row.judgements.get(self.row.method, {}).items()


def shown_weighting(version: ModelVersion, row: Weighting) -> ShownWeighting:
    return ShownWeighting(row, way_of(version, row))


class WeightSerializer(Plain):
    """All of them sum to 1."""

    key = serializers.CharField(read_only=True)
    share = Score(read_only=True)


class NumberSerializer(Plain):
    """What was said of one group or criterion: points, a swing from 0 to 100, or a place."""

    group = serializers.CharField(read_only=True, allow_blank=True)
    key = serializers.CharField(read_only=True)
    value = serializers.CharField(read_only=True)


class PairSerializer(Plain):
    """How many times the first counts the second, from 9 to 1/9."""

    group = serializers.CharField(read_only=True, allow_blank=True)
    first = serializers.CharField(read_only=True)
    second = serializers.CharField(read_only=True)
    times = serializers.CharField(read_only=True)


class ConsistencySerializer(Plain):
    """Of the comparisons in a group. A ratio over 0.1 needs a reason before the version can be locked."""

    group = serializers.CharField(read_only=True, allow_blank=True)
    ratio = Score(read_only=True)


class WeightingSerializer(Plain):
    """One way to weigh the criteria: the one that counts has no name, a scenario such as “CFO” has one.

    `groups` and `criteria` are the weights that it comes to; they are empty as long as it is not complete.
    """

    code = serializers.CharField(source="row.code", read_only=True)
    name = serializers.CharField(source="row.name", read_only=True, allow_blank=True)
    method = serializers.ChoiceField(choices=MethodChoice.choices, source="row.method", read_only=True)
    reason = serializers.CharField(source="row.reason", read_only=True, allow_blank=True)
    is_complete = serializers.BooleanField(read_only=True)
    numbers = NumberSerializer(many=True, read_only=True)
    pairs = PairSerializer(many=True, read_only=True)
    consistency = ConsistencySerializer(many=True, read_only=True)
    groups = WeightSerializer(many=True, read_only=True)
    criteria = WeightSerializer(many=True, read_only=True)


class NumberBody(Body):
    group = Text(max_length=32, allow_blank=True, help_text=PARENT)
    key = Text(max_length=32)
    value = Exact(allow_null=True, help_text="Null for nothing said any more.")


class PairBody(Body):
    group = Text(max_length=32, allow_blank=True, help_text=PARENT)
    first = Text(max_length=32)
    second = Text(max_length=32)
    times = OneOf(
        choices=[times for times in TIMES if times], allow_null=True, help_text="How many times the first counts it."
    )


class JudgementsBody(Body):
    """What is not said here stays as it is. `numbers` are for points, swing and rank, `pairs` for pairwise."""

    method = OneOf(choices=MethodChoice.choices)
    numbers = NumberBody(many=True, default=list)
    pairs = PairBody(many=True, default=list)
    reason = Text(max_length=4000, required=False, allow_blank=True, help_text="Why contradictions stay.")
