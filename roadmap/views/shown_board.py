"""The board in the words of its page. Hundreds of cards are written from plain values, each sentence made once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.local import day
from roadmap.choices import ActionStateChoice
from roadmap.models import Roadmap
from roadmap.queries.board import Board, Card, Column

type Choices = list[tuple[str, str]]


@dataclass(frozen=True)
class ShownColumn:
    column: Column
    cards: list[dict[str, Any]]
    is_movable: bool


def shown_columns(roadmap: Roadmap, board: Board, today: date, *, may_work: bool, may_plan: bool) -> list[ShownColumn]:
    """The last one, of what was dropped, only with cards in it; out of it only who plans moves them."""
    show, dropped = _card_writer(roadmap, board, today), board.columns[-1]
    return [
        ShownColumn(
            column,
            [show(card, column.is_open) for card in column.cards],
            is_movable=may_plan if column is dropped else may_work,
        )
        for column in board.columns
        if column.cards or column is not dropped
    ]


def _card_writer(roadmap: Roadmap, board: Board, today: date) -> Callable[[Card, bool], dict[str, Any]]:
    phases = {phase.id: phase.title for phase in roadmap.questions.phases}
    url, move_url = urls_of("action_detail", roadmap), urls_of("action_move", roadmap)
    effort, value, late, due = cache(_effort), cache(_value), cache(late_words), cache(_due)
    nobody = _("Nobody yet")

    def show(card: Card, is_open: bool) -> dict[str, Any]:
        days = card.days_late(today)
        return {
            "code": card.code,
            "revision": card.revision,
            "move_url": move_url(card.code),
            "url": url(card.code),
            "title": card.title,
            "phase": phases.get(card.phase, card.phase),
            "facts": f"{card.owner or nobody} · {effort(card.effort_days)} · {value(card.value)}",
            "late": late(days) if days else "",
            "due": due(card.due_date) if card.due_date and is_open else "",
            "blocked": [_blocked(title) for title in board.blockers.get(card.key, ())] if is_open else (),
        }

    return show


def urls_of(name: str, roadmap: Roadmap) -> Callable[[str], str]:
    """The addresses of a page of an action, by its code: made once, since 200 of them take four milliseconds."""
    like = reverse(name, args=[roadmap.workspace.code, roadmap.code, roadmap.code])
    begin, _code, end = like.rpartition(roadmap.code)
    return lambda code: f"{begin}{code}{end}"


def places(board: Board, moving: str, *, may_drop: bool) -> list[tuple[str, Choices]]:
    """Where the card of this code can go, by column: between any two cards of its own, first or last in another."""
    own = next((column for column in board.columns for card in column.cards if card.code == moving), None)
    if own is None:
        return []
    found: list[tuple[str, Choices]] = []
    for column in board.columns:
        if column.state == ActionStateChoice.DROPPED and not may_drop:
            continue
        state, label = column.state.value, str(column.state.label)
        choices: Choices = [(state, label)]
        if column is own and column.is_open:
            others = [card for card in column.cards if card.code != moving]
            after = _("After “%(title)s”")
            choices = [(f"{state}:after:{card.code}", after % {"title": card.title}) for card in others]
            choices.insert(0, (f"{state}:first", _("First")))
        elif column.is_open:
            choices = [(f"{state}:first", _("First")), (state, _("Last"))]
        found.append((label, choices))
    return found


def _effort(days: int) -> str:
    return ngettext("%(days)d day", "%(days)d days", days) % {"days": days}


def _value(value: int) -> str:
    return _("value %(value)d") % {"value": value}


def late_words(days: int) -> str:
    return ngettext("%(days)d day overdue", "%(days)d days overdue", days) % {"days": days}


def _due(due: date) -> str:
    return _("Due %(day)s") % {"day": day(due)}


def _blocked(title: str) -> str:
    return _("Blocked by “%(title)s”") % {"title": title}
