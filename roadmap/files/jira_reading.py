"""From a CSV file that Jira exported, or that somebody edited in a spreadsheet program, to the rows of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core.names import validate_line
from core.source.wording import shortened
from core.spreadsheets.cells import column_letters
from core.spreadsheets.comma_separated import meant
from core.spreadsheets.reading_csv import RefusedTableError, Row, Table, read_table
from roadmap.domain.tickets import PHASE, FiledTicket, Trouble, Unread, codes_in, impact_meant
from roadmap.files.jira_dates import Days

MOST_ROWS = 1_000
"""As many as Jira exports at once."""
LONGEST = {"title": 200, "key": 100, "status": 100, "assignee": 254}
LONGEST_SHOWN = 80

# What a column is called, in small letters; Jira puts the names of its own fields into “Custom field (…)”.
COLUMNS = {
    "key": ("issue key", "work item key", "key"),
    "title": ("summary", "title"),
    "status": ("status",),
    "assignee": ("assignee", "assignee email", "assignee mail"),
    "due": ("due date", "due", "duedate"),
    "external": ("external id", "external issue id", "rungs code"),
    "labels": ("labels", "label"),
    "priority": ("priority",),
}
_FIELD_OF = {name: part for part, names in COLUMNS.items() for name in names}
_CUSTOM = re.compile(r"custom field \((.*)\)\Z")


@dataclass(frozen=True, slots=True)
class ReadFile:
    encoding: str
    separator: str
    tickets: list[FiledTicket]


@dataclass(slots=True)
class _Cells:
    """The cells of one row by what they are, each with the number of its column; and which of them are not taken."""

    of: dict[str, list[tuple[int, str]]]
    header: Sequence[str]
    unread: list[Unread] = field(default_factory=list)

    def texts(self, part: str) -> list[str]:
        return [text for _number, text in self.of.get(part, ())]

    def text(self, part: str) -> str:
        """The first one with something in it; empty where that is too long or cannot be seen."""
        for number, text in self.of.get(part, ()):
            if len(text) > LONGEST[part]:
                return self.refuse(number, text, Trouble.LONG)
            try:
                validate_line(text)
            except ValidationError:
                return self.refuse(number, text, Trouble.INVISIBLE)
            return text
        return ""

    def day(self, days: Days) -> str:
        for number, text in self.of.get("due", ()):
            found = days.read(text)
            return found.isoformat() if isinstance(found, date) else self.refuse(number, text, found)
        return ""

    def refuse(self, number: int, text: str, trouble: Trouble) -> str:
        heading = shortened(self.header[number], LONGEST_SHOWN)
        self.unread.append(Unread(column_letters(number + 1), heading, shortened(text, LONGEST_SHOWN), trouble))
        return ""


def read_tickets(data: bytes) -> ReadFile:
    """Raises RefusedTableError, with a sentence, where the file as a whole cannot be read."""
    table = read_table(data, is_known=lambda name: bool(_part(name)), most_rows=MOST_ROWS)
    parts = [_part(name) for name in table.header]
    if not {"title", "key", "external"} & set(parts):
        raise RefusedTableError(
            _("The first row names no column Summary, Issue key or External ID. Export the issues with these.")
        )
    rows = [_cells(row, parts, table) for row in table.rows]
    days = Days(text for row in rows for text in row.texts("due"))
    tickets = [_ticket(number.number, cells, days) for number, cells in zip(table.rows, rows, strict=True)]
    return ReadFile(table.encoding, table.separator, tickets)


def _part(name: str) -> str:
    plain = " ".join(name.strip().casefold().split())
    custom = _CUSTOM.match(plain)
    return _FIELD_OF.get(custom[1] if custom else plain, "")


def _cells(row: Row, parts: Sequence[str], table: Table) -> _Cells:
    found: dict[str, list[tuple[int, str]]] = {}
    for number, (part, text) in enumerate(zip(parts, row.cells, strict=False)):
        if part and (stripped := meant(text).strip()):
            found.setdefault(part, []).append((number, text.strip() if part == "title" else stripped))
    return _Cells(found, table.header)


def _ticket(row: int, cells: _Cells, days: Days) -> FiledTicket:
    """The title as it stands in the file: whether an apostrophe before it is ours is seen beside what is stored."""
    labels = _words(cells.texts("labels"))
    impacts = (impact_meant(text) for text in cells.texts("priority"))
    return FiledTicket(
        row=row,
        key=cells.text("key"),
        codes=codes_in(cells.texts("external"), labels),
        title=cells.text("title"),
        status=cells.text("status"),
        assignee=cells.text("assignee"),
        due=cells.day(days),
        phase=next((label.removeprefix(PHASE) for label in labels if label.startswith(PHASE)), ""),
        impact=next((impact for impact in impacts if impact), None),
        unread=tuple(cells.unread),
    )


def _words(texts: Iterable[str]) -> list[str]:
    """Labels have no spaces; some programs put several into one cell."""
    return [word for text in texts for word in re.split(r"[\s,;]+", text) if word]
