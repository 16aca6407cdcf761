"""Answers, one by one."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_filters import BooleanFilter, CharFilter, FilterSet
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.permissions import can_contribute
from assessments.api.answer_serializers import AnswerSerializer, AnswerVersionSerializer
from assessments.api.door import AssessmentViewSet
from assessments.api.said import AnswerBody, collided, lack_in_words, settled
from assessments.choices import GroupKind
from assessments.models import Answer, AnswerVersion
from assessments.operations.answers import (
    CollisionError,
    IncompleteAnswerError,
    NothingToConfirmError,
    confirm_answer,
    lock_answer,
    restore_answer,
    save_locked_answer,
)
from assessments.queries.history import find_answer
from assessments.queries.sections import group_of
from assessments.queries.telling import told_of
from core.models.revisions import LAST_REVISION
from core.rest.fields import Whole
from core.rest.filters import MomentFilter
from core.rest.problems import MALFORMED, FieldError, InvalidProblem, Problem
from core.rest.serializers import Body


class RestoreBody(Body):
    revision = Whole(min_value=1, max_value=LAST_REVISION, help_text="The one whose answer is to be said again.")


class AnswerFilters(FilterSet):
    phase = CharFilter(method="of_group", label="Its id.")
    domain = CharFilter(method="of_group", label="Its id.")
    is_waiting = BooleanFilter("carried", lookup_expr="isnull", exclude=True, label="Carried over, to be confirmed.")
    changed_after = MomentFilter("changed_at", lookup_expr="gt")

    class Meta:
        model = Answer
        fields = ["state", "level", "is_flagged"]

    def of_group(self, rows: Any, name: str, value: str) -> Any:
        pack = self.request.parser_context["view"].assessment.questions
        group = group_of(pack, GroupKind(name), value)
        if group is None:
            raise Problem(MALFORMED, _("The pack has no such %(kind)s.") % {"kind": GroupKind(name).label.lower()})
        return rows.filter(question__in=[question.id for question in pack.asked_in(group)])


class AnswerViewSet(AssessmentViewSet):
    noun = "Answer"
    serializer_class = AnswerSerializer
    filterset_class = AnswerFilters
    queryset = Answer.objects.none()
    bodies: ClassVar[Any] = {"partial_update": AnswerBody, "restore": RestoreBody}
    guarded = frozenset({"partial_update", "restore"})
    may = dict.fromkeys(("partial_update", "restore", "confirm"), can_contribute)
    refuses = {
        NothingToConfirmError: gettext_lazy("Nothing waits to be confirmed here: somebody has answered it meanwhile."),
    }
    also_answers = {"partial_update": (409,), "confirm": (422,)}
    order = ("pk",)

    def list(self, request: Request, **place: Any) -> Response:
        """List the answers, in the order of the pack, or of those that the filters leave."""
        rows = self.paginate_queryset(self.filter_queryset(Answer.objects.filter(assessment=self.assessment)))
        lines = told_of(self.assessment, [row.question for row in rows or ()])
        shown = AnswerSerializer(lines, many=True, context=self.get_serializer_context())
        return self.get_paginated_response(shown.data)

    def retrieve(self, request: Request, **place: Any) -> Response:
        """Read the answer to a question."""
        return self.told()

    def partial_update(self, request: Request, **place: Any) -> Response:
        """Answer a question, or change something of its answer.

        What others have changed since the revision in If-Match stays. Where both changed the same, nothing is stored:
        412, `units` says what that is, and `wanted` what to send with the new revision to overwrite nothing else. The
        units are the choice (state, level, reason, level_reason, met and not_met together), the note and the flag.
        """
        sent, asked = self.sent(), self.question
        said, errors = settled(sent, asked, self.assessment.questions.scale)
        if errors:
            raise InvalidProblem(errors)
        with transaction.atomic():
            answer = lock_answer(self.workspace, self.assessment.code, asked.id)
            save_locked_answer(answer, actor=self.actor, seen=self.seen(answer, merges=True), said=said)
        return self.told()

    def restore(self, request: Request, **place: Any) -> Response:
        """Say again what was said at an earlier revision. Evidence stays as it is now."""
        answer = find_answer(self.assessment, self.question.id)
        revision, seen = self.sent()["revision"], self.seen(answer)
        try:
            restore_answer(**self.where, actor=self.actor, seen=seen, revision=revision)
        except AnswerVersion.DoesNotExist:
            raise InvalidProblem([FieldError("#/revision", _("The answer has no such revision."))]) from None
        return self.told()

    def confirm(self, request: Request, **place: Any) -> Response:
        """Choose what was carried over, and waits to be confirmed."""
        confirm_answer(**self.where, actor=self.actor)
        return self.told()

    @property
    def where(self) -> dict[str, Any]:
        """As operations take it that lock the answer by themselves."""
        return {"workspace": self.workspace, "assessment": self.assessment.code, "question": self.question.id}

    def told(self, **options: Any) -> Response:
        """The question of the address as it is answered now."""
        [line] = told_of(self.assessment, [self.question.id])
        return self.show(line, tagged=line.answer, **options)

    def get_serializer_context(self) -> dict[str, Any]:
        return {**super().get_serializer_context(), "assessment": self.assessment}

    def handle_exception(self, exc: Exception) -> Any:
        match exc:
            case CollisionError():
                exc = collided(exc)
            case IncompleteAnswerError():
                exc = InvalidProblem([lack_in_words(exc.lack)])
        return super().handle_exception(exc)


class AnswerHistoryViewSet(AssessmentViewSet):
    noun = "AnswerVersion"
    tag = "Answers"
    serializer_class: type[serializers.BaseSerializer[Any]] = AnswerVersionSerializer
    order = ("-revision",)

    def list(self, request: Request, **place: Any) -> Response:
        """List all that was ever said of a question, the latest first."""
        try:
            answer = find_answer(self.assessment, self.question.id)
        except Answer.DoesNotExist:
            raise Http404 from None
        return self.show_all(answer.versions.select_related("saved_by"))
