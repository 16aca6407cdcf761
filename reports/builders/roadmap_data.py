"""The status of a roadmap as data, which is attached to its report: the same input gives the same bytes."""

from __future__ import annotations

from datetime import date
from typing import Any

from core.rounding import for_data
from reports.queries.roadmaps import RoadmapStatus


def roadmap_data(status: RoadmapStatus) -> dict[str, Any]:
    """People by name; days as 2026-11-22; scores as text with four decimals."""
    roadmap, standing, expected = status.roadmap, status.standing, status.expected
    return {
        "roadmap": {"code": roadmap.code, "title": roadmap.title, "organisation": roadmap.workspace.name},
        "as_of": status.day.isoformat(),
        "pack": {"code": roadmap.questions.code, "version": roadmap.questions.version, "hash": roadmap.pack.hash},
        "value": list(standing.figures.value),
        **standing.figures.to_data(),
        "score": {"now": for_data(expected.overall.now), "expected": for_data(expected.overall.then)}
        if expected
        else None,
        "criteria": {phase: [line.to_data() for line in lines] for phase, lines in status.criteria.items()},
        "actions": [
            {
                "code": row.code,
                "title": row.title,
                "phase": row.phase,
                "question": row.question,
                "state": row.state,
                "owner": str(row.owner or ""),
                "start": _day(row.start_date),
                "due": _day(row.due_date),
                "value": row.value,
                "days": row.effort_days,
            }
            for row in status.actions
        ],
        "artifacts": [
            {"kind": row.kind, "title": row.title, "status": row.status, "due": _day(row.due_date)}
            for row in status.artifacts
        ],
        "snapshots": [
            {"day": each.day.isoformat(), "value": each.value, "done": each.done, "days": each.days}
            for each in status.moments
        ],
    }


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None
