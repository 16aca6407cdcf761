"""An assessment with everything in it, in one request."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from assessments.api.answer_serializers import AnswerSerializer, shown_answer
from assessments.api.door import AssessmentViewSet
from assessments.api.sections import ReviewSerializer, SectionSerializer, shown_review, shown_section
from assessments.api.serializers import AssessmentSerializer
from assessments.choices import GroupKind
from assessments.domain.summary import summarise
from assessments.queries.comments import count_open_threads
from assessments.queries.reviews import reviews_of
from assessments.queries.sections import Line, all_section_links
from assessments.queries.telling import told_whole
from catalog.domain.question_pack import Effort
from core.rest.serializers import Plain


class AskedSerializer(Plain):
    """A question with its answer. What its levels and criteria say is in the pack."""

    id = serializers.CharField(read_only=True)
    domain = serializers.CharField(read_only=True)
    title = serializers.CharField(read_only=True)
    is_core = serializers.BooleanField(read_only=True)
    impact = serializers.IntegerField(read_only=True)
    effort = serializers.ChoiceField(choices=[each.value for each in Effort], read_only=True)
    open_comments = serializers.IntegerField(read_only=True)
    answer = AnswerSerializer(read_only=True)


class PhaseTreeSerializer(SectionSerializer):
    """A phase with where its review stands, and its questions in the order of the pack."""

    review = ReviewSerializer(read_only=True)
    questions = AskedSerializer(many=True, read_only=True)


class TreeSerializer(Plain):
    """Everything, as of today. The questions are with their phases; `domains` tell what the same come to by domain."""

    assessment = AssessmentSerializer(read_only=True)
    phases = PhaseTreeSerializer(many=True, read_only=True)
    domains = SectionSerializer(many=True, read_only=True)

    def to_representation(self, tree: Mapping[str, Any]) -> dict[str, Any]:
        shown: Any = self.fields
        return {name: tree[name] for name in shown}


class TreeViewSet(AssessmentViewSet):
    noun = "AssessmentTree"
    tag = "Assessments"
    serializer_class = TreeSerializer

    def retrieve(self, request: Request, **place: Any) -> Response:
        """Read an assessment with all its questions, answers and evidence, in one request."""
        return self.show(self._tree())

    def _tree(self) -> dict[str, Any]:
        assessment = self.assessment
        told = told_whole(assessment)
        summary = summarise(told.result)
        reviews, comments = reviews_of(assessment), count_open_threads(assessment)
        links = all_section_links(assessment, summary)

        def asked(line: Line) -> dict[str, Any]:
            question = line.question
            return {
                "id": question.id,
                "domain": question.domain,
                "title": question.title,
                "is_core": question.core,
                "impact": question.impact,
                "effort": question.effort.value,
                "open_comments": comments.get(question.id, 0),
                "answer": shown_answer(line, assessment),
            }

        phases = [
            {
                **shown_section(link),
                "review": shown_review(reviews[link.group.id]),
                "questions": [asked(told.lines[each.id]) for each in assessment.questions.asked_in(link.group)],
            }
            for link in links[GroupKind.PHASE]
        ]
        listed: Any = assessment
        completed = [link for found in links.values() for link in found if link.completed]
        listed.completed = ",".join(f"{link.kind.value} {link.group.id}" for link in completed)
        return {
            "assessment": AssessmentSerializer(listed).data,
            "phases": phases,
            "domains": [shown_section(link) for link in links[GroupKind.DOMAIN]],
        }
