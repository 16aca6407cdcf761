"""A vendor's draft in sections, as its pages show it."""

from __future__ import annotations

from dataclasses import dataclass

from vendors.models import PortalAnswer, PortalDocument
from vendors.queries.asked import Question
from vendors.queries.portal import AS_A_WHOLE, Draft

WHOLE = 0
"""The number of the section that says what is proposed as a whole; groups of questions are counted from 1."""


@dataclass(frozen=True, slots=True)
class Section:
    """`title` is empty for that of the whole; `answers` are keys with their questions and what is written so far."""

    number: int
    title: str
    answers: list[tuple[str, Question | None, PortalAnswer]]
    of: int

    @property
    def answered(self) -> int:
        return sum(bool(answer.text.strip()) for _key, _question, answer in self.answers)

    @property
    def is_done(self) -> bool:
        return self.answered == len(self.answers)

    @property
    def next_number(self) -> int | None:
        return self.number + 1 if self.number < self.of else None


@dataclass(frozen=True, slots=True)
class ShownDraft:
    draft: Draft
    sections: list[Section]

    @property
    def asked(self) -> int:
        return len(self.draft.questionnaire.questions)

    @property
    def missing(self) -> list[tuple[int, Question]]:
        """Questions without an answer, with the numbers of their sections."""
        return [
            (section.number, question)
            for section in self.sections
            for _key, question, answer in section.answers
            if question and not answer.text.strip()
        ]

    @property
    def documents(self) -> list[tuple[PortalDocument, str]]:
        """Each with the title of the question for which it is, if there is one."""
        questions = self.draft.questionnaire.questions
        return [
            (each, questions[each.criterion].title if each.criterion in questions else "")
            for each in self.draft.documents
        ]


def shown_draft(draft: Draft) -> ShownDraft:
    groups = draft.questionnaire.groups
    whole = Section(WHOLE, "", [(AS_A_WHOLE, None, draft.answers[AS_A_WHOLE])], len(groups))
    asked = [
        Section(
            group.number,
            group.title,
            [(each.key, each, draft.answers[each.key]) for each in group.questions],
            len(groups),
        )
        for group in groups
    ]
    return ShownDraft(draft, [whole, *asked])


def section_of(draft: Draft, number: int) -> Section | None:
    return next((each for each in shown_draft(draft).sections if each.number == number), None)
