"""Every question of an assessment on one page, with what is said of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.core.paginator import Page, Paginator

from assessments.choices import GroupKind
from assessments.domain.filters import Show
from assessments.domain.results import GroupResult, QuestionResult
from assessments.domain.scoring import score
from assessments.domain.searching import holds_all, words_of
from assessments.models import Answer, Assessment, Citation
from assessments.queries.comments import count_open_threads
from assessments.queries.scoring import read_levels
from assessments.queries.sections import Line, lines_of
from catalog.domain.question_pack import Question

MOST_SHOWN = 200
"""Questions on one page: most packs fit on one, which is then printed whole."""


@dataclass(frozen=True, slots=True)
class Group:
    """A phase or a domain with those of its questions that are shown; its scores are of all of them."""

    result: GroupResult
    lines: Sequence[Line]


@dataclass(frozen=True, slots=True)
class QuestionList:
    """`counts` are those of the filters before the search; `found` is how many questions both let through.

    `comments` are how many are open, by the id of the question.
    """

    groups: Sequence[Group]
    counts: dict[Show, int]
    comments: Mapping[str, int]
    found: int
    page: Page[QuestionResult]

    @property
    def total(self) -> int:
        return self.counts[Show.ALL]


def list_questions(assessment: Assessment, kind: GroupKind, *, show: Show, text: str, page: int) -> QuestionList:
    """The questions of the filter that hold every word of `text`, section by section in the pack's order."""
    levels = read_levels(assessment)
    comments = count_open_threads(assessment)
    result = score(assessment.questions, levels.answers, assessment.targets, as_of=assessment.workspace.today)
    groups = [group for group in (result.phases if kind is GroupKind.PHASE else result.domains) if group.counts.total]
    everything = [found for group in groups for found in group.questions]
    fits = {each: [found for found in everything if levels.show(each, found, comments)] for each in Show}
    wanted = _holding(assessment, fits[show], words_of(text))
    shown = Paginator(wanted, MOST_SHOWN).get_page(page)
    lines = {line.question.id: line for line in lines_of(assessment, list(shown))}
    return QuestionList(
        groups=list(_grouped(groups, lines)),
        counts={each: len(found) for each, found in fits.items()},
        comments=comments,
        found=len(wanted),
        page=shown,
    )


def _grouped(groups: Iterable[GroupResult], lines: dict[str, Line]) -> Iterator[Group]:
    for group in groups:
        if shown := [lines[found.question.id] for found in group.questions if found.question.id in lines]:
            yield Group(group, shown)


def _holding(assessment: Assessment, questions: list[QuestionResult], words: Sequence[str]) -> list[QuestionResult]:
    """In the pack's texts, in what was written, and in the titles of what is cited.

    Compared here and not by the database, which on SQLite takes É and é for different letters.
    """
    if not words:
        return questions
    written: dict[str, list[str]] = {}
    for id_, *texts in Answer.objects.filter(assessment=assessment).values_list("question", "note", "level_reason"):
        written.setdefault(id_, []).extend(texts)
    cited = Citation.objects.filter(answer__assessment=assessment, evidence__deleted_at=None)
    for id_, title in cited.values_list("answer__question", "evidence__title"):
        written.setdefault(id_, []).append(title)
    return [
        found
        for found in questions
        if holds_all(words, [*_texts_of(found.question), *written.get(found.question.id, ())])
    ]


def _texts_of(question: Question) -> list[str]:
    return [question.id, question.title, *question.levels]
