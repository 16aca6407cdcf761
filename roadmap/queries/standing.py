"""Where a roadmap stands today: each phase with what its gate finds, and all that is to be done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property

from accounts.models import User
from assessments.domain.answers import State
from assessments.domain.results import QuestionResult, Result
from assessments.models import Assessment
from assessments.queries.scoring import score_levels
from catalog.domain.question_pack import Phase
from roadmap.domain.artifacts import due_on, status_on
from roadmap.domain.gates import Criterion, Found, Lacking, Taken, criteria_of
from roadmap.domain.phases import Passed, PhaseState, Run, begun_before_gate, current_phase, state_of
from roadmap.domain.states import OPEN_STATES, ActionState, ArtifactStatus
from roadmap.domain.work import Load, Work, WorkKind, due_soon, loads, overdue
from roadmap.models import Action, Artifact, ChecklistItem, Decision, GatePassing, Roadmap, RoadmapPhase
from roadmap.queries.checklists import items_of, people_in, text_of
from roadmap.queries.expected import Expected, expected_from
from roadmap.queries.feeding import assessment_of


@dataclass(frozen=True, slots=True)
class PhaseStanding:
    """`passing` is the one that nobody has withdrawn. `too_early` is the phase whose gate came after its beginning."""

    phase: Phase
    row: RoadmapPhase
    state: PhaseState
    passing: GatePassing | None
    criteria: tuple[Criterion, ...]
    items: Sequence[ChecklistItem]
    artifacts: Sequence[Artifact]
    decisions: Sequence[Decision]
    works: Sequence[Work]
    score: Fraction | None
    is_current: bool
    too_early: str

    @property
    def number(self) -> int:
        return self.row.position + 1

    @property
    def met(self) -> int:
        return sum(line.is_met for line in self.criteria)

    @property
    def done_items(self) -> int:
        return sum(item.done_at is not None for item in self.items)

    @property
    def actions(self) -> list[Work]:
        return [work for work in self.works if work.kind is WorkKind.ACTION]

    @property
    def done_actions(self) -> int:
        return sum(not work.is_open for work in self.actions)

    @property
    def started(self) -> date | None:
        return self.row.started_date

    @property
    def ended(self) -> date | None:
        """The day on which its work ended, or else its gate was passed."""
        if self.row.finished_date or not self.passing:
            return self.row.finished_date
        return day_of(self.passing, self.row.roadmap)


@dataclass(frozen=True)
class Standing:
    roadmap: Roadmap
    today: date
    assessment: Assessment | None
    result: Result | None
    artifacts: Sequence[Artifact]
    phases: Sequence[PhaseStanding]
    works: Sequence[Work]
    people: Mapping[int, User]
    closing: frozenset[str]
    """Questions whose gaps the open actions are to close."""

    @cached_property
    def expected(self) -> Expected | None:
        """The scores if the open actions land."""
        if self.assessment is None or self.result is None:
            return None
        return expected_from(self.assessment, self.result, self.closing)

    @cached_property
    def current(self) -> PhaseStanding | None:
        return next((phase for phase in self.phases if phase.is_current), None)

    @cached_property
    def passed(self) -> int:
        return sum(phase.state.is_passed for phase in self.phases)

    @cached_property
    def overdue(self) -> list[Work]:
        return overdue(self.works, self.today)

    @cached_property
    def soon(self) -> list[Work]:
        return due_soon(self.works, self.today)

    @cached_property
    def loads(self) -> list[tuple[User | None, Load]]:
        return [(self.people.get(load.owner or 0), load) for load in loads(self.works, self.today)]

    @cached_property
    def lapsed(self) -> list[PhaseStanding]:
        return [phase for phase in self.phases if phase.state is PhaseState.LAPSED]

    def count(self, kind: str, *, is_open: bool = False) -> int:
        return sum(work.kind == kind and (work.is_open or not is_open) for work in self.works)


def standing_of(roadmap: Roadmap, today: date) -> Standing:
    """Nine queries, however much there is; one fewer without an assessment."""
    rows = list(roadmap.phases.select_related("owner"))
    items = list(items_of(roadmap))
    artifacts = list(Artifact.objects.filter(roadmap=roadmap, deleted_at=None))
    passings = {each.phase_id: each for each in _passings(roadmap)}
    decisions = list(Decision.objects.filter(phase__roadmap=roadmap, deleted_at=None))
    actions, closing = _actions(roadmap)
    works = [*actions, *_items(roadmap, items), *_artifacts(roadmap, artifacts, today)]
    assessment = assessment_of(roadmap)
    result = result_for(assessment, today)
    runs = [run_of(row, passings.get(row.pk), roadmap) for row in rows]
    current = current_phase(runs, today)
    phases: list[PhaseStanding] = []
    for row, run in zip(rows, runs, strict=True):
        row.roadmap = roadmap
        phase = roadmap.questions.phase[row.phase]
        own = [item for item in items if item.checklist == phase.id]
        named = [decision for decision in decisions if decision.phase_id == row.pk]
        found = found_for(phase, own, artifacts, named, result, today)
        phases.append(
            PhaseStanding(
                phase=phase,
                row=row,
                state=state_of(run, today),
                passing=passings.get(row.pk),
                criteria=criteria_of(phase.exit_gate, found),
                items=own,
                artifacts=[artifact for artifact in artifacts if artifact.phase == phase.id],
                decisions=named,
                works=[work for work in works if work.list == phase.id],
                score=found.score,
                is_current=phase.id == current,
                too_early=begun_before_gate(runs, phase.id, today),
            )
        )
    people = people_in(items, roadmap.owner_id, *(work.owner for work in works))
    return Standing(roadmap, today, assessment, result, artifacts, phases, works, people, closing)


def found_for(
    phase: Phase,
    items: Sequence[ChecklistItem],
    artifacts: Sequence[Artifact],
    decisions: Sequence[Decision],
    result: Result | None,
    today: date,
) -> Found:
    """`items` and `decisions` are those of the phase, `artifacts` all: a gate may ask for one of another phase."""
    group = next((each for each in result.phases if each.group.id == phase.id), None) if result else None
    levels = {each.question.id: _level(each) for each in result.questions} if result else {}
    return Found(
        done=sum(item.done_at is not None for item in items),
        items=len(items),
        artifacts={each.kind: status_on(today, each.status, each.review_date) for each in artifacts if each.kind},
        score=group.verified if group else None,
        levels=levels,
        decisions=[Taken(each.decision or each.code, each.text, each.taken_date) for each in decisions],
    )


def result_for(assessment: Assessment | None, today: date) -> Result | None:
    """The same numbers that the assessment stores, and the levels of single questions with them."""
    return score_levels(assessment, as_of=today) if assessment else None


def run_of(row: RoadmapPhase, passing: GatePassing | None, roadmap: Roadmap) -> Run:
    passed = Passed(day_of(passing, roadmap), passing.expires_date) if passing else None
    return Run(row.phase, row.started_date, row.finished_date, passed)


def day_of(passing: GatePassing, roadmap: Roadmap) -> date:
    """In the workspace's time zone."""
    return passing.passed_at.astimezone(roadmap.workspace.zone).date()


