"""What the gate of a phase asks and what is found there, line by line, in the words of its page."""

from __future__ import annotations

from reports.queries.roadmaps import RoadmapStatus
from reports.roadmap_document import CriterionLine
from roadmap.models import RoadmapPhase
from roadmap.views.shown import Words


def gate_lines(status: RoadmapStatus, phase: RoadmapPhase) -> tuple[CriterionLine, ...]:
    words = Words(status.roadmap, phase.phase, is_past=True)
    shown = words.gate(status.criteria[phase.phase]).lines
    return tuple(CriterionLine(each.title, each.found, each.line.is_met) for each in shown)
