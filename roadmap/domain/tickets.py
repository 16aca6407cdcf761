"""Actions as tickets of another tracker: what goes out, what comes back, and which action each row means."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from core.codes import is_code
from roadmap.domain.states import ActionState

MARK = "rungs-"
"""A label of this start and the action's code is on every ticket, by which it is known again."""
PHASE, QUESTION = "phase-", "question-"
PRIORITIES = {1: "Lowest", 2: "Low", 3: "Medium", 4: "High", 5: "Highest"}
STATUSES = {
    ActionState.TO_DO: "To Do",
    ActionState.DOING: "In Progress",
    ActionState.WAITING: "Waiting",
    ActionState.DONE: "Done",
    ActionState.DROPPED: "Dropped",
}
SECONDS_OF_A_DAY = 8 * 60 * 60
"""Of a person-day: trackers reckon with eight hours."""

_KEY = re.compile(r"[A-Z][A-Z0-9_]{1,40}-[1-9][0-9]{0,9}\Z")
_MEANT = {
    ActionState.TO_DO: "to do, open, new, backlog, reopened, selected for development, planned, ready",
    ActionState.DOING: "in progress, doing, in development, in review, review, testing, in test, started",
    ActionState.WAITING: "waiting, blocked, on hold, paused",
    ActionState.DONE: "done, closed, resolved, complete, completed, finished, released",
    ActionState.DROPPED: "dropped, won't do, won’t do, won't fix, cancelled, canceled, declined, rejected, duplicate",
}
_STATE_OF = {status: state for state, statuses in _MEANT.items() for status in statuses.split(", ")}


@dataclass(frozen=True, slots=True)
class Ticket:
    """An action on its way out. `needs` are code and title of what it waits for, `blocks` codes of what waits for
    it."""

    code: str
    title: str
    description: str
    address: str
    phase: str
    phase_title: str
    question: str
    question_title: str
    state: ActionState
    impact: int
    effort_days: int
    start: date | None
    due: date | None
    owner: str
    owner_mail: str
    key: str
    needs: tuple[tuple[str, str], ...]
    blocks: tuple[str, ...]

    @property
    def labels(self) -> tuple[str, ...]:
        """How it is known again, its phase, and its question where it has one."""
        named = (f"{MARK}{self.code}", f"{PHASE}{self.phase}")
        return (*named, f"{QUESTION}{self.question}") if self.question else named


class Trouble(StrEnum):
    """Why a cell is not taken."""

    NO_DAY = "no_day"
    TWO_DAYS = "two_days"
    LONG = "long"
    INVISIBLE = "invisible"


@dataclass(frozen=True, slots=True)
class Unread:
    """A cell that is not taken: its column by letter and by name."""

    column: str
    heading: str
    value: str
    trouble: Trouble


@dataclass(frozen=True, slots=True)
class FiledTicket:
    """A row that came back; what is empty says nothing. `due` is an ISO date."""

    row: int
    key: str = ""
    codes: tuple[str, ...] = ()
    title: str = ""
    status: str = ""
    assignee: str = ""
    due: str = ""
    phase: str = ""
    impact: int | None = None
    unread: tuple[Unread, ...] = ()


class Verdict(StrEnum):
    """Whether a row means one action. Only what is `MATCHED` changes one, and only what is `NEW` can become one."""

    MATCHED = "matched"
    NEW = "new"
    ELSEWHERE = "elsewhere"
    TWO_CODES = "two_codes"
    TWO_ROWS = "two_rows"
    SHARED_KEY = "shared_key"
    CONTRADICTION = "contradiction"


@dataclass(frozen=True, slots=True)
class Match:
    """`code` is that of the action meant, where there is one."""

    ticket: FiledTicket
    verdict: Verdict
    code: str = ""


def match_tickets(tickets: Sequence[FiledTicket], known: Iterable[tuple[str, str]]) -> list[Match]:
    """Each row with the action it means, by our code, else by its key. `known` are (code, key elsewhere)."""
    keys: dict[str, list[str]] = {}
    key_of = dict(known)
    for code, key in key_of.items():
        if key:
            keys.setdefault(key.casefold(), []).append(code)
    found = [_match(ticket, key_of, keys) for ticket in tickets]
    meant = Counter(match.code for match in found if match.code)
    return [
        Match(match.ticket, Verdict.TWO_ROWS, match.code) if match.code and meant[match.code] > 1 else match
        for match in found
    ]


def _match(ticket: FiledTicket, key_of: dict[str, str], keys: dict[str, list[str]]) -> Match:
    if len(ticket.codes) > 1:
        return Match(ticket, Verdict.TWO_CODES)
    by_key = keys.get(ticket.key.casefold(), []) if ticket.key else []
    if not ticket.codes:
        if len(by_key) > 1:
            return Match(ticket, Verdict.SHARED_KEY)
        return Match(ticket, Verdict.MATCHED, by_key[0]) if by_key else Match(ticket, Verdict.NEW)
    code = ticket.codes[0]
    if code not in key_of:
        return Match(ticket, Verdict.ELSEWHERE)
    if any(other != code for other in by_key):
        return Match(ticket, Verdict.CONTRADICTION)
    return Match(ticket, Verdict.MATCHED, code)


def state_meant(status: str) -> ActionState | None:
    """What a status of another tracker usually means here; None where nobody can know."""
    return _STATE_OF.get(" ".join(status.casefold().split()))


def impact_meant(priority: str) -> int | None:
    wanted = priority.strip().casefold()
    return next((impact for impact, name in PRIORITIES.items() if name.casefold() == wanted), None)


def codes_in(external_ids: Iterable[str], labels: Iterable[str]) -> tuple[str, ...]:
    """The codes that a row names, each once. A label that only starts like ours is somebody else's."""
    named = [text.strip().casefold().removeprefix(MARK) for text in external_ids]
    marked = [label.casefold().removeprefix(MARK) for label in labels if label.casefold().startswith(MARK)]
    return tuple(dict.fromkeys(code for code in [*named, *marked] if is_code(code)))


def is_tracker_key(text: str) -> bool:
    """Whether it looks like `OPS-42`."""
    return _KEY.match(text) is not None
