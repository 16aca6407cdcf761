"""What a webhook can be told about: names of ours that stay, whatever the verbs of the activity log become."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Event(StrEnum):
    ANSWER_CHANGED = "answer.changed"
    MILESTONE_FROZEN = "milestone.frozen"
    GATE_PASSED = "gate.passed"
    ACTION_DONE = "action.done"
    REPORT_READY = "report.ready"
    EVALUATION_DECIDED = "evaluation.decided"


TEST = "webhook.test"
"""What is sent when somebody asks for a test. Nobody subscribes to it."""

WORKSPACE_RESTORED = "workspace.restored"
"""The verb after which a workspace is back that was deleted."""


@dataclass(frozen=True, slots=True)
class Source:
    """What the log says, and how it is told on: the kind of the object, and those details that are part of the event.

    Details are named one by one: what an operation logs one day beside them does not leave the installation by itself.
    Where `only_with` names one, the verb is the event only when that is there.
    """

    event: Event
    kind: str
    details: tuple[str, ...] = ()
    only_with: str = ""

    def told(self, detail: Mapping[str, Any]) -> dict[str, Any]:
        return {name: detail[name] for name in self.details if name in detail}


_ANSWERS = ("file", "answers", "evidence")

SOURCES = {
    "answer.changed": Source(Event.ANSWER_CHANGED, "assessment", ("question", "before", "after")),
    "answer.saved_together": Source(Event.ANSWER_CHANGED, "assessment", ("answers",)),
    "answer.imported": Source(Event.ANSWER_CHANGED, "assessment", _ANSWERS),
    "answer.import_undone": Source(Event.ANSWER_CHANGED, "assessment", _ANSWERS),
    "milestone.frozen": Source(Event.MILESTONE_FROZEN, "milestone", ("assessment",)),
    "gate.passed": Source(Event.GATE_PASSED, "roadmap", ("phase",)),
    "gate.passed_with_open": Source(Event.GATE_PASSED, "roadmap", ("phase", "open")),
    "action.closed": Source(Event.ACTION_DONE, "action", ("before",)),
    "action.many_changed": Source(Event.ACTION_DONE, "roadmap", ("done",), only_with="done"),
    "action.imported": Source(Event.ACTION_DONE, "roadmap", ("file", "done"), only_with="done"),
    "report.made": Source(Event.REPORT_READY, "report"),
    "evaluation.decided": Source(Event.EVALUATION_DECIDED, "evaluation"),
}
"""By verb of the activity log."""


def source_of(verb: str, detail: Mapping[str, Any]) -> Source | None:
    """None for what webhooks are not told about."""
    source = SOURCES.get(verb)
    return source if source and (not source.only_with or detail.get(source.only_with)) else None
