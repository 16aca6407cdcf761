"""What the first page of an assessment says, for the person who looks at it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import NamedTuple

from django.db.models import F
from django.db.models.lookups import IsNull

from accounts.models import User
from assessments.choices import GroupKind, ProgressChoice, StateChoice
from assessments.domain.pace import USUAL, Save, minutes_for, own_pace
from assessments.domain.progress import decided, progress_of
from assessments.domain.scoring import score
from assessments.domain.suggestions import not_applicable
from assessments.domain.summary import EMPTY, Part, Summary, summarise
from assessments.models import Assessment, Citation, CompletedSection, Review
from assessments.queries.scoring import read_levels
from catalog.domain.question_pack import Domain, Phase, Question
from evidence.models import Evidence

SOON = timedelta(days=30)
SAVES = 30
"""Of the answers that the person gave last, from which their pace is taken."""


@dataclass(frozen=True, slots=True)
class Section:
    kind: GroupKind
    group: Phase | Domain
    part: Part
    flagged: int
    completed: CompletedSection | None
    review: Review | None

    @property
    def decided(self) -> int:
        return decided(self.part.counts)


@dataclass(frozen=True, slots=True)
class Lapse:
    """Evidence that ends soon, and the questions it is cited for."""

    evidence: Evidence
    questions: tuple[str, ...]


@dataclass(frozen=True)
class Overview:
    """`next` is the question to go on with; `is_own_pace` says whether the time left is by this person's pace.

    `waiting` answers were carried over and are to be confirmed.
    """

    assessment: Assessment
    summary: Summary
    progress: ProgressChoice
    sections: Sequence[Section]
    next: Question | None
    minutes_left: int
    is_own_pace: bool
    suggestions: int
    waiting: int
    lapses: Sequence[Lapse]

    @property
    def whole(self) -> Part:
        return self.summary.overall

    @property
    def decided(self) -> int:
        return decided(self.whole.counts)

    @cached_property
    def flagged(self) -> int:
        return sum(section.flagged for section in self.sections)


def overview_of(assessment: Assessment, person: User, kind: GroupKind) -> Overview:
    summary, (states, flagged, waiting, saves) = _read_all(assessment, person)
    completed = list(assessment.completed_sections.select_related("completed_by"))
    reviews = {row.phase: row for row in assessment.reviews.select_related("submitted_by", "decided_by")}
    pace = own_pace(saves)
    ids = {each: {row.group for row in completed if row.kind == each} for each in GroupKind}
    progress = progress_of(summary, ids[GroupKind.PHASE], ids[GroupKind.DOMAIN])
    return Overview(
        assessment=assessment,
        summary=summary,
        progress=ProgressChoice(progress.value),
        sections=_sections(assessment, kind, summary, completed, reviews, flagged),
        next=next_question(assessment, states, saves[0][0] if saves else ""),
        minutes_left=minutes_for(summary.overall.counts.unanswered, pace or USUAL),
        is_own_pace=pace is not None,
        suggestions=sum(
            states.get(id_) in {StateChoice.UNANSWERED, StateChoice.UNKNOWN}
            for id_ in not_applicable(assessment.questions, assessment.profile)
            if not assessment.is_locked(id_)
        ),
        waiting=waiting,
        lapses=_lapses(assessment),
    )


def question_to_resume(assessment: Assessment, person: User) -> Question | None:
    states, _flagged, _waiting, saves = _read_states(assessment, person)
    return next_question(assessment, states, saves[0][0] if saves else "")


def next_question(assessment: Assessment, states: Mapping[str, str], last: str) -> Question | None:
    """The next one without an answer after the one answered last, from the end on again from the beginning.

    When every question has been looked at, the next one that nobody could answer; None when nothing is open. What is
    under review is passed over.
    """
    questions = assessment.questions.questions
    place = next((number for number, question in enumerate(questions) if question.id == last), -1)
    ordered = questions[place + 1 :] + questions[: place + 1]
    for state in (StateChoice.UNANSWERED, StateChoice.UNKNOWN):
        fitting = (question for question in ordered if states.get(question.id) == state)
        if found := next((each for each in fitting if each.phase not in assessment.locked_phases), None):
            return found
    return None


class _States(NamedTuple):
    """The state of each question, which of them are flagged, how many answers wait to be confirmed, and what the person
    said last, the newest first."""

    states: dict[str, str]
    flagged: set[str]
    waiting: int
    saves: list[Save]


def _read_all(assessment: Assessment, person: User) -> tuple[Summary, _States]:
    """The summary as of today, scored anew where the stored one is older, and the states: one query in either case."""
    today = assessment.workspace.today
    if assessment.summary_date == today:
        return assessment.stored_summary, _read_states(assessment, person)
    levels = read_levels(assessment)
    summary = summarise(score(assessment.questions, levels.answers, assessment.targets, as_of=today))
    states = {id_: answer.state.value for id_, answer in levels.answers.items()}
    return summary, _States(states, levels.flagged, len(levels.waiting), _saves_of(person, levels.said))


def _read_states(assessment: Assessment, person: User) -> _States:
    states: dict[str, str] = {}
    said: dict[str, tuple[int | None, datetime | None]] = {}
    flagged: set[str] = set()
    waiting = 0
    answers = assessment.answers.annotate(is_waiting=IsNull(F("carried"), False))
    for id_, state, is_flagged, waits, by, at in answers.values_list(
        "question", "state", "is_flagged", "is_waiting", "changed_by", "changed_at"
    ):
        states[id_] = state
        said[id_] = (by, at)
        waiting += waits
        if is_flagged:
            flagged.add(id_)
    return _States(states, flagged, waiting, _saves_of(person, said))


def _saves_of(person: User, said: Mapping[str, tuple[int | None, datetime | None]]) -> list[Save]:
    saves = [(id_, at) for id_, (by, at) in said.items() if by == person.pk and at]
    return sorted(saves, key=lambda save: save[1], reverse=True)[:SAVES]


def _sections(
    assessment: Assessment,
    kind: GroupKind,
    summary: Summary,
    completed: Sequence[CompletedSection],
    reviews: Mapping[str, Review],
    flagged: set[str],
) -> list[Section]:
    """Those that ask something, in the pack's order."""
    pack = assessment.questions
    groups: Sequence[Phase | Domain] = pack.phases if kind is GroupKind.PHASE else pack.domains
    parts = summary.phases if kind is GroupKind.PHASE else summary.domains
    marks = {row.group: row for row in completed if row.kind == kind}
    flags = [getattr(pack.question[id_], kind.value) for id_ in flagged]
    return [
        Section(
            kind,
            group,
            part,
            flags.count(group.id),
            marks.get(group.id),
            reviews.get(group.id) if kind is GroupKind.PHASE else None,
        )
        for group in groups
        if (part := parts.get(group.id, EMPTY)).counts.total
    ]


def _lapses(assessment: Assessment) -> list[Lapse]:
    """What counts today and will not a month from now, the first to end first."""
    today = assessment.workspace.today
    cited = Citation.objects.filter(
        answer__assessment=assessment,
        answer__is_asked=True,
        evidence__deleted_at=None,
        evidence__lapses_date__range=(today, today + SOON),
    )
    found: dict[Evidence, list[str]] = {}
    for citation in cited.select_related("evidence", "answer").order_by("evidence__lapses_date", "evidence", "pk"):
        found.setdefault(citation.evidence, []).append(citation.answer.question)
    return [Lapse(evidence, tuple(questions)) for evidence, questions in found.items()]
