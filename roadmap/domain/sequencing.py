"""Which actions to do, and in which order, so that what they are worth is in effect for as long as possible.

One after the other, each behind what it needs: of all orders the one that maximises Σ value × (room − end), where `end`
is the effort up to and with the action, and what ends after `room` is not done. No method is known that finds the best
one in reasonable time (scheduling under precedence for weighted completion is NP-hard); this one comes close to it:

1. Build: take again and again the set with the most value for its effort, closed under what its actions need.
   Without a horizon that is Sidney's rule, which is exact but for the order inside of a set.
2. Improve: move an action, with what has to move along, to where it gains most; put one in that was left out, at the
   cost of what then ends too late. Until nothing gains any more.

Nothing is left to chance: the same input gives the same order. docs/planning.md says how close it comes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from heapq import nlargest
from itertools import accumulate
from typing import NamedTuple

type Order = list[int]
type Bits = int
"""A set of actions: bit n stands for the action with the number n."""

MOST_TRIED = 32
"""Places for what was left out that are tried in earnest, the most promising ones first."""
MOST_GROWN = 24
"""Of what needs an action, so many are thought of when a set around it is looked for, the nearest ones first."""


class Part(NamedTuple):
    """A set of actions, with the effort and the value of all of them."""

    chosen: Bits
    effort: int
    value: int

    def is_denser(self, other: Part | None) -> bool:
        """More value for the effort; None is the emptiest set of all."""
        return other is None or self.value * other.effort > other.value * self.effort


class Load:
    """What is to be ordered, by number: effort, value, and what each needs. There is no circle."""

    def __init__(self, effort: Sequence[int], value: Sequence[int], needs: Sequence[Bits]) -> None:
        self.effort, self.value, self.needs = effort, value, needs
        self.count = len(effort)

    @cached_property
    def closed(self) -> list[Bits]:
        """Each with all that it needs, directly or by way of others."""
        found: list[Bits] = [0] * self.count
        waiting = set(range(self.count))
        while waiting:
            ready = [each for each in waiting if not any(need in waiting for need in members(self.needs[each]))]
            for each in ready:
                found[each] = 1 << each
                for need in members(self.needs[each]):
                    found[each] |= found[need]
            waiting.difference_update(ready)
        return found

    @cached_property
    def needing(self) -> list[Bits]:
        """By number all that needs an action, directly or by way of others, and the action itself."""
        found: list[Bits] = [0] * self.count
        for each, closed in enumerate(self.closed):
            for need in members(closed):
                found[need] |= 1 << each
        return found

    @cached_property
    def nearest(self) -> list[list[int]]:
        """What needs each action, with the least in between first; not all where that is many."""
        size = [closed.bit_count() for closed in self.closed]
        return [
            sorted(members(needing & ~(1 << each)), key=size.__getitem__)[:MOST_GROWN]
            for each, needing in enumerate(self.needing)
        ]

    def part(self, chosen: Bits) -> Part:
        found = members(chosen)
        return Part(chosen, sum(self.effort[each] for each in found), sum(self.value[each] for each in found))

    def in_order(self, chosen: Bits) -> Order:
        """A set so that nothing comes before what it needs."""
        return sorted(members(chosen), key=lambda each: self.closed[each].bit_count())

    def worth(self, order: Order, room: int) -> int:
        """What the order gains; all of it ends within the room."""
        ends = accumulate(map(self.effort.__getitem__, order))
        return sum(self.value[each] * (room - end) for each, end in zip(order, ends, strict=True))


def members(chosen: Bits) -> list[int]:
    """The numbers in a set, ascending."""
    found = []
    while chosen:
        lowest = chosen & -chosen
        found.append(lowest.bit_length() - 1)
        chosen ^= lowest
    return found


def best_order(load: Load, room: int) -> Order:
    """What to do within the room, in order. What is missing in it does not fit."""
    order = _moved(load, _built(load, room))
    while True:
        better = _with_left_out(load, order, room)
        if better is None:
            return order
        order = _moved(load, better)


def _built(load: Load, room: int) -> Order:
    """One after the other the densest sets that fit."""
    order: Order = []
    taken: Bits = 0
    known: dict[int, Part] = {}
    rest = list(range(load.count))
    while True:
        best: Part | None = None
        for each in rest:
            if each not in known:
                known[each] = _densest(load, each, taken, room)
            if known[each].effort <= room and known[each].is_denser(best):
                best = known[each]
        if best is None:
            return order
        order += load.in_order(best.chosen)
        taken |= best.chosen
        room -= best.effort
        rest = [each for each in rest if not taken >> each & 1]
        known = {
            each: part
            for each, part in known.items()
            if not part.chosen & best.chosen and not load.closed[each] & best.chosen and part.effort <= room
        }


def _densest(load: Load, each: int, taken: Bits, room: int) -> Part:
    """The action with what it needs, and with what needs it for as long as that makes the set denser."""
    found = load.part(load.closed[each] & ~taken)
    while True:
        best: Part | None = None
        for other in load.nearest[each]:
            if added := load.closed[other] & ~taken & ~found.chosen:
                part = load.part(added)
                if found.effort + part.effort <= room and part.is_denser(best):
                    best = part
        if best is None or not best.is_denser(found):
            return found
        found = Part(found.chosen | best.chosen, found.effort + best.effort, found.value + best.value)


def _moved(load: Load, order: Order) -> Order:
    """Single actions moved earlier or later, with what has to move along, until that gains nothing any more."""
    is_better = True
    while is_better:
        is_better = False
        for each in list(order):
            for step in (-1, 1):
                found = _shifted(load, order, each, step)
                if found is not None:
                    order, is_better = found, True
    return order


def _shifted(load: Load, order: Order, each: int, step: int) -> Order | None:
    """The action moved to where it gains most, earlier (−1) or later (1); None where nothing is gained.

    What it needs, or what needs it, comes along where it stands in the way. Passing gains what the one who comes
    earlier by it is worth, times the effort of the other, less the same the other way round.
    """
    tied = (load.closed if step < 0 else load.needing)[each]
    start = order.index(each)
    block, effort, value = [each], load.effort[each], load.value[each]
    passed: Order = []
    gain, best = 0, 0
    found: Order | None = None
    at = start + step
    while 0 <= at < len(order):
        other = order[at]
        if tied >> other & 1:
            block.append(other)
            effort += load.effort[other]
            value += load.value[other]
        else:
            passed.append(other)
            gain -= step * (value * load.effort[other] - load.value[other] * effort)
            if gain > best:
                best = gain
                if step < 0:
                    found = order[:at] + block[::-1] + passed[::-1] + order[start + 1 :]
                else:
                    found = order[:start] + passed + block + order[at + 1 :]
        at += step
    return found


def _with_left_out(load: Load, order: Order, room: int) -> Order | None:
    """One that was left out put in, with what it needs, where that gains most; None where nothing is gained."""
    worth, best = load.worth(order, room), None
    for _gain, at, added in nlargest(MOST_TRIED, _promising(load, order, room)):
        found = _put_in(load, order, added, at, room)
        if (now := load.worth(found, room)) > worth:
            worth, best = now, found
    return best


def _promising(load: Load, order: Order, room: int) -> Iterator[tuple[int, int, Bits]]:
    """About what each would gain at each place, the place in the order, and what is put in there."""
    taken = sum(1 << each for each in order)
    place = {each: at for at, each in enumerate(order)}
    ends = [0, *accumulate(map(load.effort.__getitem__, order))]
    for each in range(load.count):
        if taken >> each & 1:
            continue
        added = load.part(load.closed[each] & ~taken)
        gained = load.worth(load.in_order(added.chosen), room)
        first = max((place[need] + 1 for need in members(load.closed[each] & taken)), default=0)
        lost = 0
        for at in range(len(order), first - 1, -1):
            if at < len(order):
                lost += load.value[order[at]] * min(added.effort, room - ends[at + 1])
            if ends[at] + added.effort <= room:
                yield gained - added.value * ends[at] - lost, at, added.chosen


def _put_in(load: Load, order: Order, added: Bits, at: int, room: int) -> Order:
    """What does not fit any more is left out, and what fits instead comes to the end."""
    found = order[:at]
    taken = sum(1 << each for each in found)
    room -= sum(load.effort[each] for each in found)
    for each in [*load.in_order(added), *order[at:]]:
        if load.effort[each] <= room and not load.needs[each] & ~taken:
            found.append(each)
            taken |= 1 << each
            room -= load.effort[each]
    for each in range(load.count):
        more = load.closed[each] & ~taken
        if more and load.effort[each] <= room and (part := load.part(more)).effort <= room:
            found += load.in_order(more)
            taken |= more
            room -= part.effort
    return found
