"""The page of a roadmap for a board: where it stands, what comes next, what is late, and what it needs from others."""

from __future__ import annotations

from collections.abc import Sequence

from core.charts.lettering import fit, wrap
from core.local import day
from core.rounding import for_people, percent
from core.words import agree, count
from reports.document import Figure
from reports.queries.roadmaps import RoadmapStatus
from reports.roadmap_document import Board, Brief
from roadmap.domain.states import ActionState, CheckInMood
from roadmap.models import Pilot, PilotCheckIn
from roadmap.views.shown_progress import ProgressPage, ShownPhase

MOST_LINES = 4
WIDTH, SIZE = 212.0, 8.5
"""Points: of half the page, less a little, and of its letters."""


def build_board(status: RoadmapStatus, page: ProgressPage) -> Board:
    gates = [phase for phase in page.phases if not phase.is_passed or phase.is_expired]
    decisions = [brief for phase in gates for brief in _decisions(status, phase)]
    late = [_brief(each.text, " · ".join(filter(None, [each.kind, f"due {day(each.day)}"]))) for each in page.late]
    risks = _risks(status, page)
    return Board(
        headline=f"{page.headline}.",
        figures=_figures(status, page),
        chart=page.chart,
        outlook=page.outlook,
        gates=tuple(_gate(status, phase) for phase in gates[:3]),
        decisions=tuple(decisions[:MOST_LINES]),
        more_decisions=max(0, len(decisions) - MOST_LINES),
        late=tuple(late[:MOST_LINES]),
        more_late=max(0, status.standing.figures.overdue.total - MOST_LINES),
        risks=tuple(risks[:MOST_LINES]),
        more_risks=max(0, len(risks) - MOST_LINES),
    )


def _figures(status: RoadmapStatus, page: ProgressPage) -> tuple[Figure, ...]:
    counted, phases = status.standing.figures, page.phases
    current = next((number for number, phase in enumerate(phases, start=1) if not phase.is_passed), None)
    late = counted.overdue
    kinds = [
        count(number, word)
        for number, word in ((late.actions, "action"), (late.items, "item"), (late.artifacts, "artifact"))
        if number
    ]
    return (
        Figure(
            "Phase",
            f"{current} of {len(phases)}" if current else "Done",
            phases[current - 1].phase.title if current else "Every gate is passed",
        ),
        Figure(
            "Value done",
            f"{counted.value.done} of {counted.value.total}",
            f"{percent(counted.value.share)} %, by gap × impact" if counted.value.total else "No actions yet",
        ),
        _score(status),
        Figure("Gates passed", f"{counted.gates.done} of {counted.gates.total}", _next_gate(page.phases)),
        Figure("Overdue", str(late.total), ", ".join(kinds) or "Nothing is late"),
    )


def _score(status: RoadmapStatus) -> Figure:
    """Of the assessment that feeds it: as it is, and as it is expected if the open actions land."""
    if status.expected is None:
        return Figure("Verified score", "–", "No assessment feeds the roadmap")
    overall = status.expected.overall
    if overall.now is None:
        return Figure("Verified score", "–", "Nothing is answered yet")
    if not overall.is_higher:
        return Figure("Verified score", for_people(overall.now), "No open action closes a gap")
    now, then = overall.in_words
    return Figure("Score, and expected", f"{now} → {then}", "Verified now, and if open actions land")


def _next_gate(phases: Sequence[ShownPhase]) -> str:
    following = next((phase for phase in phases if not phase.is_passed), None)
    if following is None:
        return "None is left"
    end = following.row.planned_end_date
    return f"Next: {day(end)}" if end else "The next has no day"


def _gate(status: RoadmapStatus, phase: ShownPhase) -> Brief:
    end = phase.row.planned_end_date
    said = f"planned {day(end)}" if end else "no day is planned"
    if phase.is_expired:
        said = f"passed until {day(phase.expires)}" if phase.expires else said
    elif phase.is_late:
        said += ", late"
    criteria = status.criteria[phase.phase.id]
    met = sum(line.is_met for line in criteria)
    return _brief(phase.phase.title, f"{said} · {met} of {len(criteria)} criteria met")


def _decisions(status: RoadmapStatus, phase: ShownPhase) -> list[Brief]:
    return [
        _brief(decision.text, " · ".join(filter(None, [phase.phase.title, decision.decided_by])))
        for decision in status.decisions
        if decision.phase_id == phase.row.pk and decision.taken_date is None
    ]


def _risks(status: RoadmapStatus, page: ProgressPage) -> list[Brief]:
    """What may keep the roadmap from its end, the worst first."""
    roadmap = status.roadmap
    found = [
        _brief(f"{phase.phase.title}: passed with open criteria", f"until {day(phase.expires)}, which is over")
        for phase in page.phases
        if phase.is_expired and phase.expires
    ]
    found += [
        _brief(f"Pilot {pilot.title}", mood.get_mood_display())
        for pilot in status.pilots
        if not pilot.decision and (mood := _last_mood(pilot)) and mood.mood != CheckInMood.ON_TRACK
    ]
    latest = page.forecast.latest
    if latest and latest > roadmap.horizon_date:
        found.append(_brief(f"It may last until {day(latest)}", f"the horizon is {day(roadmap.horizon_date)}"))
    if status.expected and status.expected.target and (then := status.expected.overall.then) is not None:
        target = status.expected.target
        if then < target:
            leads = (
                "The open actions lead to" if status.expected.closing else "No open action closes a gap, so it stays at"
            )
            found.append(_brief(f"{leads} {for_people(then)} of the {for_people(target)} aimed at", "verified score"))
    waiting = [row for row in status.actions if row.state == ActionState.WAITING]
    if waiting:
        value = sum(row.value for row in waiting)
        found.append(_brief(f"{agree(len(waiting), 'action waits', 'actions wait')} for others", f"value {value}"))
    unowned = sum(row.is_open and row.owner_id is None for row in status.actions)
    if unowned:
        found.append(_brief(f"{agree(unowned, 'open action has', 'open actions have')} no owner", ""))
    if page.undated:
        found.append(_brief(f"Value of {page.undated} has no due day", "so no plan says when it is done"))
    return found


def _last_mood(pilot: Pilot) -> PilotCheckIn | None:
    check_ins = list(pilot.check_ins.all())
    return check_ins[-1] if check_ins else None


def _brief(text: str, note: str) -> Brief:
    """Two lines and one of half the page, however wide their letters are: the page is to stay one."""
    return Brief(" ".join(wrap(" ".join(text.split()), SIZE, WIDTH)), fit(" ".join(note.split()), SIZE, WIDTH))
