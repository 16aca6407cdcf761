"""Saying that a section is complete, and taking that back."""

from django.db import transaction

from accounts.models import User
from accounts.operations.activity import log_activity
from assessments.choices import GroupKind, StateChoice
from assessments.models import Assessment, CompletedSection


class OpenQuestionsError(Exception):
    """Questions of the section were not looked at yet; `count` says how many."""

    def __init__(self, count: int) -> None:
        super().__init__(count)
        self.count = count


@transaction.atomic
def complete_section(*, assessment: Assessment, kind: GroupKind, group: str, title: str, actor: User) -> None:
    """Raises OpenQuestionsError while a question has no answer at all; "I don't know yet" is one.

    Completing what is complete does nothing.
    """
    Assessment.objects.locked().get(pk=assessment.pk)
    ids = [question.id for question in assessment.questions.questions if getattr(question, kind.value) == group]
    still_open = assessment.answers.filter(question__in=ids, state=StateChoice.UNANSWERED).count()
    if still_open:
        raise OpenQuestionsError(still_open)
    _row, is_new = CompletedSection.objects.get_or_create(
        assessment=assessment, kind=kind, group=group, defaults={"completed_by": actor}
    )
    if is_new:
        _log(assessment, actor, "assessment.section_completed", title)


@transaction.atomic
def reopen_section(*, assessment: Assessment, kind: GroupKind, group: str, title: str, actor: User) -> None:
    """Reopening what is open does nothing."""
    removed, _rows = CompletedSection.objects.filter(assessment=assessment, kind=kind, group=group).delete()
    if removed:
        _log(assessment, actor, "assessment.section_reopened", title)


def _log(assessment: Assessment, actor: User, verb: str, section: str) -> None:
    log_activity(workspace=assessment.workspace, actor=actor, verb=verb, target=assessment, section=section)
