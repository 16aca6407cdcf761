"""What an import changes, in words: from what to what, and where somebody has to choose."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from assessments.domain.answers import Evidence
from assessments.forms.answers import WHAT_IS_LACKING
from assessments.queries.imports import Line, Picks
from assessments.views.shown import in_short
from catalog.domain.question_pack import Question, QuestionPack
from core.local import day

MOST_NAMED = 4
"""Criteria by their ids; of more, people want the number."""
UNIT_TITLES = {
    "choice": gettext_lazy("Answer"),
    "note": gettext_lazy("Note"),
    "is_flagged": gettext_lazy("Follow up"),
}


@dataclass(frozen=True, slots=True)
class ShownChange:
    title: str | Promise
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ShownConflict:
    """`name` is that of its control."""

    name: str
    title: str | Promise
    stored: str
    filed: str
    pick: str


@dataclass(frozen=True, slots=True)
class ShownLine:
    question: Question
    changes: list[ShownChange]
    conflicts: list[ShownConflict]
    changed_by: str
    added: list[str]
    cited: list[str]
    uncited: list[str]
    lack: str | Promise
    is_locked: bool


def pick_name(question: str, unit: str) -> str:
    return f"pick-{unit}-{question}"


def shown_line(pack: QuestionPack, line: Line, picks: Picks) -> ShownLine:
    stored, id_ = line.answer.contents, line.question.id
    return ShownLine(
        question=line.question,
        changes=[
            change
            for unit in line.units
            if unit not in line.collisions
            for change in shown_changes(pack, unit, stored, line.values)
        ],
        conflicts=[
            ShownConflict(
                pick_name(id_, unit),
                UNIT_TITLES[unit],
                unit_in_words(pack, unit, stored),
                unit_in_words(pack, unit, {**stored, **line.filed.said}),
                picks.get((id_, unit), ""),
            )
            for unit in line.collisions
        ],
        changed_by=str(line.answer.changed_by or ""),
        added=[_evidence_in_words(item) for item in line.added],
        cited=[piece.title for piece in line.cited],
        uncited=[piece.title for piece in line.uncited],
        lack=WHAT_IS_LACKING[line.lack] if line.lack else "",
        is_locked=line.is_locked,
    )


def shown_changes(
    pack: QuestionPack, unit: str, before: Mapping[str, Any], after: Mapping[str, Any]
) -> list[ShownChange]:
    if unit != "choice":
        return [ShownChange(UNIT_TITLES[unit], str(before[unit] or ""), str(after[unit] or ""))]
    found = []
    if any(before[name] != after[name] for name in ("state", "level", "reason")):
        found.append(ShownChange(UNIT_TITLES[unit], _short(pack, before), _short(pack, after)))
    if before["level_reason"] != after["level_reason"]:
        found.append(ShownChange(_("Why another level"), before["level_reason"], after["level_reason"]))
    if before["met"] != after["met"] or before["not_met"] != after["not_met"]:
        found.append(ShownChange(_("Criteria"), _criteria(before, after), _criteria(after, before)))
    return found


def unit_in_words(pack: QuestionPack, unit: str, values: Mapping[str, Any]) -> str:
    if unit != "choice":
        return str(values[unit]) if values[unit] else _("nothing")
    ticks = len(values["met"])
    met = ngettext("%(n)d criterion met", "%(n)d criteria met", ticks) % {"n": ticks} if ticks else ""
    return "\n".join(filter(None, [_short(pack, values), met, values["level_reason"]]))


def _short(pack: QuestionPack, values: Mapping[str, Any]) -> str:
    return in_short(pack, values["state"], values["level"], values["reason"])


def _criteria(values: Mapping[str, Any], other: Mapping[str, Any]) -> str:
    """Those that differ, with what is said of them."""
    differing = set(values["met"]) ^ set(other["met"]) | set(values["not_met"]) ^ set(other["not_met"])
    if len(differing) > MOST_NAMED:
        counts = {"met": len(values["met"]), "not_met": len(values["not_met"])}
        return _("%(met)s met, %(not_met)s not met") % counts
    words = {id_: _("met") for id_ in values["met"]} | {id_: _("not met") for id_ in values["not_met"]}
    return ", ".join(f"{id_} {words.get(id_, _('not known'))}" for id_ in sorted(differing))


def _evidence_in_words(item: Evidence) -> str:
    observed = day(item.observed) if item.observed else _("no date")
    return f"{item.title} ({item.link or item.reference}, {observed})"
