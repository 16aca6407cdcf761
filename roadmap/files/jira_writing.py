"""Actions as a CSV file for Jira's importer. docs/exchange.md says what each column is for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from core.spreadsheets.comma_separated import csv_lines
from roadmap.domain.tickets import PRIORITIES, SECONDS_OF_A_DAY, STATUSES, Ticket, is_tracker_key

COLUMNS = (
    "Summary",
    "Issue Type",
    "Status",
    "Priority",
    "Assignee",
    "Start date",
    "Due Date",
    "Original Estimate",
    "Labels",
    "Labels",
    "Labels",
    "External ID",
    "Issue Key",
    "Rungs link",
    "Description",
)
TYPE = "Task"
BLOCKS = "Blocks"
"""As many columns of this name as one action has others that wait for it: so Jira takes several values."""


def jira_csv(tickets: Sequence[Ticket]) -> Iterator[str]:
    """The lines. A text that a spreadsheet program would take for a formula has an apostrophe before it."""
    wide = max((len(ticket.blocks) for ticket in tickets), default=0)
    return csv_lines(
        [*COLUMNS, *[BLOCKS] * wide], ([*_cells(ticket), *_padded(ticket.blocks, wide)] for ticket in tickets)
    )


def _cells(ticket: Ticket) -> list[str]:
    return [
        ticket.title,
        TYPE,
        STATUSES[ticket.state],
        PRIORITIES[ticket.impact],
        ticket.owner_mail,
        ticket.start.isoformat() if ticket.start else "",
        ticket.due.isoformat() if ticket.due else "",
        str(ticket.effort_days * SECONDS_OF_A_DAY),
        *_padded(ticket.labels, 3),
        ticket.code,
        ticket.key if is_tracker_key(ticket.key) else "",
        ticket.address,
        _description(ticket),
    ]


def _description(ticket: Ticket) -> str:
    """Begins with the way back, and so never like a formula, whatever follows."""
    return "\n\n".join(filter(None, [f"Action {ticket.code} in Rungs: {ticket.address}", ticket.description]))


def _padded(texts: Sequence[str], wide: int) -> list[str]:
    return [*texts, *[""] * (wide - len(texts))]
