"""From the status of a roadmap to the document that is printed: a page for the board, then all of it in detail."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.text import Truncator

from core.colour import DEFAULT_ACCENT, accent
from core.local import day, figure, in_shape
from core.words import count
from reports.builders.assessment import LONG_NAME, LONGEST_RUNNING_TITLE
from reports.builders.roadmap_board import build_board
from reports.builders.roadmap_gates import gate_lines
from reports.document import Cover
from reports.queries.roadmaps import RoadmapStatus
from reports.roadmap_document import (
    ActionGroup,
    ActionLine,
    ArtifactLine,
    DayLine,
    ListLine,
    MeasureLine,
    MonthLine,
    PhaseBlock,
    PilotBlock,
    RoadmapReport,
)
from roadmap.choices import ArtifactStatusChoice
from roadmap.domain.artifacts import status_on
from roadmap.models import Action, Artifact, Pilot
from roadmap.views.shown_progress import Row, ShownPhase, build_progress

CHART_WIDTH, CHART_HEIGHT = 760, 240
NOBODY = "–"


def build_roadmap_report(status: RoadmapStatus, options: Mapping[str, Any], *, content_hash: str) -> RoadmapReport:
    """`options` are those of a run; `content_hash` is the sha256 of the attached roadmap.json."""
    roadmap, pack = status.roadmap, status.roadmap.questions
    page = build_progress(roadmap, status.standing, status.moments, width=CHART_WIDTH, height=CHART_HEIGHT)
    cover = _cover(status, options)
    return RoadmapReport(
        accent=accent(options.get("accent") or DEFAULT_ACCENT),
        cover=cover,
        running_title=Truncator(f"{cover.organisation} · {cover.title}").chars(LONGEST_RUNNING_TITLE),
        running_mark=" · ".join(cover.marks),
        board=build_board(status, page),
        phases=tuple(_phase(status, phase, number) for number, phase in enumerate(page.phases, start=1)),
        groups=_groups(status),
        artifacts=tuple(_artifact(status, row) for row in status.artifacts),
        lists=_lists(status),
        pilots=tuple(_pilot(pilot) for pilot in status.pilots),
        months=_months(status),
        undated=_undated(status),
        days=tuple(_day(row) for row in page.rows),
        pack=f"{pack.title} ({pack.code} {pack.version})",
        content_hash=content_hash,
    )


def _cover(status: RoadmapStatus, options: Mapping[str, Any]) -> Cover:
    marks = (("Draft", options.get("is_draft")), ("Confidential", options.get("is_confidential")))
    organisation, title = status.roadmap.workspace.name, status.roadmap.title
    return Cover(
        organisation=organisation,
        title=title,
        subject="Roadmap status",
        day=day(status.day),
        prepared_by="",
        has_logo=bool(options.get("logo")),
        has_consultant_logo=bool(options.get("consultant_logo")),
        marks=tuple(text for text, is_set in marks if is_set),
        is_long=len(organisation) > LONG_NAME or len(title) > LONG_NAME,
    )


def _phase(status: RoadmapStatus, shown: ShownPhase, number: int) -> PhaseBlock:
    row, passing = shown.row, status.passings.get(shown.row.pk)
    gate = "not passed"
    if passing:
        gate = f"passed on {day(passing.passed_at)} by {passing.passed_by or 'a former member'}"
        if passing.open_count and passing.expires_date:
            left = count(passing.open_count, "open criterion", "open criteria")
            gate += f" with {left}, until {day(passing.expires_date)}"
    return PhaseBlock(
        number=number,
        title=shown.phase.title,
        objective=shown.phase.objective,
        planned=_days(row.planned_start_date, row.planned_end_date),
        real=_days(row.started_date, row.finished_date) if row.started_date or row.finished_date else "",
        complete=f"{shown.percent} %" if shown.percent else NOBODY,
        owner=str(row.owner or NOBODY),
        gate=f"{gate}, late" if shown.is_late else gate,
        criteria=gate_lines(status, row),
    )


def _days(start: date | None, end: date | None) -> str:
    if start and end:
        return f"{day(start)} – {day(end)}"
    if start:
        return f"since {day(start)}"
    return f"until {day(end)}" if end else NOBODY


def _groups(status: RoadmapStatus) -> tuple[ActionGroup, ...]:
    by_phase: dict[str, list[Action]] = defaultdict(list)
    for row in status.actions:
        by_phase[row.phase].append(row)
    return tuple(
        _group(phase.title, by_phase[phase.id], status.day)
        for phase in status.roadmap.questions.phases
        if by_phase[phase.id]
    )


def _group(title: str, rows: Sequence[Action], today: date) -> ActionGroup:
    done = sum(row.state == "done" for row in rows)
    days = sum(row.effort_days for row in rows if row.is_open)
    return ActionGroup(
        title=title,
        said=f"{done} of {count(len(rows), 'action')} done; {count(days, 'person-day')} of effort open.",
        rows=tuple(
            ActionLine(
                title=row.title,
                question=row.question,
                owner=str(row.owner or NOBODY),
                state=str(row.get_state_display()),
                due=day(row.due_date) if row.due_date else NOBODY,
                value=row.value,
                days=row.effort_days,
                is_late=bool(row.is_open and row.due_date and row.due_date < today),
            )
            for row in rows
        ),
    )


def _artifact(status: RoadmapStatus, row: Artifact) -> ArtifactLine:
    pack = status.roadmap.questions
    due = row.review_date if row.status in ("accepted", "outdated") else row.due_date
    return ArtifactLine(
        title=pack.artifact[row.kind].title if row.kind else row.title,
        phase=pack.phase[row.phase].title if row.phase in pack.phase else row.phase,
        status=str(ArtifactStatusChoice(status_on(status.day, row.status, row.review_date)).label),
        owner=str(row.owner or NOBODY),
        due=day(due) if due else NOBODY,
        is_late=row.code in status.late_codes,
    )


def _lists(status: RoadmapStatus) -> tuple[ListLine, ...]:
    pack, late = status.roadmap.questions, status.late_codes
    titles = {phase.id: phase.title for phase in pack.phases} | {each.id: each.title for each in pack.checklists}
    lists = [*(phase.checklist for phase in pack.phases), *(each.items for each in pack.checklists)]
    texts = {item.id: item.text for items in lists for item in items}
    found = []
    for id_, title in titles.items():
        items = [item for item in status.items if item.checklist == id_]
        if items:
            done = sum(item.done_at is not None for item in items)
            named = [item.text or texts.get(item.item, item.item) for item in items if item.code in late]
            found.append(ListLine(title, f"{done} of {len(items)}", tuple(named)))
    return tuple(found)


def _pilot(pilot: Pilot) -> PilotBlock:
    check_ins, handed = list(pilot.check_ins.all()), list(pilot.handovers.all())
    facts = [
        ("Services", ", ".join(pilot.services)),
        ("Days", f"{day(pilot.start_date)} – {day(pilot.end_date)}"),
        ("Owner", str(pilot.owner or NOBODY)),
        ("Success criteria", pilot.success_criteria),
        ("Stop rule", pilot.stop_rule),
    ]
    if check_ins:
        last = check_ins[-1]
        said = [str(last.get_mood_display()), last.note]
        facts.append((f"Check-in of {day(last.day_date)}", ". ".join(filter(None, said))))
    if handed:
        facts.append(("Handed over", f"{sum(each.done_at is not None for each in handed)} of {len(handed)}"))
    if pilot.decision:
        when = f", {day(pilot.decided_date)}" if pilot.decided_date else ""
        facts.append(("Decision", f"{pilot.get_decision_display()}{when}. {pilot.decision_reason}"))
    latest = check_ins[-1].values if check_ins else {}
    return PilotBlock(
        title=pilot.title,
        facts=tuple((name, text) for name, text in facts if text),
        measures=tuple(
            MeasureLine(
                " ".join(filter(None, [each.name, f"({each.unit})" if each.unit else ""])),
                figure(each.start_value.normalize()),
                _latest(each.end_value, latest.get(str(each.pk))),
                figure(each.target_value.normalize()),
            )
            for each in pilot.measures.all()
        ),
    )


def _latest(end: Any, said: str | None) -> str:
    if end is not None:
        return figure(end.normalize())
    return str(said or NOBODY)


def _months(status: RoadmapStatus) -> tuple[MonthLine, ...]:
    """What is due in each month, of what is open."""
    by_month: dict[date, list[Action]] = defaultdict(list)
    for row in status.actions:
        if row.is_open and row.due_date:
            by_month[row.due_date.replace(day=1)].append(row)
    capacity, found = status.roadmap.capacity_days, []
    for month, rows in sorted(by_month.items()):
        days = sum(row.effort_days for row in rows)
        is_past = month < status.day.replace(day=1)
        note = "past" if is_past else f"more than the {capacity} planned for" if days > capacity else ""
        found.append(
            MonthLine(in_shape(month, "YEAR_MONTH_FORMAT"), len(rows), days, sum(row.value for row in rows), note)
        )
    return tuple(found)


def _undated(status: RoadmapStatus) -> str:
    rows = [row for row in status.actions if row.is_open and not row.due_date]
    days = sum(row.effort_days for row in rows)
    said = f"{count(len(rows), 'open action')} without a due day, {count(days, 'person-day')} of effort."
    return said if rows else ""


def _day(row: Row) -> DayLine:
    return DayLine(
        day=day(row.day),
        meant="" if row.value is None else figure(row.value),
        done="" if row.done is None else figure(row.done),
        planned=figure(row.planned),
    )
