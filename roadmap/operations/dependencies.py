"""What an action waits for. There is never a circle, whoever writes at the same moment."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.db import transaction

from roadmap.domain.dependencies import find_cycle, needs_by_action
from roadmap.models import Action, Dependency, Roadmap
from roadmap.queries.dependencies import dependencies_of, pairs_of


class CycleError(Exception):
    """Each of `actions` would wait for the next, and the last for the first."""

    def __init__(self, actions: Sequence[Action]) -> None:
        super().__init__(" → ".join(action.code for action in actions))
        self.actions = actions


def lock_roadmap(roadmap: Roadmap) -> None:
    """Inside a transaction, before any of its actions is locked: two halves of a circle are written one by one."""
    Roadmap.objects.locked().only("pk").get(pk=roadmap.pk)


@transaction.atomic
def set_needs(*, action: Action, needs: Collection[Action]) -> bool:
    """Let it wait for these and for nothing else; whether that is something new. Raises CycleError.

    What is not of its roadmap, or deleted by now, is left out. Whoever calls this says so in the log.
    """
    lock_roadmap(action.roadmap)
    keys = [need.pk for need in needs]
    wanted = set(
        Action.objects.filter(roadmap=action.roadmap, deleted_at=None, pk__in=keys).values_list("pk", flat=True)
    )
    graph = needs_by_action(pairs_of(action.roadmap))
    before = set(graph.get(action.pk, ()))
    if wanted == before:
        return False
    graph[action.pk] = sorted(wanted)
    if cycle := find_cycle(graph, through=[action.pk]):
        found = Action.objects.in_bulk(cycle)
        raise CycleError([found[key] for key in cycle])
    Dependency.objects.filter(action=action, needed__in=before - wanted).delete()
    Dependency.objects.bulk_create(Dependency(action=action, needed_id=key) for key in sorted(wanted - before))
    return True


def drop_circles(action: Action) -> int:
    """For an action that comes back: leave out what would by now close a circle; how many dependencies those were.

    The roadmap is locked, and the action is there again.
    """
    its_own = list(dependencies_of(action))
    keys = {(row.action_id, row.needed_id) for row in its_own}
    graph = needs_by_action(pair for pair in pairs_of(action.roadmap) if pair not in keys)
    dropped = 0
    for row in its_own:
        graph.setdefault(row.action_id, []).append(row.needed_id)
        if find_cycle(graph, through=[row.action_id]):
            graph[row.action_id].pop()
            row.delete()
            dropped += 1
    return dropped
