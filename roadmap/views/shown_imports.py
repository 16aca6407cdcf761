"""What an import changes, in words."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.local import day
from roadmap.choices import ActionStateChoice
from roadmap.domain.tickets import Trouble, Verdict
from roadmap.models import Action
from roadmap.queries.action_imports import Doubt, Line
from roadmap.queries.imported import Became

FIELDS = {
    "title": gettext_lazy("Title"),
    "state": gettext_lazy("State"),
    "owner": gettext_lazy("Owner"),
    "due_date": gettext_lazy("Due"),
    "external_id": gettext_lazy("Id elsewhere"),
}
WHY_UNCLEAR = {
    Verdict.ELSEWHERE: gettext_lazy(
        "Its code is of no action of this roadmap: it belongs to another one, or was deleted. Send the row there, or "
        "empty its code to add it as a new action."
    ),
    Verdict.TWO_CODES: gettext_lazy("It names the codes of two actions. Leave one."),
    Verdict.TWO_ROWS: gettext_lazy("Another row of the file means the same action. Leave one of them."),
    Verdict.SHARED_KEY: gettext_lazy("Several actions have this key. Add the code of the one that is meant."),
    Verdict.CONTRADICTION: gettext_lazy("Its code is of one action, its key of another. Correct one of the two."),
    Verdict.NEW: gettext_lazy("It means no action, and has no summary that can be read to make one of."),
}
WHY_UNREAD = {
    Trouble.NO_DAY: gettext_lazy("This is no day. Write it as 2026-10-31."),
    Trouble.TWO_DAYS: gettext_lazy("This can be two days, and no other row tells which. Write it as 2026-10-31."),
    Trouble.LONG: gettext_lazy("This is too long. Shorten it."),
    Trouble.INVISIBLE: gettext_lazy("This has line breaks or characters that cannot be seen. Remove them."),
}


@dataclass(frozen=True, slots=True)
class ShownChange:
    title: str | Promise
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ShownLine:
    """`left_out` are sentences: what of the row is not taken, and what to do."""

    row: int
    name: str
    key: str
    action: Action | None
    changes: list[ShownChange]
    left_out: list[str]
    is_ticked: bool


@dataclass(frozen=True, slots=True)
class ShownBecame:
    action: Action | None
    changes: list[ShownChange]
    is_changed_since: bool


def shown_became(line: Became) -> ShownBecame:
    return ShownBecame(line.action, shown_changes(line.was, line.now), line.is_changed_since)


def shown_line(line: Line, ticked: Collection[int]) -> ShownLine:
    return ShownLine(
        row=line.ticket.row,
        name=line.action.title if line.action else line.ticket.title or line.ticket.key,
        key=line.ticket.key,
        action=line.action,
        changes=shown_changes(_before(line), line.values),
        left_out=_left_out(line),
        is_ticked=line.ticket.row in ticked,
    )


def _before(line: Line) -> dict[str, Any]:
    return {name: getattr(line.action, name) for name in line.values} if line.action else {}


def shown_changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[ShownChange]:
    return [
        ShownChange(title, _in_words(name, before.get(name)), _in_words(name, after.get(name)))
        for name, title in FIELDS.items()
        if name in after and before.get(name) != after[name]
    ]


def _in_words(name: str, value: Any) -> str:
    if value is None or value == "":
        return ""
    if name == "state":
        return str(ActionStateChoice(value).label)
    if name == "due_date":
        return day(value if isinstance(value, date) else date.fromisoformat(value))
    return str(value)


def _left_out(line: Line) -> list[str]:
    found = [
        _("%(cell)s, %(heading)s, “%(value)s”: %(why)s")
        % {
            "cell": f"{each.column}{line.ticket.row}",
            "heading": each.heading,
            "value": each.value,
            "why": WHY_UNREAD[each.trouble],
        }
        for each in line.ticket.unread
    ]
    if line.verdict is not Verdict.MATCHED and not line.can_be_added:
        found.append(str(WHY_UNCLEAR[line.verdict]))
    return found + [sentence for doubt in line.doubts if (sentence := _doubt(doubt, line))]


def _doubt(doubt: Doubt, line: Line) -> str:
    match doubt:
        case Doubt.NOBODY:
            return _("Nobody here is called “%(name)s”, so the owner stays. Use the mail address of a member.") % {
                "name": line.ticket.assignee
            }
        case Doubt.SEVERAL_PEOPLE:
            return _("Several people are called “%(name)s”, so the owner stays. Use the mail address.") % {
                "name": line.ticket.assignee
            }
        case Doubt.DUE_BEFORE_START:
            assert line.action
            assert line.action.start_date
            return _("It would be due on %(due)s, before it starts on %(start)s, so the day stays.") % {
                "due": day(date.fromisoformat(line.ticket.due)),
                "start": day(line.action.start_date),
            }
        case _:
            return ""  # without a title it cannot be added, which is told already
