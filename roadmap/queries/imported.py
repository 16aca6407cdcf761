"""What an import has done to actions, also after it was undone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from accounts.models import User
from roadmap.models import Action, ActionImport

CHANGED, ADDED, LEFT_OUT, KEPT = "changed", "added", "left_out", "kept"
"""What became of an action, in the entries of `ActionImport.before`: left out by the import, or kept by undoing it."""

PEOPLE = ("owner", "closed_by")
"""Values of an entry that name a person, by code."""


@dataclass(frozen=True, slots=True)
class Became:
    """`was` and `now` are the values by field, both empty for an action that was added. `action` is what it says today,
    None once it is gone for good."""

    became: str
    action: Action | None
    was: Mapping[str, Any]
    now: Mapping[str, Any]
    is_changed_since: bool


def became_of(found: ActionImport) -> list[Became]:
    """In the order of the file."""
    codes = [entry["code"] for entry in found.before]
    stored = {action.code: action for action in Action.objects.filter(roadmap=found.roadmap, code__in=codes)}
    for action in stored.values():
        action.roadmap = found.roadmap
    people = people_named(values for entry in found.before for values in (entry.get("was", {}), entry.get("now", {})))
    return [_became(entry, stored.get(entry["code"]), people) for entry in found.before]


def _became(entry: Mapping[str, Any], action: Action | None, people: Mapping[str, User]) -> Became:
    is_changed = action is not None and action.revision != entry.get("revision")
    was, now = _named(entry.get("was", {}), people), _named(entry.get("now", {}), people)
    return Became(entry["became"], action, was, now, is_changed)


def _named(values: Mapping[str, Any], people: Mapping[str, User]) -> dict[str, Any]:
    return {name: people.get(value) if name in PEOPLE else value for name, value in values.items()}


def people_named(entries: Iterable[Mapping[str, Any]]) -> dict[str, User]:
    """By code, all those that the values of entries name."""
    codes = {values[name] for values in entries for name in PEOPLE if values.get(name)}
    return {person.code: person for person in User.objects.filter(code__in=codes)}
