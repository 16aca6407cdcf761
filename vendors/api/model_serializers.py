"""What proposals are weighed by, as the API shows it."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from accounts.api.serializers import PersonSerializer
from core.rest.serializers import Plain, Shown
from vendors.api.weighting_serializers import WeightingSerializer, shown_weighting
from vendors.models import CriteriaGroup, Criterion, Gate, ModelVersion, RemovedPart

OF_VERSION = [
    "number",
    "state",
    "pack",
    "reason",
    "proposed_by",
    "proposed_at",
    "locked_by",
    "locked_at",
    "content_hash",
    "revision",
]


class ModelCriterionSerializer(Shown):
    """`key` names it in all versions. `anchors` are six texts, for 0 to 5; `evidence_kinds` are ids of the version's.

    One that is not applicable is left out for all vendors alike.
    """

    group = serializers.CharField(source="group.key", read_only=True)
    anchors = serializers.ListField(child=serializers.CharField(allow_blank=True), read_only=True)
    evidence_kinds = serializers.ListField(child=serializers.CharField(), read_only=True)

    class Meta:
        model = Criterion
        fields = [
            "key",
            "group",
            "title",
            "question",
            "asks_vendor",
            "anchors",
            "evidence_kinds",
            "is_applicable",
            "not_applicable_reason",
        ]


class ModelGroupSerializer(Shown):
    """`minimum` is the value, 0 to 100, under which a vendor is excluded; null for none."""

    criteria = ModelCriterionSerializer(many=True, read_only=True)

    class Meta:
        model = CriteriaGroup
        fields = ["key", "title", "minimum", "criteria"]


class ModelGateSerializer(Shown):
    """What has to be met outside of the sum. `criterion` is the key of the one it belongs to, or empty."""

    class Meta:
        model = Gate
        fields = ["key", "text", "how_to_check", "criterion"]


class ModelVersionSerializer(Shown):
    """A version of the model. The one in force is the locked one with the highest number.

    `content_hash` is what it was locked with.
    """

    pack = serializers.CharField(source="pack.name", default=None, read_only=True, allow_null=True)
    proposed_by = PersonSerializer(read_only=True, allow_null=True)
    locked_by = PersonSerializer(read_only=True, allow_null=True)

    class Meta:
        model = ModelVersion
        fields = OF_VERSION


class DifferenceSerializer(Plain):
    """`was` and `now` are empty for what is new or gone."""

    what = serializers.CharField(read_only=True)
    was = serializers.CharField(read_only=True)
    now = serializers.CharField(read_only=True)


class ModelVersionDetailSerializer(ModelVersionSerializer):
    """With all that it says. `revision` counts every change of any part of it, and is what parts are changed at.

    `levels` are what 0 to 5 mean in general, `evidence_kinds` the title of each kind by its id. The first of
    `weightings` counts, the others are scenarios. `to_mend` says what keeps it from being locked, for who may write it;
    `changes` what the version before does not say, and is null before the first one and while one of the two is not
    ready.
    """

    levels = serializers.ListField(child=serializers.CharField(allow_blank=True), read_only=True)
    evidence_kinds = serializers.DictField(child=serializers.CharField(), read_only=True)
    groups = ModelGroupSerializer(many=True, read_only=True)
    gates = ModelGateSerializer(many=True, read_only=True)
    weightings = serializers.SerializerMethodField()
    to_mend = serializers.SerializerMethodField()
    changes = serializers.SerializerMethodField()

    class Meta:
        model = ModelVersion
        fields = [
            *OF_VERSION,
            "levels",
            "unproven_cap",
            "evidence_kinds",
            "groups",
            "gates",
            "weightings",
            "to_mend",
            "changes",
        ]

    @extend_schema_field(WeightingSerializer(many=True))
    def get_weightings(self, version: ModelVersion) -> Any:
        shown = [shown_weighting(version, each) for each in version.weightings.all()]
        return WeightingSerializer(shown, many=True).data

    def get_to_mend(self, version: ModelVersion) -> list[str]:
        return list(self.context["to_mend"])

    @extend_schema_field(DifferenceSerializer(many=True, allow_null=True))
    def get_changes(self, version: ModelVersion) -> Any:
        changes = self.context["changes"]
        return None if changes is None else DifferenceSerializer(changes, many=True).data


class RemovedPartSerializer(Shown):
    """What was removed from a version. By its code it comes back, for 30 days or until the version is locked."""

    class Meta:
        model = RemovedPart
        fields = ["code", "kind", "title", "removed_at"]
