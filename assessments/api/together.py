"""All answers of an assessment in one request."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.permissions import can_contribute
from assessments.api.answers import AnswerViewSet
from assessments.api.said import FilledAnswerBody, collided, lack_in_words, settled
from assessments.operations.answers import CollisionError, IncompleteAnswerError
from assessments.operations.locking import LockedError
from assessments.operations.together import Wanted, save_answers
from assessments.queries.locked import lock_in_words
from assessments.queries.reviews import reviews_of
from core.rest.fields import Truth
from core.rest.problems import CONFLICT, NOT_FOUND, ConflictProblem, InvalidProblem, Problem, body_of
from core.rest.serializers import Body, Plain

MOST = 5_000
"""Answers in one request: more than any pack has questions."""


class AnswersBody(Body):
    """What is not named stays as it is: questions that are left out, and fields that an answer leaves out.

    With `atomic`, all of them are stored, or none.
    """

    answers = serializers.ListField(child=FilledAnswerBody(), max_length=MOST)
    atomic = Truth(default=False)

    def validate_answers(self, answers: list[dict[str, Any]]) -> list[dict[str, Any]]:
        named = [each["question"] for each in answers]
        if len(set(named)) < len(named):
            twice = next(id_ for id_ in named if named.count(id_) > 1)
            raise serializers.ValidationError(_("%(question)s is named twice.") % {"question": twice})
        return answers


class SavedAnswerSerializer(Plain):
    """What came of one answer: the status and the problem that it would have had by itself.

    424 says that it was left as it is for the sake of another one, with `atomic`. `revision` is that of the answer as
    it is stored now; null where there is no such question.
    """

    question = serializers.CharField(read_only=True)
    status = serializers.IntegerField(read_only=True)
    revision = serializers.IntegerField(allow_null=True, read_only=True)
    problem = serializers.DictField(allow_null=True, read_only=True, help_text="See Problem.")


class SavedAnswersSerializer(Plain):
    """One result for each answer that was sent, in the same order."""

    saved = serializers.IntegerField(read_only=True)
    refused = serializers.IntegerField(read_only=True)
    results = SavedAnswerSerializer(many=True, read_only=True)


class AnswersViewSet(AnswerViewSet):
    bodies: ClassVar[Any] = {"save_all": AnswersBody}
    answers: ClassVar[Any] = {"save_all": SavedAnswersSerializer}
    may = {"save_all": can_contribute}
    also_answers = {"save_all": (409,)}

    def save_all(self, request: Request, **place: Any) -> Response:
        """Save many answers of an assessment, each as by itself, with a result for each.

        Each names the revision that was seen, and what others have changed since stays, as when one is saved. So the
        same request can be repeated: what is stored already is written no second time. With `atomic`, one that is
        refused leaves all as they are: 409, with the same results.
        """
        sent = self.sent()
        ids = [each["question"] for each in sent["answers"]]
        wanted, problems = self._wanted(sent["answers"])
        if not (sent["atomic"] and problems):
            outcomes = save_answers(
                assessment=self.assessment, actor=self.actor, wanted=list(wanted.values()), is_atomic=sent["atomic"]
            )
            saved = dict(zip(wanted, outcomes, strict=True))
            problems |= {id_: self._problem(found.error) for id_, found in saved.items() if found.error}
        revisions = dict(self.assessment.answers.filter(question__in=ids).values_list("question", "revision"))
        results = [self._result(id_, problems.get(id_), revisions, sent["atomic"] and problems) for id_ in ids]
        told: dict[str, Any] = {"saved": len(ids) - len(problems), "refused": len(problems), "results": results}
        if sent["atomic"] and problems:
            raise Problem(CONFLICT, _refused(len(problems)), saved=0, refused=len(problems), results=results)
        return Response(told)

    def _wanted(self, sent: Sequence[Mapping[str, Any]]) -> tuple[dict[str, Wanted], dict[str, Problem]]:
        """By the id of the question. What nobody asks is left to the operation, which says so."""
        pack = self.assessment.questions
        wanted: dict[str, Wanted] = {}
        problems: dict[str, Problem] = {}
        for each in sent:
            id_ = each["question"]
            question = pack.question.get(id_)
            said, errors = settled(each, question, pack.scale) if question else ({}, [])
            if errors:
                problems[id_] = InvalidProblem(errors)
            else:
                wanted[id_] = Wanted(id_, each["revision"], said)
        return wanted, problems

    def _problem(self, error: Exception) -> Problem:
        match error:
            case CollisionError():
                return collided(error)
            case LockedError():
                return ConflictProblem(self._why_locked[error.phase])
            case IncompleteAnswerError():
                return InvalidProblem([lack_in_words(error.lack)])
        return Problem(NOT_FOUND, _("The assessment asks no such question."))

    @cached_property
    def _why_locked(self) -> dict[str, str]:
        reviews = reviews_of(self.assessment)
        return {phase: lock_in_words(self.assessment, review) for phase, review in reviews.items()}

    def _result(
        self, question: str, problem: Problem | None, revisions: Mapping[str, int], is_refused: object
    ) -> dict[str, Any]:
        """Of one that is left as it is for the sake of another, that nothing is wrong with it: 424."""
        return {
            "question": question,
            "status": problem.kind.status if problem else 424 if is_refused else 200,
            "revision": revisions.get(question),
            "problem": body_of(problem, self.request.request_id) if problem else None,  # type: ignore[attr-defined]
        }


def _refused(count: int) -> str:
    said = ngettext(
        "Nothing was stored: %(count)d answer cannot be.", "Nothing was stored: %(count)d answers cannot be.", count
    )
    return said % {"count": count}
