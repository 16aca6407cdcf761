"""What the next report of an assessment says and how it looks, as the API shows it."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from core.rest.fields import OneOf, Text
from core.rest.serializers import Body, Plain, Shown
from reports.choices import ChapterChoice
from reports.domain.summary_text import whole_text
from reports.models import ReportPlan, ReportPreset

CHAPTERS = serializers.ListField(child=serializers.ChoiceField(choices=ChapterChoice.choices), read_only=True)
PARTS = ("stand", "claimed", "gaps", "steps", "unknown")


class ParagraphSerializer(Plain):
    """A part of the generated summary, in Markdown."""

    name = serializers.ChoiceField(choices=PARTS, read_only=True)
    title = serializers.CharField(read_only=True)
    text = serializers.CharField(read_only=True)


class ReportPlanSerializer(Shown):
    """`summary` and the comments, by the id of a phase, are one's own words in Markdown. `generated` is what is
    generated today; `is_outdated` says that the own words were written when it was another. `baseline` is the code of
    a milestone to compare with."""

    chapters = CHAPTERS
    phase_comments = serializers.DictField(child=serializers.CharField(), read_only=True)
    generated = serializers.SerializerMethodField()
    is_outdated = serializers.SerializerMethodField()

    class Meta:
        model = ReportPlan
        fields = [
            "summary",
            "has_generated",
            "phase_comments",
            "baseline",
            "detail",
            "chapters",
            "is_draft",
            "is_confidential",
            "prepared_by",
            "has_logo",
            "has_consultant_logo",
            "generated",
            "is_outdated",
            "revision",
        ]

    def get_generated(self, plan: ReportPlan) -> ParagraphSerializer(many=True):  # type: ignore[valid-type]
        shown: Any = ParagraphSerializer(self.context["parts"], many=True).data
        return shown

    def get_is_outdated(self, plan: ReportPlan) -> bool:
        return bool(plan.summary and plan.basis and plan.basis != whole_text(self.context["parts"]))


class ReportPresetSerializer(Shown):
    """Choices of how reports look, to use again for every assessment of a workspace."""

    chapters = CHAPTERS

    class Meta:
        model = ReportPreset
        fields = [
            "code",
            "name",
            "detail",
            "chapters",
            "is_draft",
            "is_confidential",
            "prepared_by",
            "has_logo",
            "has_consultant_logo",
            "created_at",
            "changed_at",
        ]


class TakenPartBody(Body):
    """Without a part it is the whole generated summary, instead of the own words."""

    part = OneOf(choices=PARTS, required=False, allow_null=True, default=None)


class AppliedPresetBody(Body):
    preset = Text(help_text="The code of a preset.")
