"""Taking up what the profile suggests. Nothing does it but a person who chose the questions."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction

from accounts.models import User
from assessments.domain.answers import Reason
from assessments.files.answers import LONGEST_NOTE
from assessments.models import Answer, Assessment
from assessments.operations.answers import save_answer
from assessments.operations.locking import require_open
from assessments.queries.suggestions import open_suggestions


@transaction.atomic
def rule_out(*, assessment: Assessment, questions: Collection[str], actor: User) -> int:
    """Say of those of these questions that are suggested and still open that they do not apply; how many they were.

    The reason is the pack's, below what was noted already if there is room. Each can be taken back like any answer.
    Raises LockedError where one of them is under review by now, and rules none out.
    """
    locked: Assessment = Assessment.objects.select_related("workspace").locked_with_pack().get(pk=assessment.pk)
    require_open(locked, [id_ for id_ in questions if id_ in locked.questions.question])
    suggested = [each for each in open_suggestions(locked) if each.question.id in questions]
    ids = [each.question.id for each in suggested]
    answers = {row.question: row for row in Answer.objects.filter(assessment=locked, question__in=ids)}
    for each in suggested:
        answer = answers[each.question.id]
        save_answer(
            workspace=locked.workspace,
            assessment=locked.code,
            question=answer.question,
            actor=actor,
            seen=answer.revision,
            said={
                "state": "not_applicable",
                "level": None,
                "reason": Reason.OUT_OF_SCOPE.value,
                "note": _with_reason(answer.note, each.reason),
            },
        )
    return len(suggested)


def _with_reason(note: str, reason: str) -> str:
    """Never longer than a note can be: nobody could save it again."""
    together = "\n\n".join(filter(None, [note, reason]))
    return together if len(together) <= LONGEST_NOTE else note
