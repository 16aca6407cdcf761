"""What is said of each proposal, and the decision, as the API shows them."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from accounts.api.serializers import PersonSerializer
from core.rest.fields import Score
from core.rest.serializers import Plain, Shown
from vendors.models import Appraisal, Award


class AppraisalSerializer(Shown):
    """Strengths, weaknesses and risks of one proposal, for the decision report and its debrief."""

    written_by = PersonSerializer(read_only=True, allow_null=True)

    class Meta:
        model = Appraisal
        fields = ["strengths", "weaknesses", "risks", "written_by", "revision"]


class CandidateSerializer(Plain):
    """A proposal that is decided about. `low` and `high` differ where something is missing.

    `appraisal` is null where nothing is written, and where a conflict of interest keeps you from it.
    """

    proposal = serializers.CharField(source="proposal.code", read_only=True)
    name = serializers.CharField(read_only=True)
    rank = serializers.IntegerField(read_only=True, allow_null=True)
    low = Score(source="total.low", read_only=True)
    high = Score(source="total.high", read_only=True)
    cost = Score(read_only=True, allow_null=True)
    excluded_by = serializers.ListField(child=serializers.CharField(), read_only=True)
    appraisal = AppraisalSerializer(read_only=True, allow_null=True)


class AwardSerializer(Shown):
    """`proposal` is null where nothing is awarded; conditions and a pilot belong to a conditional award.

    `decided_at` is null of what its moderator wrote and took back.
    """

    proposal = serializers.SerializerMethodField()
    decided_by = PersonSerializer(read_only=True, allow_null=True)

    class Meta:
        model = Award
        fields = ["code", "kind", "proposal", "reasons", "conditions", "pilot_days", "decided_by", "decided_at"]

    def get_proposal(self, award: Award) -> str | None:
        return award.proposal.code if award.proposal else None


class EvaluationDecisionSerializer(Plain):
    """The decision, null before it fell, and what there is to decide about, the best first.

    As its moderator you also read what you took back. `revision` is what is decided at; null for everybody else while
    nothing is decided.
    """

    award: Any = AwardSerializer(read_only=True, allow_null=True)
    candidates: Any = CandidateSerializer(many=True, read_only=True)
    revision = serializers.IntegerField(read_only=True, allow_null=True)


class TakenBackDecisionSerializer(Plain):
    """`code` names that it was taken back, and is what it is restored by."""

    code = serializers.CharField(read_only=True)
