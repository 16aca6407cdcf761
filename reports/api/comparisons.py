"""What changed between two results, and how an assessment has moved from milestone to milestone."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import Any, ClassVar

from django.http import Http404, HttpResponseBase
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from assessments.api.door import AssessmentViewSet
from assessments.domain.answers import State
from assessments.domain.causes import Why
from assessments.domain.comparison import Comparison, IncomparableError, Move, compare
from assessments.queries.exchange import XLSX, file_name
from core.downloads import attached
from core.rest.downloads import Download
from core.rest.fields import Day
from core.rest.problems import ConflictProblem
from core.rest.serializers import Plain
from core.rounding import for_data
from reports.api.results import DAMAGED
from reports.api.serializers import code_of
from reports.exporters.comparison_xlsx import write_comparison_workbook
from reports.queries.comparisons import Side, result_of_side, sides_of
from reports.queries.trends import trend_of

OPTIONAL: Any = {"allow_null": True, "read_only": True}
SIDES = {
    "before": OpenApiParameter("before", str, description="The key of a side; without it, the last milestone."),
    "after": OpenApiParameter("after", str, description="The key of a side; without it, today."),
}


class Score(serializers.CharField):
    """Text with four decimals; null where there is none."""

    def to_representation(self, value: Any) -> str:
        return for_data(value) or ""


class SideSerializer(Plain):
    """A result to compare: a milestone, or an assessment as it is today."""

    key = serializers.CharField(read_only=True)
    title = serializers.CharField(read_only=True)
    as_of = Day(read_only=True)
    assessment = serializers.CharField(source="assessment.code", read_only=True)
    milestone = code_of("milestone")


class MeansSerializer(Plain):
    claimed = Score(**OPTIONAL)
    verified = Score(**OPTIONAL)
    target = Score(**OPTIONAL)


class PartChangeSerializer(Plain):
    """`before` and `after` are over the questions that have a level on both sides, by the weights of the later one;
    `reported_*` is what each side says by itself. `effect` is what a phase adds to the change of everything."""

    id = serializers.CharField(source="group.id", **OPTIONAL)
    title = serializers.CharField(source="group.title", **OPTIONAL)
    compared = serializers.IntegerField(read_only=True)
    before = MeansSerializer(read_only=True)
    after = MeansSerializer(read_only=True)
    reported_before = MeansSerializer(read_only=True)
    reported_after = MeansSerializer(read_only=True)
    effect = Score(**OPTIONAL)


class CoverageSerializer(Plain):
    """On how many questions a comparison rests."""

    compared = serializers.IntegerField(read_only=True)
    new = serializers.IntegerField(read_only=True)
    retired = serializers.IntegerField(read_only=True)
    only_before = serializers.IntegerField(read_only=True)
    only_after = serializers.IntegerField(read_only=True)
    without_level = serializers.IntegerField(read_only=True)


class LevelsSerializer(Plain):
    state = serializers.ChoiceField(choices=[each.value for each in State], read_only=True)
    claimed = serializers.IntegerField(**OPTIONAL)
    verified = serializers.IntegerField(**OPTIONAL)
    target = Score(**OPTIONAL)


class CauseSerializer(Plain):
    """`decides` where the verified level would be another without it; `pieces` are titles of evidence."""

    why = serializers.ChoiceField(choices=[each.value for each in Why], read_only=True)
    decides = serializers.BooleanField(read_only=True)
    pieces = serializers.ListField(child=serializers.CharField(), read_only=True)


class QuestionChangeSerializer(Plain):
    """`effect` is what it adds to the change of everything, in levels. A side that does not ask it is null."""

    question = serializers.CharField(source="question.id", read_only=True)
    title = serializers.CharField(source="question.title", read_only=True)
    move = serializers.ChoiceField(choices=[each.value for each in Move], read_only=True)
    before = LevelsSerializer(**OPTIONAL)
    after = LevelsSerializer(**OPTIONAL)
    causes = CauseSerializer(many=True, read_only=True)
    effect = Score(read_only=True)


@dataclass(frozen=True)
class Compared:
    before: Side
    after: Side
    found: Comparison


class ComparisonSerializer(Plain):
    """What moved, by how much, and why; docs/comparing.md says how it is counted."""

    before = SideSerializer(read_only=True)
    after = SideSerializer(read_only=True)
    is_across_versions = serializers.BooleanField(source="found.is_across_versions", read_only=True)
    coverage = CoverageSerializer(source="found.coverage", read_only=True)
    overall = PartChangeSerializer(source="found.overall", read_only=True)
    phases = PartChangeSerializer(source="found.phases", many=True, read_only=True)
    domains = PartChangeSerializer(source="found.domains", many=True, read_only=True)
    questions = QuestionChangeSerializer(source="found.questions", many=True, read_only=True)


class MomentSerializer(Plain):
    """A milestone, or today. `whose` is the title of another assessment, from which this one was begun."""

    key = serializers.CharField(read_only=True)
    title = serializers.CharField(read_only=True)
    whose = serializers.CharField(read_only=True)
    as_of = Day(read_only=True)
    claimed = Score(source="whole.scores.claimed", **OPTIONAL)
    verified = Score(source="whole.scores.verified", **OPTIONAL)
    target = Score(source="whole.scores.target", **OPTIONAL)


class ComparisonViewSet(AssessmentViewSet):
    noun = "Comparison"
    serializer_class = ComparisonSerializer
    answers = {"sides": SideSerializer, "workbook": Download((XLSX,), "The workbook."), "trend": MomentSerializer}
    parameters = {"retrieve": SIDES, "workbook": SIDES}
    unpaged = frozenset({"sides", "trend"})
    also_answers = {"retrieve": (409,), "workbook": (409,)}
    refuses: ClassVar[Any] = {
        **DAMAGED,
        IncomparableError: _("These two have levels on different scales, which mean different things."),
    }

    def retrieve(self, request: Request, **place: Any) -> Response:
        """Compare two results: without parameters, the last milestone with today."""
        return self.show(self.compared())

    def sides(self, request: Request, **place: Any) -> Response:
        """List what can be compared: this assessment, others of the same pack, and the milestones of all of them."""
        return self.show_all([side for group in sides_of(self.assessment).groups for side in group.sides])

    def workbook(self, request: Request, **place: Any) -> HttpResponseBase:
        """Download a comparison as a workbook."""
        compared, made = self.compared(), BytesIO()
        write_comparison_workbook(compared.found, compared.before.full_name, compared.after.full_name, made)
        name = file_name(self.assessment, "comparison", "xlsx", day=compared.after.as_of)
        return attached(name, made.getvalue(), XLSX)

    def trend(self, request: Request, **place: Any) -> Response:
        """Read how it has moved, from the first milestone to today."""
        return self.show_all(trend_of(self.assessment))

    def compared(self) -> Compared:
        asked = self.request.query_params
        try:
            sides = sides_of(self.assessment, before=asked.get("before", ""), after=asked.get("after", ""))
        except LookupError:
            raise Http404 from None
        if sides.before is None:
            raise ConflictProblem(_("There is nothing to compare with yet: freeze a milestone first."))
        found = compare(result_of_side(sides.before), result_of_side(sides.after))
        return Compared(sides.before, sides.after, found)
