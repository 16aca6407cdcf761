"""The actions of a roadmap."""

from __future__ import annotations

from roadmap.models import Action, Roadmap
from roadmap.models.action import ActionQuerySet


def actions_of(roadmap: Roadmap) -> ActionQuerySet:
    """All that are there, in the order of the board."""
    found: ActionQuerySet = Action.objects.filter(roadmap=roadmap, deleted_at=None)
    return found.select_related("owner")


def find_action(roadmap: Roadmap, code: str, *, also_deleted: bool = False) -> Action:
    """Raises Action.DoesNotExist."""
    found = Action.objects.filter(roadmap=roadmap) if also_deleted else actions_of(roadmap)
    action: Action = found.select_related("owner", "closed_by").get(code=code)
    action.roadmap = roadmap
    return action
