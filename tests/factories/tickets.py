"""Tickets as they go to another tracker, and as they come back."""

from __future__ import annotations

from datetime import date
from typing import Any

from roadmap.domain.states import ActionState
from roadmap.domain.tickets import MARK, STATUSES, Ticket
from roadmap.models import Action, ActionImport, Roadmap
from roadmap.operations.action_imports import read_import
from tests.factories.accounts import owner_of

CODE, OTHER = "bcdfghjkmn", "pqrtvwxy34"


def ticket(**fields: Any) -> Ticket:
    values = {
        "code": CODE,
        "title": "Set an SLO",
        "description": "",
        "address": f"https://rungs.example/a/{CODE}/",
        "phase": "discover",
        "phase_title": "Discover and align",
        "question": "DIS-01",
        "question_title": "Which services?",
        "state": ActionState.TO_DO,
        "impact": 5,
        "effort_days": 3,
        "start": date(2026, 11, 2),
        "due": date(2026, 11, 30),
        "owner": "Ada",
        "owner_mail": "ada@example.com",
        "key": "OPS-7",
        "needs": (),
        "blocks": (OTHER,),
    }
    return Ticket(**{**values, **fields})


def jira_file(*rows: str) -> bytes:
    """As Jira exports it, with these columns."""
    header = "Issue key,Summary,Status,Assignee,Due date,Labels,Priority"
    return "\n".join([header, *rows]).encode()


def ticket_row(action: Action, **said: str) -> str:
    """The row of an action, which says what is stored but for what is named."""
    stored = {
        "key": action.external_id,
        "summary": action.title,
        "status": STATUSES[ActionState(action.state)],
        "assignee": action.owner.email if action.owner else "",
        "due": action.due_date.isoformat() if action.due_date else "",
        "label": f"{MARK}{action.code}",
    }
    return ",".join([*{**stored, **said}.values(), ""])


def make_ticket_import(roadmap: Roadmap, *rows: str, **fields: Any) -> ActionImport:
    """The preview of such a file, by the workspace's owner."""
    owner = owner_of(roadmap.workspace)
    found = read_import(roadmap=roadmap, actor=owner, file_name="export.csv", data=jira_file(*rows))
    ActionImport.objects.filter(pk=found.pk).update(**fields)
    found.refresh_from_db()
    found.roadmap = roadmap
    return found
