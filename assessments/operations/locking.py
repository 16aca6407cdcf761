"""What is under review is not changed. Asked under every write of an answer, inside its transaction."""

from __future__ import annotations

from collections.abc import Iterable

from assessments.models import Assessment


class LockedError(Exception):
    """The answers of this phase stay as they are until its review says otherwise."""

    def __init__(self, phase: str) -> None:
        super().__init__(phase)
        self.phase = phase


def require_open(locked: Assessment, questions: Iterable[str]) -> None:
    """`locked` is as stored, and its row is locked: nobody submits or accepts before the caller is done."""
    for question in questions:
        if locked.is_locked(question):
            raise LockedError(locked.questions.question[question].phase)
