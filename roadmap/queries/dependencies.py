"""What waits for what, among the actions that are there."""

from __future__ import annotations

from django.db.models import QuerySet

from roadmap.models import Action, Dependency, Roadmap
from roadmap.models.action import ActionQuerySet


def pairs_of(roadmap: Roadmap) -> list[tuple[int, int]]:
    """The keys of an action and of one that it needs, for the whole roadmap in one query."""
    return list(_alive(roadmap).order_by("pk").values_list("action", "needed"))


def dependencies_of(action: Action) -> QuerySet[Dependency]:
    """Those of it whose two ends are there, in both directions."""
    alive = _alive(action.roadmap)
    return (alive.filter(action=action) | alive.filter(needed=action)).order_by("pk")


def needs_of(action: Action) -> ActionQuerySet:
    """What it waits for, in the order of the board."""
    return Action.objects.filter(dependents__action=action, deleted_at=None)


def _alive(roadmap: Roadmap) -> QuerySet[Dependency]:
    return Dependency.objects.filter(action__roadmap=roadmap, action__deleted_at=None, needed__deleted_at=None)
