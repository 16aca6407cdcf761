"""A section of an assessment, which is a phase or a domain, with what is said of its questions."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.core.paginator import Paginator

from accounts.models import User
from assessments.choices import GroupKind
from assessments.domain.filters import Show, first_to_answer
from assessments.domain.results import GroupResult, QuestionResult
from assessments.domain.scoring import score_group
from assessments.domain.summary import EMPTY, Part, Summary
from assessments.models import Answer, Assessment, Citation, CompletedSection, Review
from assessments.queries.comments import count_open_threads
from assessments.queries.scoring import Levels, current_summary, read_levels
from catalog.domain.question_pack import Domain, Phase, Question, QuestionPack

MOST_SHOWN = 20
"""Questions on one page: a pack may have hundreds in a phase, and the page costs what it shows."""


@dataclass(frozen=True, slots=True)
class SectionLink:
    """A section as the list beside the questions has it."""

    kind: GroupKind
    group: Phase | Domain
    part: Part
    completed: CompletedSection | None

    @property
    def done(self) -> int:
        return self.part.counts.answered + self.part.counts.not_applicable


@dataclass(frozen=True, slots=True)
class Line:
    """A question with its answer, and what is cited for it."""

    question: Question
    answer: Answer
    result: QuestionResult
    citations: Sequence[Citation]


@dataclass(frozen=True)
class SectionPage:
    """`lines` are those shown now, `open_id` is the question that stands open, if any.

    `comments` are how many are open, by the id of the question; `reviews` are by the id of a phase.
    """

    assessment: Assessment
    kind: GroupKind
    group: Phase | Domain
    show: Show
    counts: dict[Show, int]
    comments: Mapping[str, int]
    reviews: Mapping[str, Review]
    lines: Sequence[Line]
    open_id: str
    result: GroupResult
    links: Sequence[SectionLink]
    summary: Summary
    page: int
    pages: int

    @cached_property
    def place(self) -> int:
        return next(number for number, link in enumerate(self.links) if link.group.id == self.group.id)

    @property
    def before(self) -> SectionLink | None:
        return self.links[self.place - 1] if self.place else None

    @property
    def after(self) -> SectionLink | None:
        return self.links[self.place + 1] if self.place + 1 < len(self.links) else None

    @property
    def link(self) -> SectionLink:
        return self.links[self.place]


def find_assessment(workspace_id: int, code: str) -> Assessment:
    """Raises Assessment.DoesNotExist, also for one of another workspace or one that is deleted."""
    found: Assessment = (
        Assessment.objects.alive().with_pack().select_related("owner").get(workspace_id=workspace_id, code=code)
    )
    return found


def group_of(pack: QuestionPack, kind: GroupKind, id_: str) -> Phase | Domain | None:
    return pack.phase.get(id_) if kind is GroupKind.PHASE else pack.domain.get(id_)


def section_page(
    assessment: Assessment, kind: GroupKind, group: Phase | Domain, *, show: Show, question: str, page: int
) -> SectionPage:
    """What the page of a section shows: the questions of the filter, among them `question`, which stands open.

    Without one it is the first of the page that is still to be answered. A question that the filter leaves out is shown
    all the same, so that an answer does not vanish from under the hand that gives it.
    """
    today = assessment.workspace.today
    result, levels = score_section(assessment, group, today)
    comments = count_open_threads(assessment)
    fits = {each: [found for found in result.questions if levels.show(each, found, comments)] for each in Show}
    ids = {found.question.id for found in fits[show]} | {question}
    wanted = [found for found in result.questions if found.question.id in ids]
    place = next((number for number, found in enumerate(wanted) if found.question.id == question), None)
    if place is not None:
        page = place // MOST_SHOWN + 1
    shown = Paginator(wanted, MOST_SHOWN).get_page(page)
    open_id = question if place is not None else first_to_answer(list(shown))
    summary = current_summary(assessment, today)
    return SectionPage(
        assessment=assessment,
        kind=kind,
        group=group,
        show=show,
        counts={each: len(found) for each, found in fits.items()},
        comments=comments,
        reviews={review.phase: review for review in assessment.reviews.select_related("submitted_by", "decided_by")},
        lines=lines_of(assessment, list(shown)),
        open_id=open_id,
        result=result,
        links=section_links(assessment, kind, summary),
        summary=summary,
        page=shown.number,
        pages=shown.paginator.num_pages,
    )


def score_section(assessment: Assessment, group: Phase | Domain, today: date) -> tuple[GroupResult, Levels]:
    """The section's result with the levels alone, and what else was read of them: one query."""
    pack = assessment.questions
    levels = read_levels(assessment, [question.id for question in pack.asked_in(group)])
    return score_group(pack, group, levels.answers, assessment.targets, as_of=today), levels


def section_links(assessment: Assessment, kind: GroupKind, summary: Summary) -> list[SectionLink]:
    """The sections that ask something, in the pack's order."""
    completed = assessment.completed_sections.filter(kind=kind).select_related("completed_by")
    return _links(assessment, kind, summary, {row.group: row for row in completed})


def all_section_links(assessment: Assessment, summary: Summary) -> dict[GroupKind, list[SectionLink]]:
    """Phases and domains, in one query."""
    completed: dict[str, dict[str, CompletedSection]] = {kind: {} for kind in GroupKind}
    for row in assessment.completed_sections.select_related("completed_by"):
        completed[row.kind][row.group] = row
    return {kind: _links(assessment, kind, summary, completed[kind]) for kind in GroupKind}


def _links(
    assessment: Assessment, kind: GroupKind, summary: Summary, completed: Mapping[str, CompletedSection]
) -> list[SectionLink]:
    pack = assessment.questions
    groups: Sequence[Phase | Domain] = pack.phases if kind is GroupKind.PHASE else pack.domains
    parts = summary.phases if kind is GroupKind.PHASE else summary.domains
    return [
        SectionLink(kind, group, parts.get(group.id, EMPTY), completed.get(group.id))
        for group in groups
        if pack.asked_in(group)
    ]


def lines_of(assessment: Assessment, shown: Sequence[QuestionResult]) -> list[Line]:
    """These questions with what is stored of them: two queries."""
    answers, cited = stored_of(assessment, [found.question.id for found in shown])
    return [
        Line(found.question, answers[found.question.id], found, cited.get(found.question.id, ())) for found in shown
    ]


def stored_of(
    assessment: Assessment, questions: Collection[str] | None = None
) -> tuple[dict[str, Answer], dict[str, list[Citation]]]:
    """The answers to these questions, or to all, and what is cited for each, by the id of the question."""
    rows = Answer.objects.filter(assessment=assessment)
    citations = Citation.objects.filter(answer__assessment=assessment, evidence__deleted_at=None)
    if questions is not None:
        rows = rows.filter(question__in=questions).select_related("changed_by")
        citations = citations.filter(answer__question__in=questions)
    answers = {answer.pk: answer for answer in rows}
    if questions is None:  # a thousand rows, and few people
        people = User.objects.in_bulk({answer.changed_by_id for answer in answers.values()} - {None})
        for row in answers.values():
            row.changed_by = people.get(row.changed_by_id or 0)
    cited: dict[str, list[Citation]] = {}
    for citation in citations.select_related("evidence__stored_file").order_by("pk"):
        if answer := answers.get(citation.answer_id):  # else it is not asked any more
            citation.evidence.workspace = assessment.workspace
            cited.setdefault(answer.question, []).append(citation)
    return {answer.question: answer for answer in answers.values()}, cited
