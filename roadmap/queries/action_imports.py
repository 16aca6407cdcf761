"""What a file of tickets would change in the actions as they are now: the preview of an import, and what it writes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from django.db.models import Q

from accounts.models import User
from core.spreadsheets.comma_separated import defused, meant
from roadmap.domain.tickets import FiledTicket, Match, Trouble, Unread, Verdict, match_tickets, state_meant
from roadmap.models import Action, ActionImport, Roadmap
from roadmap.queries.actions import actions_of
from roadmap.queries.roadmaps import people_of


class Doubt(StrEnum):
    """Why a row changes less than it says."""

    NOBODY = "nobody"
    SEVERAL_PEOPLE = "several_people"
    DUE_BEFORE_START = "due_before_start"
    NO_TITLE = "no_title"


@dataclass(frozen=True, slots=True)
class Line:
    """What becomes of one row. `values` are what to store, by field; `doubts` what of the row is left out, and why."""

    ticket: FiledTicket
    verdict: Verdict
    action: Action | None
    values: Mapping[str, Any]
    doubts: tuple[Doubt, ...]

    @property
    def changes(self) -> bool:
        return self.action is not None and bool(self.values)

    @property
    def can_be_added(self) -> bool:
        return self.verdict is Verdict.NEW and "title" in self.values


@dataclass(frozen=True, slots=True)
class Status:
    """A status of the file, how many rows have it, and what it stands for here; `state` is empty to leave it out."""

    name: str
    rows: int
    state: str


@dataclass(frozen=True, slots=True)
class Plan:
    lines: Sequence[Line]
    statuses: Sequence[Status]

    @property
    def changing(self) -> list[Line]:
        return [line for line in self.lines if line.changes]

    @property
    def new(self) -> list[Line]:
        return [line for line in self.lines if line.can_be_added]

    @property
    def left_out(self) -> list[Line]:
        """Rows of which nothing can be taken, though they say something."""
        rest = [line for line in self.lines if not line.changes and not line.can_be_added]
        return [line for line in rest if line.action is None or line.doubts or line.ticket.unread]

    @property
    def unchanged(self) -> int:
        return len(self.lines) - len(self.changing) - len(self.new) - len(self.left_out)


def plan_import(
    found: ActionImport, states: Mapping[str, str] | None = None, actions: Sequence[Action] | None = None
) -> Plan:
    """`states` say what a status stands for, where a person chose; else what it usually means. `actions` are those of
    the roadmap, where they have been read already."""
    tickets = [filed_ticket(data) for data in found.rows]
    statuses = _statuses(tickets, states or {})
    stored = {action.code: action for action in (actions_of(found.roadmap) if actions is None else actions)}
    matches = match_tickets(tickets, [(action.code, action.external_id) for action in stored.values()])
    people = _People(people_of(found.roadmap))
    state_of = {status.name: status.state for status in statuses}
    return Plan([_line(match, stored, people, state_of) for match in matches], statuses)


def _statuses(tickets: Iterable[FiledTicket], states: Mapping[str, str]) -> list[Status]:
    found = Counter(ticket.status for ticket in tickets if ticket.status)
    return [Status(name, rows, states.get(name, state_meant(name) or "")) for name, rows in sorted(found.items())]


def _line(match: Match, stored: Mapping[str, Action], people: _People, states: Mapping[str, str]) -> Line:
    ticket = match.ticket
    if match.verdict not in (Verdict.MATCHED, Verdict.NEW):
        return Line(ticket, match.verdict, None, {}, ())
    action = stored.get(match.code)
    said: dict[str, Any] = {}
    doubts: list[Doubt] = []
    if ticket.title and not (action and ticket.title in (action.title, defused(action.title))):
        said["title"] = meant(ticket.title)
    if action is None and not ticket.title:
        doubts.append(Doubt.NO_TITLE)
    if state := states.get(ticket.status):
        said["state"] = state
    if ticket.assignee:
        person = people.find(ticket.assignee)
        if isinstance(person, User):
            said["owner"] = person
        else:
            doubts.append(person)
    if ticket.due:
        due = date.fromisoformat(ticket.due)
        if action and action.start_date and due < action.start_date:
            doubts.append(Doubt.DUE_BEFORE_START)
        else:
            said["due_date"] = due
    if ticket.key:
        said["external_id"] = ticket.key
    if action:
        said = {name: value for name, value in said.items() if getattr(action, name) != value}
    return Line(ticket, match.verdict, action, said, tuple(doubts))


class _People:
    """Who may own an action, by mail address and by name, as Jira exports either."""

    def __init__(self, people: Iterable[User]) -> None:
        self.by_mail: dict[str, User] = {}
        self.by_name: dict[str, list[User]] = {}
        for person in people:
            self.by_mail[person.email.casefold()] = person
            self.by_name.setdefault(person.name.casefold(), []).append(person)

    def find(self, text: str) -> User | Doubt:
        wanted = text.casefold()
        named = [self.by_mail[wanted]] if wanted in self.by_mail else self.by_name.get(wanted, [])
        if not named:
            return Doubt.NOBODY
        return named[0] if len(named) == 1 else Doubt.SEVERAL_PEOPLE


def filed_ticket(data: Mapping[str, Any]) -> FiledTicket:
    """As it is kept with an import."""
    unread = tuple(Unread(**{**each, "trouble": Trouble(each["trouble"])}) for each in data["unread"])
    return replace(FiledTicket(**{**data, "codes": tuple(data["codes"])}), unread=unread)


def imports_of(roadmap: Roadmap, limit: int) -> list[ActionImport]:
    """The latest that were applied."""
    applied = ActionImport.objects.filter(roadmap=roadmap, applied_at__isnull=False).defer("rows", "before")
    return list(applied.select_related("made_by").order_by("-applied_at", "-pk")[:limit])


def find_import(roadmap: Roadmap, code: str, user: User) -> ActionImport:
    """What was applied is for all who plan; a preview is for who made it. Raises ActionImport.DoesNotExist."""
    found = ActionImport.objects.select_related("made_by").get(
        Q(applied_at__isnull=False) | Q(made_by=user), roadmap=roadmap, code=code
    )
    found.roadmap = roadmap
    return found
