"""What is handed in to be scored: answers with the head that says whose they are and what is aimed at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from assessments.domain.answers import Answer, Scope, Targets
from catalog.domain.question_pack import QuestionPack


@dataclass(frozen=True, slots=True)
class Submission:
    """`organisation` and `title` may be empty; `as_of` is None where the day is left to whoever scores it."""

    organisation: str
    title: str
    as_of: date | None
    targets: Targets
    answers: Mapping[str, Answer]
    scope: Scope = Scope.FULL

    def asked_of(self, pack: QuestionPack) -> QuestionPack:
        """The pack with the questions that are asked."""
        return pack.core if self.scope is Scope.CORE else pack
