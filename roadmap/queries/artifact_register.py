"""The register of artifacts as a table to go on with elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from django.utils.translation import gettext as _

from core.spreadsheets.comma_separated import csv_lines
from roadmap.models import Roadmap
from roadmap.queries.artifacts import Listed


def register_csv(roadmap: Roadmap, rows: Iterable[Listed]) -> Iterator[str]:
    """Line by line; days as year-month-day, which every program reads."""
    header = [
        _("Phase"),
        _("Artifact"),
        _("Status"),
        _("Done"),
        _("Of"),
        _("Owner"),
        _("Reviewer"),
        _("Due"),
        _("Review by"),
        _("Version"),
        _("Accepted on"),
        _("Note"),
        _("Code"),
    ]
    return csv_lines(header, (_row(roadmap, row) for row in rows))


def _row(roadmap: Roadmap, row: Listed) -> list[str]:
    artifact = row.artifact
    accepted = artifact.accepted_at.astimezone(roadmap.workspace.zone).date() if artifact.accepted_at else None
    return [
        roadmap.questions.phase[artifact.phase].title,
        str(artifact),
        row.standing_name,
        str(len(artifact.ticks)),
        str(len(artifact.sentences)),
        str(artifact.owner or ""),
        str(artifact.reviewer or ""),
        _day(artifact.due_date),
        _day(artifact.review_date),
        str(row.version or ""),
        _day(accepted),
        artifact.note,
        artifact.code,
    ]


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
