"""Questions that may not apply, by what the profile says."""

from __future__ import annotations

from typing import Any, ClassVar

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.permissions import can_contribute
from assessments.api.door import AssessmentViewSet
from assessments.operations.suggestions import rule_out
from assessments.queries.suggestions import open_suggestions
from core.rest.fields import Text
from core.rest.serializers import Body, Plain


class SuggestionSerializer(Plain):
    """A question that is still open, and why it may not apply."""

    question = serializers.CharField(source="question.id", read_only=True)
    title = serializers.CharField(source="question.title", read_only=True)
    reason = serializers.CharField(read_only=True)


class RuleOutBody(Body):
    questions = serializers.ListField(child=Text(max_length=64), max_length=5_000)


class RuledOutSerializer(Plain):
    """How many questions do not apply by that. What is not suggested, or answered by now, stays as it is."""

    ruled_out = serializers.IntegerField(read_only=True)


class SuggestionViewSet(AssessmentViewSet):
    noun = "Suggestion"
    tag = "Assessments"
    serializer_class = SuggestionSerializer
    bodies: ClassVar[Any] = {"rule_out": RuleOutBody}
    answers: ClassVar[Any] = {"rule_out": RuledOutSerializer}
    unpaged = frozenset({"list"})
    may = {"rule_out": can_contribute}
    also_answers = {"rule_out": (409,)}

    def list(self, request: Request, **place: Any) -> Response:
        """List the open questions that may not apply, by the profile of the assessment."""
        return self.show_all(open_suggestions(self.assessment))

    def rule_out(self, request: Request, **place: Any) -> Response:
        """Say of suggested questions that they do not apply, for the reason that the pack gives."""
        chosen = set(self.sent()["questions"])
        return self.show({"ruled_out": rule_out(assessment=self.assessment, questions=chosen, actor=self.actor)})
