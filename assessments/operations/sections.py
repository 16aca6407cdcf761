"""Saying that a section is complete, and taking that back."""

from collections.abc import Collection

from django.db import transaction

from accounts.models import User
from accounts.operations.activity import log_activity
from assessments.choices import GroupKind, StateChoice
from assessments.models import Assessment, CompletedSection
from assessments.operations.locking import LockedError


class OpenQuestionsError(Exception):
    """Questions of the section were not looked at yet; `count` says how many."""

    def __init__(self, count: int) -> None:
        super().__init__(count)
        self.count = count


@transaction.atomic
def complete_section(*, assessment: Assessment, kind: GroupKind, group: str, title: str, actor: User) -> None:
    """Raises OpenQuestionsError while a question has no answer at all; "I don't know yet" is one. And LockedError.

    Completing what is complete does nothing.
    """
    ids = _lock_open_section(assessment, kind, group)
    require_looked_at(assessment, ids)
    _row, is_new = CompletedSection.objects.get_or_create(
        assessment=assessment, kind=kind, group=group, defaults={"completed_by": actor}
    )
    if is_new:
        _log(assessment, actor, "assessment.section_completed", title)


@transaction.atomic
def reopen_section(*, assessment: Assessment, kind: GroupKind, group: str, title: str, actor: User) -> None:
    """Reopening what is open does nothing. Raises LockedError."""
    _lock_open_section(assessment, kind, group)
    removed, _rows = CompletedSection.objects.filter(assessment=assessment, kind=kind, group=group).delete()
    if removed:
        _log(assessment, actor, "assessment.section_reopened", title)


def require_looked_at(assessment: Assessment, questions: Collection[str]) -> None:
    """Raises OpenQuestionsError."""
    still_open = assessment.answers.filter(question__in=questions, state=StateChoice.UNANSWERED).count()
    if still_open:
        raise OpenQuestionsError(still_open)


def _lock_open_section(assessment: Assessment, kind: GroupKind, group: str) -> list[str]:
    """The ids of its questions. A domain reaches over phases: it is locked where every question of it is."""
    locked: Assessment = Assessment.objects.locked_with_pack().get(pk=assessment.pk)
    asked = [question for question in locked.questions.questions if getattr(question, kind.value) == group]
    if all(locked.is_locked(question.id) for question in asked):
        raise LockedError(asked[0].phase)
    return [question.id for question in asked]


def _log(assessment: Assessment, actor: User, verb: str, section: str) -> None:
    log_activity(workspace=assessment.workspace, actor=actor, verb=verb, target=assessment, section=section)
