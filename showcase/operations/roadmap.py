"""The roadmap of the example: on whatever day the demo starts, half way through its second phase.

It is run through week by week, so that pace and forecast rest on snapshots as they would have been taken.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from accounts.models import Notice, User
from assessments.models import Assessment
from roadmap.choices import ActionStateChoice, ArtifactStatusChoice
from roadmap.domain.planning import Frame, Task, make_plan
from roadmap.models import Action, ChecklistItem, Roadmap, RoadmapPhase
from roadmap.operations.actions import change_action, set_state
from roadmap.operations.comments import write_comment
from roadmap.operations.from_gaps import make_actions_from_gaps
from roadmap.operations.roadmaps import create_roadmap
from roadmap.operations.snapshots import take_snapshots
from roadmap.queries.dependencies import pairs_of
from roadmap.queries.gaps import gaps_of
from showcase.domain.people import CONSULTANT, CTO, PLATFORM, Person
from showcase.operations.roadmap_papers import keep_papers
from showcase.operations.roadmap_pilot import run_pilot

CAPACITY = 45
"""Person-days a month."""
FROM_EARLY_PHASES, FROM_LATER_PHASES = 20, 8
"""Gaps that become actions."""
LATE_BY = timedelta(days=10)
"""What every fifth action takes longer."""


@dataclass(frozen=True, slots=True)
class Run:
    """`start` is the Monday of its first week; the last of `mondays` is the present one."""

    start: date
    today: date

    @property
    def mondays(self) -> list[date]:
        weeks = (self.today - self.start).days // 7
        return [self.start + timedelta(weeks=week) for week in range(weeks + 1)]


def run_roadmap(assessment: Assessment) -> None:
    run = _run_of(assessment)
    consultant = _user(CONSULTANT)
    roadmap = create_roadmap(
        workspace=assessment.workspace,
        actor=consultant,
        pack=assessment.pack,
        title="Billing platform",
        assessment=assessment,
        start_date=run.start,
        capacity_days=CAPACITY,
    )
    Roadmap.objects.filter(pk=roadmap.pk).update(created_at=_moment(roadmap, run.start, hour=8))
    planned = _plan(roadmap, assessment, run)
    for monday in run.mondays:
        _work_until(roadmap, planned, monday)
        take_snapshots(now=_moment(roadmap, monday, hour=9))
    _leave_as_it_is_today(roadmap, planned)
    _tick(roadmap, run)
    keep_papers(roadmap, run.today)
    run_pilot(roadmap, run.today)
    _read_notices(roadmap)


def _run_of(assessment: Assessment) -> Run:
    """The first phase at its longest, and half of the second."""
    first, second, *_later = assessment.questions.phases
    today = assessment.workspace.today
    weeks = first.duration.weeks_max + second.duration.weeks_max // 2
    return Run(today - timedelta(days=today.weekday(), weeks=weeks), today)


def _plan(roadmap: Roadmap, assessment: Assessment, run: Run) -> list[Action]:
    """Most gaps of the first two phases and the best of the others, planned from the beginning on; in order."""
    early = [phase.id for phase in roadmap.questions.phases[:2]]
    free = gaps_of(roadmap, assessment).free
    chosen = [each for each in free if each.phase in early][:FROM_EARLY_PHASES]
    chosen += [each for each in free if each.phase not in early][:FROM_LATER_PHASES]
    questions = [each.question.id for each in chosen]
    make_actions_from_gaps(roadmap=roadmap, assessment=assessment, actor=_user(CONSULTANT), questions=questions)
    rows = {row.pk: row for row in Action.objects.filter(roadmap=roadmap)}
    needs: dict[int, set[int]] = {key: set() for key in rows}
    for action, needed in pairs_of(roadmap):
        needs[action].add(needed)
    tasks = [Task(row.pk, row.effort_days, row.value, needs=frozenset(needs[row.pk])) for row in rows.values()]
    plan = make_plan(
        tasks,
        Frame(run.start, roadmap.horizon_date, CAPACITY),
        first=[row.pk for row in rows.values() if row.phase == early[0]],
    )
    people = [_user(person) for person in (PLATFORM, CONSULTANT, PLATFORM, CTO)]
    return [
        _changed(rows[slot.task.key], roadmap, start_date=slot.start, due_date=slot.due, owner=people[place % 4])
        for place, slot in enumerate(plan.slots)
    ]


def _work_until(roadmap: Roadmap, planned: list[Action], monday: date) -> None:
    for place, action in enumerate(planned):
        due = (action.due_date or monday) + (LATE_BY if place % 5 == 4 else timedelta())
        if action.state == ActionStateChoice.TO_DO and action.start_date and action.start_date < monday:
            _take_state(roadmap, planned, place, ActionStateChoice.DOING, action.start_date)
        if planned[place].state == ActionStateChoice.DOING and due < monday:
            _take_state(roadmap, planned, place, ActionStateChoice.DONE, due)


def _take_state(roadmap: Roadmap, planned: list[Action], place: int, state: ActionStateChoice, day: date) -> None:
    action = planned[place]
    stored = set_state(action=action, actor=action.owner or _user(CTO), seen=action.revision, state=state)
    field = "closed_at" if state == ActionStateChoice.DONE else "started_at"
    Action.objects.filter(pk=action.pk).update(**{field: _moment(roadmap, day, hour=15)})
    stored.owner = action.owner
    planned[place] = stored


def _leave_as_it_is_today(roadmap: Roadmap, planned: list[Action]) -> None:
    """Two are begun, one waits for a supplier, one was given up."""
    doing = [action for action in planned if action.state == ActionStateChoice.DOING]
    waiting = [action for action in planned if action.state == ActionStateChoice.TO_DO]
    for action, progress in zip(doing, (60, 30), strict=False):
        _changed(action, roadmap, progress=progress)
    if waiting:
        told = waiting[0]
        _changed(told, roadmap, state=ActionStateChoice.WAITING)
        write_comment(action=told, actor=_user(PLATFORM), text="Waits for the supplier: they answer by Thursday.")
        _changed(waiting[-1], roadmap, state=ActionStateChoice.DROPPED)


def _changed(action: Action, roadmap: Roadmap, **values: Any) -> Action:
    action.roadmap = roadmap
    stored = change_action(action=action, actor=_user(CONSULTANT), seen=action.revision, **values)
    stored.owner = values.get("owner", action.owner)
    return stored


def _tick(roadmap: Roadmap, run: Run) -> None:
    """All of the first phase, half of the second, some of the lists that run across all; three of them are late."""
    first, second, *_later = RoadmapPhase.objects.filter(roadmap=roadmap)
    ended, begun = first.planned_end_date or run.today, second.planned_start_date or run.today
    RoadmapPhase.objects.filter(pk=first.pk).update(owner=_user(CTO), started_date=run.start, finished_date=ended)
    RoadmapPhase.objects.filter(pk=second.pk).update(owner=_user(PLATFORM), started_date=begun)
    for list_id, share, since, until in (
        (first.phase, 1.0, run.start, ended),
        (second.phase, 0.5, begun, run.today),
        ("start-plan", 0.6, run.start, run.today),
        ("ten-point", 0.2, run.start, run.today),
    ):
        items = list(roadmap.items.filter(checklist=list_id))
        done = round(len(items) * share)
        for place, item in enumerate(items):
            values: dict[str, object] = {"owner": _user(PLATFORM if place % 2 else CTO)}
            if place < done:
                day = since + (until - since) * place / done
                values |= {"done_at": _moment(roadmap, day, hour=11), "done_by": values["owner"]}
            else:
                values["due_date"] = run.today + timedelta(days=7 * (place - done) - 3)
            ChecklistItem.objects.filter(pk=item.pk).update(**values)


def _read_notices(roadmap: Roadmap) -> None:
    """Whoever signs in finds what waits for them, not the history of ten weeks."""
    waiting = [str(artifact) for artifact in roadmap.artifacts.filter(status=ArtifactStatusChoice.IN_REVIEW)]
    told = Notice.objects.filter(workspace=roadmap.workspace, sentence__contains=str(roadmap))
    for title in waiting:
        told = told.exclude(sentence__contains=title)
    told.update(read_at=timezone.now())


def _moment(roadmap: Roadmap, day: date, *, hour: int) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=roadmap.workspace.zone)


def _user(person: Person) -> User:
    return User.objects.get(email=person.email)
