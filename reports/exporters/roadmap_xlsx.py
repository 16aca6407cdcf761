"""A roadmap as a workbook: what is to be done, by whom and when, and how far it is, a table a sheet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import IO, Any

from core.rounding import NO_SCORE, percent
from reports.builders.roadmap_gates import gate_lines
from reports.exporters.result_tables import Column, Form, Table, Value
from reports.exporters.results_xlsx import write_tables
from reports.queries.roadmaps import RoadmapStatus
from roadmap.choices import ArtifactStatusChoice
from roadmap.domain.artifacts import status_on
from roadmap.models import Action, Pilot

TEXT, WHOLE, DATE = Form.TEXT, Form.WHOLE, Form.DATE


def write_roadmap_workbook(status: RoadmapStatus, to: IO[bytes]) -> None:
    """The same status gives the same bytes."""
    title = f"{status.roadmap.title}: roadmap"
    write_tables(roadmap_tables(status), status.roadmap.questions.scale, to, title=title, day=status.day)


def roadmap_tables(status: RoadmapStatus) -> list[Table]:
    return [
        _overview(status),
        _phases(status),
        _gates(status),
        _actions(status),
        _checklists(status),
        _artifacts(status),
        _snapshots(status),
        _pilots(status),
    ]


def _overview(status: RoadmapStatus) -> Table:
    roadmap, counted, expected = status.roadmap, status.standing.figures, status.expected
    rows: list[tuple[str, Value, Form]] = [
        ("Roadmap", roadmap.title, TEXT),
        ("Organisation", roadmap.workspace.name, TEXT),
        ("As of", status.day, DATE),
        ("Start", roadmap.start_date, DATE),
        ("Horizon", roadmap.horizon_date, DATE),
        ("Person-days a month", roadmap.capacity_days, WHOLE),
        ("Value that is meant", counted.value.total, WHOLE),
        ("Value done", counted.value.done, WHOLE),
        ("Actions", counted.actions.total, WHOLE),
        ("Actions done", counted.actions.done, WHOLE),
        ("Person-days of effort", counted.days.total, WHOLE),
        ("Person-days done", counted.days.done, WHOLE),
        ("Items of checklists", counted.items.total, WHOLE),
        ("Items done", counted.items.done, WHOLE),
        ("Artifacts", counted.artifacts.total, WHOLE),
        ("Artifacts accepted", counted.artifacts.done, WHOLE),
        ("Gates", counted.gates.total, WHOLE),
        ("Gates passed", counted.gates.done, WHOLE),
        ("Overdue", counted.overdue.total, WHOLE),
        ("Verified score now", _score(expected.overall.now if expected else None), Form.SCORE),
        ("Verified score if open actions land", _score(expected.overall.then if expected else None), Form.SCORE),
        ("Question pack", f"{roadmap.questions.code} {roadmap.questions.version}", TEXT),
    ]
    columns = (Column("Item", TEXT, 38), Column("Value", TEXT, 60))
    return Table("Overview", columns, [row[:2] for row in rows], tuple(form for _name, _value, form in rows))


def _phases(status: RoadmapStatus) -> Table:
    columns = (
        Column("No.", WHOLE, 6),
        Column("Phase", TEXT, 30),
        Column("Owner", TEXT, 22),
        Column("Planned start", DATE, 13),
        Column("Planned end", DATE, 13),
        Column("Started", DATE, 13),
        Column("Finished", DATE, 13),
        Column("Complete, %", WHOLE, 11, has_bar=True),
        Column("Items done", WHOLE, 10),
        Column("Items", WHOLE, 9),
        Column("Artifacts accepted", WHOLE, 11),
        Column("Artifacts", WHOLE, 10),
        Column("Value done", WHOLE, 10),
        Column("Value", WHOLE, 9),
    )
    rows = []
    for row in status.standing.phases:
        figures = status.standing.figures.phases[row.phase]
        rows.append(
            (
                row.position + 1,
                status.roadmap.questions.phase[row.phase].title,
                str(row.owner or ""),
                row.planned_start_date,
                row.planned_end_date,
                row.started_date,
                row.finished_date,
                None if figures.completion is None else int(percent(figures.completion)),
                *figures.items,
                *figures.artifacts,
                *figures.actions,
            )
        )
    return Table("Phases", columns, rows)


def _gates(status: RoadmapStatus) -> Table:
    columns = (
        Column("Phase", TEXT, 30),
        Column("Criterion", TEXT, 70),
        Column("Standing", TEXT, 30),
        Column("Met", TEXT, 8),
        Column("Gate passed", DATE, 13),
        Column("Passed by", TEXT, 22),
        Column("Good until", DATE, 13),
    )
    rows = []
    for phase in status.standing.phases:
        passing = status.passings.get(phase.pk)
        passed: tuple[Value, ...] = (None, "", None)
        if passing:
            passed = (_day(passing.passed_at, status), str(passing.passed_by or ""), passing.expires_date)
        title = status.roadmap.questions.phase[phase.phase].title
        lines = gate_lines(status, phase)
        rows += [(title, line.text, line.standing, "yes" if line.is_met else "no", *passed) for line in lines]
    return Table("Gates", columns, rows)


def _actions(status: RoadmapStatus) -> Table:
    columns = (
        Column("Code", TEXT, 13),
        Column("Action", TEXT, 50),
        Column("Phase", TEXT, 24),
        Column("Question", TEXT, 11),
        Column("State", TEXT, 12),
        Column("Owner", TEXT, 22),
        Column("Start", DATE, 12),
        Column("Due", DATE, 12),
        Column("Overdue", TEXT, 9),
        Column("Progress, %", WHOLE, 10, has_bar=True),
        Column("Effort", TEXT, 8),
        Column("Person-days", WHOLE, 9),
        Column("Impact", WHOLE, 8),
        Column("Gap", WHOLE, 7),
        Column("Value", WHOLE, 8, has_bar=True),
        Column("Closed", DATE, 12),
        Column("Id elsewhere", TEXT, 14),
    )
    return Table("Actions", columns, [_action(row, status) for row in status.actions])


def _action(row: Action, status: RoadmapStatus) -> tuple[Value, ...]:
    phase = status.roadmap.questions.phase.get(row.phase)
    return (
        row.code,
        row.title,
        phase.title if phase else row.phase,
        row.question,
        str(row.get_state_display()),
        str(row.owner or ""),
        row.start_date,
        row.due_date,
        "yes" if row.is_open and row.due_date and row.due_date < status.day else "",
        row.progress,
        str(row.get_effort_display()),
        row.effort_days,
        row.impact,
        row.gap,
        row.value,
        _day(row.closed_at, status),
        row.external_id,
    )


def _checklists(status: RoadmapStatus) -> Table:
    pack = status.roadmap.questions
    titles = {phase.id: phase.title for phase in pack.phases} | {each.id: each.title for each in pack.checklists}
    lists = [*(phase.checklist for phase in pack.phases), *(each.items for each in pack.checklists)]
    known = {item.id: item for items in lists for item in items}
    columns = (
        Column("List", TEXT, 28),
        Column("Item", TEXT, 50),
        Column("Done when", TEXT, 60),
        Column("Done", DATE, 12),
        Column("Owner", TEXT, 22),
        Column("Due", DATE, 12),
    )
    order = list(titles)
    items = sorted(status.items, key=lambda item: (order.index(item.checklist), item.position, item.pk))
    rows = []
    for item in items:
        said = known.get(item.item)
        rows.append(
            (
                titles[item.checklist],
                item.text or (said.text if said else item.item),
                item.done_when or (said.done_when if said else ""),
                _day(item.done_at, status),
                str(item.owner or ""),
                item.due_date,
            )
        )
    return Table("Checklists", columns, rows)


def _artifacts(status: RoadmapStatus) -> Table:
    pack = status.roadmap.questions
    columns = (
        Column("Artifact", TEXT, 40),
        Column("Phase", TEXT, 28),
        Column("Status", TEXT, 14),
        Column("Owner", TEXT, 22),
        Column("Due", DATE, 12),
        Column("Accepted", DATE, 12),
        Column("Review by", DATE, 12),
    )
    rows = [
        (
            pack.artifact[row.kind].title if row.kind else row.title,
            pack.phase[row.phase].title if row.phase in pack.phase else row.phase,
            str(ArtifactStatusChoice(status_on(status.day, row.status, row.review_date)).label),
            str(row.owner or ""),
            row.due_date,
            _day(row.accepted_at, status),
            row.review_date,
        )
        for row in status.artifacts
    ]
    return Table("Artifacts", columns, rows)


def _snapshots(status: RoadmapStatus) -> Table:
    columns = (
        Column("Day", DATE, 13),
        Column("Value that is meant", WHOLE, 14),
        Column("Value done", WHOLE, 14, has_bar=True),
        Column("Person-days done", WHOLE, 14),
    )
    return Table("Snapshots", columns, [(each.day, each.value, each.done, each.days) for each in status.moments])


def _pilots(status: RoadmapStatus) -> Table:
    columns = (
        Column("Pilot", TEXT, 40),
        Column("Services", TEXT, 28),
        Column("Owner", TEXT, 22),
        Column("Start", DATE, 12),
        Column("End", DATE, 12),
        Column("Measure", TEXT, 32),
        Column("Unit", TEXT, 10),
        Column("At the start", Form.NUMBER, 12),
        Column("Target", Form.NUMBER, 12),
        Column("At the end", Form.NUMBER, 12),
        Column("Check-ins", WHOLE, 10),
        Column("Decision", TEXT, 34),
    )
    return Table("Pilots", columns, [row for pilot in status.pilots for row in _pilot(pilot)])


def _pilot(pilot: Pilot) -> list[tuple[Value, ...]]:
    """A row for each measure; one where there is none."""
    head: tuple[Value, ...] = (
        pilot.title,
        ", ".join(pilot.services),
        str(pilot.owner or ""),
        pilot.start_date,
        pilot.end_date,
    )
    tail: tuple[Value, ...] = (len(pilot.check_ins.all()), str(pilot.get_decision_display()))
    measures: Sequence[tuple[Value, ...]] = [
        (each.name, each.unit, _number(each.start_value), _number(each.target_value), _number(each.end_value))
        for each in pilot.measures.all()
    ]
    return [(*head, *measure, *tail) for measure in measures or [("", "", None, None, None)]]


def _number(value: Any) -> float | None:
    return None if value is None else float(value)


def _score(value: Any) -> Value:
    return NO_SCORE if value is None else float(value)


def _day(value: datetime | None, status: RoadmapStatus) -> date | None:
    return value.astimezone(status.roadmap.workspace.zone).date() if value else None
