"""What an evaluation is, as the API shows it."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from accounts.api.serializers import PersonSerializer
from core.rest.serializers import Plain, Shown
from vendors.models import Evaluation
from vendors.queries.progress import Progress
from vendors.queries.seated import Seated

OF_EVALUATION = [
    "code",
    "title",
    "purpose",
    "stage",
    "moderator",
    "previous",
    "are_names_hidden",
    "deadline_at",
    "accepts_late",
    "agenda_spread",
    "fewest_evaluators",
    "robust_percent",
    "leaning_percent",
    "low_price_percent",
    "opened_at",
    "consensus_at",
    "locked_at",
    "revision",
    "created_at",
    "changed_at",
]


class EvaluationSerializer(Shown):
    """A comparison of vendors' proposals. `previous` is the code of the one that it evaluates again.

    `robust_percent` and `leaning_percent` are from where on a ranking is called so; `low_price_percent` is the share of
    the median under which a price asks for an explanation.
    """

    moderator = PersonSerializer(read_only=True, allow_null=True)
    previous = serializers.CharField(source="previous.code", default=None, read_only=True, allow_null=True)

    class Meta:
        model = Evaluation
        fields = OF_EVALUATION


class HowFarSerializer(Plain):
    """In numbers that say nothing of what anybody scored.

    `settled` are the criteria that are accepted; null while that is sealed for you.
    """

    proposals = serializers.IntegerField(read_only=True)
    come = serializers.IntegerField(read_only=True)
    evaluators = serializers.SerializerMethodField()
    handed_in = serializers.IntegerField(read_only=True)
    criteria = serializers.IntegerField(read_only=True)
    settled = serializers.SerializerMethodField()

    def get_evaluators(self, progress: Progress) -> int:
        return len(progress.evaluators)

    def get_settled(self, progress: Progress) -> int | None:
        return progress.accepted if self.context["seated"].seat.sees_result else None


class SeatSerializer(Plain):
    """What you are in it, and what is not sealed for you at its stage."""

    is_moderator = serializers.BooleanField(read_only=True)
    is_evaluator = serializers.BooleanField(read_only=True)
    is_clerk = serializers.BooleanField(read_only=True)
    has_submitted = serializers.BooleanField(read_only=True)
    sees_names = serializers.BooleanField(read_only=True)
    sees_sheets = serializers.BooleanField(read_only=True)
    sees_prices = serializers.BooleanField(read_only=True)
    sees_result = serializers.BooleanField(read_only=True)


class EvaluationDetailSerializer(EvaluationSerializer):
    """With how far it is, and what you are in it."""

    progress = serializers.SerializerMethodField()
    you = serializers.SerializerMethodField()

    class Meta:
        model = Evaluation
        fields = [*OF_EVALUATION, "progress", "you"]

    @extend_schema_field(HowFarSerializer)
    def get_progress(self, evaluation: Evaluation) -> Any:
        return HowFarSerializer(self.context["progress"], context=self.context).data

    @extend_schema_field(SeatSerializer)
    def get_you(self, evaluation: Evaluation) -> Any:
        seated: Seated = self.context["seated"]
        return SeatSerializer(seated.seat).data
