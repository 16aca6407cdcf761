"""Open actions as a shell script that makes GitHub issues of them. What people wrote stays text, whatever it holds.

The script is for any POSIX shell. A text stands in it between single quotes, in which a shell reads nothing but the
closing quote; that one is written as `'\\''`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from roadmap.domain.tickets import MARK, PHASE, PRIORITIES, Ticket

_FRAME = Path(__file__).with_name("github_issues.sh").read_text(encoding="utf-8")
_HERE = "# ACTIONS STAND HERE\n"
_MARKER = "rungs-action:"
_NO_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def github_script(tickets: Sequence[Ticket], *, roadmap: str, day: date) -> Iterator[str]:
    """The script, piece by piece. Only open actions are in it."""
    wanted = [ticket for ticket in tickets if ticket.state.is_open]
    before, after = _FRAME.split(_HERE)
    yield before.replace("DAY", day.isoformat()).replace("ROADMAP", _line(_visible(roadmap)))
    for label, meaning in _labels(wanted).items():
        yield f"label {_quoted(label)} {_quoted(meaning)}\n"
    for ticket in wanted:
        labels = ",".join([MARK.rstrip("-"), f"{PHASE}{ticket.phase}"])
        words = (ticket.code, _line(ticket.title), labels, _body(ticket))
        yield f"\nissue {' '.join(map(_quoted, words))}\n"
    yield after


def _labels(tickets: Sequence[Ticket]) -> dict[str, str]:
    """Each with what it means."""
    found = {MARK.rstrip("-"): "Actions of a roadmap in Rungs"}
    return found | {f"{PHASE}{ticket.phase}": f"Phase: {_line(ticket.phase_title)}"[:100] for ticket in tickets}


def _body(ticket: Ticket) -> str:
    """Markdown. Its last line is the mark by which the script knows on a later run that the issue is there."""
    question = f"{ticket.question}: {ticket.question_title}" if ticket.question else ""
    facts = {
        "Action in Rungs": ticket.address,
        "Phase": ticket.phase_title,
        "Question": question,
        "Owner": ticket.owner,
        "Priority": PRIORITIES[ticket.impact],
        "Effort in person-days": str(ticket.effort_days),
        "Start": ticket.start.isoformat() if ticket.start else "",
        "Due": ticket.due.isoformat() if ticket.due else "",
        "Waits for": "; ".join(f"{title} ({code})" for code, title in ticket.needs),
    }
    listed = "\n".join(f"- {name}: {_line(value)}" for name, value in facts.items() if value)
    said = _visible(ticket.description).replace(_MARKER, _MARKER.replace("-", " "))
    return "\n\n".join(filter(None, [said, listed, f"<!-- {_MARKER} {ticket.code} -->"]))


def _quoted(text: str) -> str:
    return "'" + _visible(text).replace("'", "'\\''") + "'"


def _line(text: str) -> str:
    return " ".join(text.split())


def _visible(text: str) -> str:
    """Without what colours a terminal or turns a line round where somebody reads the script before running it."""
    return _NO_TEXT.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
