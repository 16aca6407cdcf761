"""Saving many answers of one assessment at once, each on the terms on which one is saved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from accounts.models import User
from accounts.operations.activity import log_activity
from assessments.domain.checking import find_lack
from assessments.domain.merging import merge
from assessments.models import Answer, AnswerVersion, Assessment
from assessments.operations.answers import CollisionError, IncompleteAnswerError, in_order
from assessments.operations.bulk import Rewrite, write_all
from assessments.operations.locking import LockedError
from assessments.queries.imports import contents_at
from assessments.queries.scoring import as_answer


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to change of one answer, whose revision `seen` was looked at; see `save_answer`."""

    question: str
    seen: int
    said: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Outcome:
    """`answer` is as stored from now on, `error` why this one was left as it is."""

    answer: Answer | None = None
    error: Exception | None = None


@transaction.atomic
def save_answers(
    *, assessment: Assessment, actor: User, wanted: Sequence[Wanted], is_atomic: bool = False
) -> list[Outcome]:
    """For each, in their order, what came of it; no question is wanted twice. `is_atomic`: all of them, or none.

    An outcome's error is Answer.DoesNotExist, LockedError, CollisionError or IncompleteAnswerError. One line in the log
    tells of all of them.
    """
    alive = Assessment.objects.select_related("workspace").locked_with_pack()
    locked: Assessment = alive.get(pk=assessment.pk, deleted_at=None)
    rows = locked.answers.filter(question__in=[each.question for each in wanted])
    stored = {row.question: row for row in rows.select_for_update(no_key=True).order_by("pk")}
    seen = {each.question: each.seen for each in wanted if each.question in stored}
    bases = contents_at(locked, seen, stored)
    settled = [_settle(locked, each, stored.get(each.question), bases.get(each.question)) for each in wanted]
    if is_atomic and any(isinstance(each, Exception) for each in settled):
        return [Outcome(error=each) if isinstance(each, Exception) else Outcome() for each in settled]
    rewrites = [each for each in settled if isinstance(each, Rewrite) and each.values != each.answer.contents]
    write_all(locked, rewrites, actor=actor)
    if rewrites:
        log_activity(
            workspace=locked.workspace,
            actor=actor,
            verb="answer.saved_together",
            target=locked,
            answers=len(rewrites),
        )
    return [Outcome(error=each) if isinstance(each, Exception) else Outcome(each.answer) for each in settled]


def _settle(
    assessment: Assessment, wanted: Wanted, answer: Answer | None, base: Mapping[str, Any] | None
) -> Rewrite | Exception:
    if answer is None:
        return Answer.DoesNotExist(wanted.question)
    if assessment.is_locked(wanted.question):
        return LockedError(assessment.questions.question[wanted.question].phase)
    pack, contents = assessment.questions, answer.contents
    merged = merge(base, contents, in_order(wanted.said, base or contents))
    if merged.collisions:
        return CollisionError(answer, merged.collisions, merged.values)
    said = as_answer(AnswerVersion(**merged.values))
    if merged.values != contents and (lack := find_lack(pack.question[wanted.question], pack.scale, said)):
        return IncompleteAnswerError(lack)
    return Rewrite(answer, merged.values)