def _passings(roadmap: Roadmap) -> list[GatePassing]:
    found = GatePassing.objects.filter(phase__roadmap=roadmap, withdrawn_at=None)
    return list(found.select_related("passed_by"))


def _level(found: QuestionResult) -> int | Lacking:
    if found.verified is not None:
        return found.verified
    match found.state:
        case State.NOT_APPLICABLE:
            return Lacking.NOT_APPLICABLE
        case State.UNKNOWN:
            return Lacking.UNKNOWN
        case _:
            return Lacking.UNANSWERED


def _actions(roadmap: Roadmap) -> tuple[list[Work], frozenset[str]]:
    """Without what was dropped, and the questions whose gaps the open ones close.

    As plain values: two hundred objects would take longer than the rest of a page.
    """
    rows = Action.objects.filter(roadmap=roadmap, deleted_at=None).exclude(state=ActionState.DROPPED)
    rows = rows.order_by("position", "pk")
    works, closing = [], set()
    for code, title, phase, owner, due, state, question in rows.values_list(
        "code", "title", "phase", "owner", "due_date", "state", "question"
    ):
        works.append(Work(WorkKind.ACTION, code, title, phase, owner, due, state in OPEN_STATES))
        if question and state in OPEN_STATES:
            closing.add(question)
    return works, frozenset(closing)


def _items(roadmap: Roadmap, items: Sequence[ChecklistItem]) -> list[Work]:
    return [
        Work(
            WorkKind.ITEM,
            item.code,
            text_of(roadmap, item).text,
            item.checklist,
            item.owner_id,
            item.due_date,
            item.done_at is None,
        )
        for item in items
    ]


def _artifacts(roadmap: Roadmap, artifacts: Sequence[Artifact], today: date) -> list[Work]:
    titles = roadmap.questions.artifact
    return [
        Work(
            WorkKind.ARTIFACT,
            each.code,
            titles[each.kind].title if each.kind else each.title,
            each.phase,
            each.owner_id,
            due_on(each.status, each.due_date, each.review_date),
            status_on(today, each.status, each.review_date) is not ArtifactStatus.ACCEPTED,
        )
        for each in artifacts
    ]
