"""The actions of a roadmap as cards in columns, and a sign of whether they have changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Count, Max, Q, Sum

from roadmap.choices import ActionStateChoice
from roadmap.domain.states import ActionState
from roadmap.models import Action, Dependency, Roadmap
from roadmap.queries.wanted import Wanted, open_needs, wanted_of

RECENT = 8
"""Of what is done, so many of the last ones, unless all are asked for."""
FIRST = 30
"""Of what is open, so many of each column, the topmost first, unless all are asked for."""


class Card(NamedTuple):
    """What a card shows, as plain values: rows of a model take twice the time."""

    key: int
    code: str
    revision: int
    title: str
    phase: str
    state: str
    owner_name: str | None
    owner_email: str | None
    effort_days: int
    value: int
    due_date: date | None
    closed_at: datetime | None

    @property
    def owner(self) -> str:
        """Empty where nobody owns it."""
        return self.owner_name or self.owner_email or ""

    def days_late(self, today: date) -> int:
        """How long it has been due, while it is open."""
        if self.due_date is None or not ActionState(self.state).is_open:
            return 0
        return max(0, (today - self.due_date).days)


_COLUMNS = (
    *("pk", "code", "revision", "title", "phase", "state", "owner__name", "owner__email"),
    *("effort_days", "value", "due_date", "closed_at"),
)


@dataclass(frozen=True, slots=True)
class Column:
    """`count` says how many there are, `cards` are those that are shown."""

    state: ActionStateChoice
    cards: list[Card]
    count: int

    @property
    def is_open(self) -> bool:
        return ActionState(self.state).is_open

    @property
    def hidden(self) -> int:
        return self.count - len(self.cards)


@dataclass(frozen=True, slots=True)
class Board:
    """`blockers` are the titles of the open actions that one needs, by its key."""

    columns: list[Column]
    blockers: dict[int, list[str]]
    overdue: int

    @property
    def count(self) -> int:
        return sum(column.count for column in self.columns)

    @property
    def open(self) -> int:
        return sum(column.count for column in self.columns if column.is_open)

    @property
    def done(self) -> int:
        return next(column.count for column in self.columns if column.state == ActionStateChoice.DONE)


def board_of(roadmap: Roadmap, wanted: Wanted, *, today: date, all_of: frozenset[str] = frozenset()) -> Board:
    """The top of open columns, of closed ones what was closed last; all of `all_of`."""
    cards = [Card._make(row) for row in wanted_of(roadmap, wanted, today).values_list(*_COLUMNS)]
    of_state: dict[str, list[Card]] = {state: [] for state in ActionStateChoice.values}
    for card in cards:
        of_state[card.state].append(card)
    columns = []
    for state in ActionStateChoice:
        found = of_state[state]
        usual = FIRST
        if not ActionState(state).is_open:
            found.sort(key=lambda card: (card.closed_at is not None, card.closed_at, card.key), reverse=True)
            usual = RECENT if state == ActionStateChoice.DONE else 0
        columns.append(Column(state, found if state in all_of else found[:usual], len(found)))
    return Board(columns, blockers_in(roadmap), sum(card.days_late(today) > 0 for card in cards))


def blockers_in(roadmap: Roadmap) -> dict[int, list[str]]:
    """By the key of an action the titles of the open ones that it needs."""
    found: dict[int, list[str]] = {}
    pairs = open_needs().filter(action__roadmap=roadmap).order_by("pk")
    for key, title in pairs.values_list("action_id", "needed__title"):
        found.setdefault(key, []).append(title)
    return found


def board_version(roadmap: Roadmap, today: date) -> str:
    """Another one after every change of what boards show."""
    actions = Action.objects.filter(roadmap=roadmap).aggregate(
        alive=Count("pk", filter=Q(deleted_at=None)), revisions=Sum("revision"), last=Max("changed_at")
    )
    needs = Dependency.objects.filter(action__roadmap=roadmap).aggregate(all=Count("pk"), last=Max("pk"))
    last = actions["last"]
    stamp = int(last.timestamp() * 1_000_000) if last else 0
    return f"{actions['alive']}-{actions['revisions'] or 0}-{stamp}-{needs['all']}-{needs['last'] or 0}-{today:%j}"
