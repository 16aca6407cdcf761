"""The timeline in the words of its page, each sentence made once for all bars that share it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import NamedTuple

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.charts.timeline import Band, Bar, draw_timeline, span_of
from core.local import day
from roadmap.choices import ActionStateChoice
from roadmap.models import Roadmap
from roadmap.queries.timeline import Planned, Stage, Timeline
from roadmap.views.shown_board import urls_of

WEEK_WIDTHS = {"weeks": 32.0, "months": 12.0}
ZOOMS = 10
_PRINTED = 1000
"""Pixels that fit on a printed page across, labels and all."""
_LABELS = 416
"""What is printed beside a drawing that is made smaller."""


class Row(NamedTuple):
    """What stands beside a bar, and in the table."""

    title: str
    url: str
    state: str
    start: str
    due: str
    late: str
    progress: int
    needs: str


@dataclass(frozen=True)
class ShownStage:
    title: str
    planned: str
    rows: list[Row]


@dataclass(frozen=True)
class ShownTimeline:
    """`zoom` is by how many tenths the drawing is made smaller to be printed."""

    stages: list[ShownStage]
    undated: list[Row]
    svg: SafeString
    overdue: int
    last: date | None
    zoom: int


class Writer:
    """Of one roadmap on one day."""

    def __init__(self, roadmap: Roadmap, timeline: Timeline, today: date) -> None:
        self.today = today
        self.timeline = timeline
        self.url = urls_of("action_detail", roadmap)
        self.day = cache(day)
        self.states = {state.value: str(state.label) for state in ActionStateChoice}
        self.phases = {phase.id: phase.title for phase in roadmap.questions.phases}
        titles = {action.key: action.title for action in [*timeline.actions, *timeline.undated]}
        self.needs: dict[int, list[str]] = {}
        for key, needed in timeline.needs:
            if needed in titles:
                self.needs.setdefault(key, []).append(titles[needed])

    def row(self, action: Planned) -> Row:
        is_late = action.is_late(self.today)
        days = (self.today - action.due).days if action.due and is_late else 0
        late = ngettext("%(days)d day overdue", "%(days)d days overdue", days) % {"days": days} if is_late else ""
        return Row(
            action.title,
            self.url(action.code),
            self.states[action.state],
            self.day(action.start) if action.start else "",
            self.day(action.due) if action.due else "",
            late,
            action.progress,
            ", ".join(self.needs.get(action.key, ())),
        )

    def stage(self, stage: Stage) -> ShownStage:
        phase = self.phases.get(stage.row.phase, stage.row.phase)
        return ShownStage(phase, self._planned(stage), [self.row(action) for action in stage.dated])

    def _planned(self, stage: Stage) -> str:
        start, end = stage.row.planned_start_date, stage.row.planned_end_date
        return f"{self.day(start)} – {self.day(end)}" if start and end else ""

    def band(self, stage: Stage, shown: ShownStage) -> Band:
        row = stage.row
        start, end = row.planned_start_date, row.planned_end_date
        passed = timezone.localdate(stage.passed_at) if stage.passed_at else None
        said = [shown.title, _("planned %(days)s") % {"days": shown.planned} if shown.planned else ""]
        said.append(_("started %(day)s") % {"day": self.day(row.started_date)} if row.started_date else "")
        said.append(_("finished %(day)s") % {"day": self.day(row.finished_date)} if row.finished_date else "")
        said.append(_("gate passed %(day)s") % {"day": self.day(passed)} if passed else _("gate not passed"))
        real = (row.started_date, row.finished_date or max(self.today, row.started_date)) if row.started_date else None
        return Band(
            planned=(start, end) if start and end else None,
            real=real,
            gate=passed or end,
            is_passed=passed is not None,
            label=", ".join(filter(None, said)),
            bars=[self._bar(*pair) for pair in zip(stage.dated, shown.rows, strict=True)],
        )

    def _bar(self, action: Planned, row: Row) -> Bar:
        days = f"{row.start} – {row.due}" if row.start else _("due %(day)s") % {"day": row.due}
        said = [row.title, days, row.state, f"{row.progress} %" if action.is_open else "", row.late]
        if row.needs:
            said.append(_("needs %(titles)s") % {"titles": row.needs})
        look = ("late" if row.late else "open") if action.is_open else action.state
        share = action.progress / 100 if look != ActionStateChoice.DROPPED else 0
        assert action.due
        return Bar(action.key, action.start, action.due, look, share, ", ".join(filter(None, said)), row.url)


def show_timeline(roadmap: Roadmap, timeline: Timeline, *, today: date, scale: str) -> ShownTimeline:
    writer = Writer(roadmap, timeline, today)
    stages = [writer.stage(stage) for stage in timeline.stages]
    bands = [writer.band(*pair) for pair in zip(timeline.stages, stages, strict=True)]
    span = span_of(_days(roadmap, bands, today), week=WEEK_WIDTHS[scale])
    actions = timeline.actions
    svg = draw_timeline(
        bands,
        timeline.needs,
        span=span,
        today=today,
        today_label=_("Today"),
        month_label=lambda month: date_format(month, "M Y" if scale == "weeks" else "M"),
        slug="timeline",
        title=_("Timeline"),
        description=_(
            "Phases and their actions by weeks. Each bar leads to its action. The table below says the same."
        ),
    )
    return ShownTimeline(
        stages,
        [writer.row(action) for action in timeline.undated],
        mark_safe(svg),
        sum(action.is_late(today) for action in actions),
        max((action.due for action in actions if action.due), default=None),
        max(1, min(ZOOMS, int(_PRINTED * ZOOMS / (span.width + _LABELS)))),
    )


def _days(roadmap: Roadmap, bands: list[Band], today: date) -> list[date]:
    found = [roadmap.start_date, today]
    for band in bands:
        for days in (band.planned, band.real):
            found += days or ()
        found += [band.gate] if band.gate else []
        for bar in band.bars:
            found += [bar.start or bar.end, bar.end]
    return found
