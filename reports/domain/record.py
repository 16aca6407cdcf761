"""What people put their names to and what they said to each other, beside the result and no part of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Signature:
    """Where a phase stands in its review. `state` is a value of `assessments.domain.review.Standing`, no draft.

    Names are empty of people who have deleted their accounts.
    """

    phase: str
    state: str
    submitted_by: str
    submitted: date | None
    decided_by: str
    decided: date | None


@dataclass(frozen=True, slots=True)
class Comment:
    """Markdown; the name is empty of somebody who has deleted their account."""

    author: str
    day: date
    text: str


@dataclass(frozen=True, slots=True)
class Talk:
    """A thread of comments on a question."""

    question: str
    is_open: bool
    comments: tuple[Comment, ...]


@dataclass(frozen=True, slots=True)
class Record:
    signatures: tuple[Signature, ...] = ()
    talks: tuple[Talk, ...] = ()


NO_RECORD = Record()
"""Of answers that come from a file."""
