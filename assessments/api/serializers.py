"""Assessments and their results in short, as the API shows them."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from accounts.api.serializers import PersonSerializer
from assessments.choices import ProgressChoice
from assessments.domain.results import Counts
from assessments.domain.summary import Part, Scores
from assessments.models import Assessment
from assessments.queries.assessments import listed
from catalog.models import Pack
from core.rest.fields import Day
from core.rest.serializers import Plain, Shown
from core.rounding import for_data


class PackSerializer(Shown):
    """What is asked. A version never changes."""

    class Meta:
        model = Pack
        fields = ["code", "version", "title", "hash"]


class ScoresSerializer(Plain):
    """Text with four decimals; null where there is no score.

    `low` and `high` are what it could become: with each open question at the lowest level, and at the highest.
    """

    claimed = serializers.CharField(allow_null=True, read_only=True)
    verified = serializers.CharField(allow_null=True, read_only=True)
    target = serializers.CharField(allow_null=True, read_only=True)
    low = serializers.CharField(allow_null=True, read_only=True)
    high = serializers.CharField(allow_null=True, read_only=True)


class CountsSerializer(Plain):
    """How many questions stand in which state. `with_evidence` are answered ones with evidence that counts."""

    answered = serializers.IntegerField(read_only=True)
    not_applicable = serializers.IntegerField(read_only=True)
    unknown = serializers.IntegerField(read_only=True)
    unanswered = serializers.IntegerField(read_only=True)
    total = serializers.IntegerField(read_only=True)
    with_evidence = serializers.IntegerField(read_only=True)


class ResultSerializer(Plain):
    """The result as it was stored when something was saved last: on `as_of`, by the workspace's calendar."""

    as_of = Day(allow_null=True, read_only=True)
    progress = serializers.ChoiceField(choices=ProgressChoice.choices, read_only=True)
    scores = ScoresSerializer(read_only=True)
    counts = CountsSerializer(read_only=True)

    def to_representation(self, assessment: Any) -> dict[str, Any]:
        found = listed(assessment)
        return {
            "as_of": found.summary.as_of and found.summary.as_of.isoformat(),
            "progress": found.progress.value,
            **shown_part(found.summary.overall),
        }


class AssessmentSerializer(Shown):
    """One product against one version of a pack.

    `phase_targets` are levels by the id of a phase, where they differ from `target`; `profile` the chosen options by
    the id of a question of the profile. In `locked_phases` no answer can be changed: they are in review or accepted.
    """

    pack = PackSerializer(read_only=True)
    owner = PersonSerializer(read_only=True)
    phase_targets = serializers.DictField(child=serializers.IntegerField(), read_only=True)
    profile = serializers.DictField(child=serializers.ListField(child=serializers.CharField()), read_only=True)
    locked_phases = serializers.ListField(child=serializers.CharField(), read_only=True)
    begun_from: Any = serializers.SlugRelatedField(slug_field="code", read_only=True)
    result = ResultSerializer(source="*", read_only=True)

    class Meta:
        model = Assessment
        fields = [
            "code",
            "title",
            "pack",
            "scope",
            "target",
            "phase_targets",
            "profile",
            "owner",
            "reassess_days",
            "locked_phases",
            "begun_from",
            "result",
            "revision",
            "created_at",
            "changed_at",
        ]
        extra_kwargs = {"begun_from": {"help_text": "The milestone from which answers were carried over."}}


def shown_part(part: Part) -> dict[str, Any]:
    return {"scores": shown_scores(part.scores), "counts": shown_counts(part.counts, part.with_evidence)}


def shown_scores(scores: Scores) -> dict[str, str | None]:
    return {name: for_data(getattr(scores, name)) for name in ("claimed", "verified", "target", "low", "high")}


def shown_counts(counts: Counts, with_evidence: int) -> dict[str, int]:
    return {**counts._asdict(), "total": counts.total, "with_evidence": with_evidence}
