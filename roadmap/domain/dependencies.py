"""Which action waits for which, and the one thing that this must never be: a circle."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping


def needs_by_action[K](pairs: Iterable[tuple[K, K]]) -> dict[K, list[K]]:
    """What each waits for directly, from pairs of an action and one that it needs."""
    found: dict[K, list[K]] = {}
    for action, needed in pairs:
        found.setdefault(action, []).append(needed)
    return found


def find_cycle[K](needs: Mapping[K, Collection[K]], *, through: Iterable[K] | None = None) -> tuple[K, ...]:
    """A circle in the order of waiting: each waits for the next, and the last for the first. Empty without one.

    `through` are those from which to look, and only what can be reached from them is looked at; all by default. Each
    action and each pair is looked at once. A stack instead of recursion: chains may be long.
    """
    finished: set[K] = set()
    for start in needs if through is None else through:
        if start in finished:
            continue
        path = {start: None}  # ordered, and asked for quickly
        stack = [iter(needs.get(start, ()))]
        while stack:
            following = next((each for each in stack[-1] if each not in finished), None)
            if following is None:
                stack.pop()
                finished.add(path.popitem()[0])
            elif following in path:
                way = list(path)
                return tuple(way[way.index(following) :])
            else:
                path[following] = None
                stack.append(iter(needs.get(following, ())))
    return ()
