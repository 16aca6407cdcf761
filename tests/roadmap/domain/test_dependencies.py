"""A circle of waiting is found wherever there is one, and only there."""

from graphlib import CycleError, TopologicalSorter

from hypothesis import given
from hypothesis import strategies as st

from roadmap.domain.dependencies import find_cycle, needs_by_action

ACTIONS = st.integers(0, 7)


def test_circle_is_told_in_the_order_of_waiting() -> None:
    needs = needs_by_action([("A", "B"), ("B", "C"), ("C", "A"), ("D", "A")])
    assert find_cycle(needs, through=["A"]) == ("A", "B", "C")
    assert find_cycle(needs, through=["D"]) == ("A", "B", "C")


def test_two_ways_to_the_same_are_no_circle() -> None:
    assert find_cycle(needs_by_action([("A", "B"), ("A", "C"), ("B", "D"), ("C", "D")])) == ()


def test_action_that_waits_for_itself_is_a_circle() -> None:
    assert find_cycle({"A": ["A"]}) == ("A",)


def test_chain_of_many_thousand_is_followed() -> None:
    needs = {number: [number + 1] for number in range(20_000)}
    assert find_cycle(needs) == ()
    assert len(find_cycle({**needs, 20_000: [0]})) == 20_001


@given(st.lists(st.tuples(ACTIONS, ACTIONS)))
def test_circle_is_found_exactly_where_the_library_finds_one(pairs: list[tuple[int, int]]) -> None:
    needs = needs_by_action(pairs)
    try:
        TopologicalSorter(needs).prepare()
    except CycleError:
        found = find_cycle(needs)
        assert found
        assert set(zip(found, (*found[1:], found[0]), strict=True)) <= set(pairs)
    else:
        assert find_cycle(needs) == ()


@given(st.lists(st.tuples(ACTIONS, ACTIONS)), ACTIONS)
def test_only_circles_that_one_can_reach_are_looked_for(pairs: list[tuple[int, int]], start: int) -> None:
    needs = needs_by_action(pairs)
    reached, waiting = {start}, [start]
    while waiting:
        new = set(needs.get(waiting.pop(), ())) - reached
        reached |= new
        waiting += new
    of_reached = {action: needed for action, needed in needs.items() if action in reached}
    assert bool(find_cycle(needs, through=[start])) == bool(find_cycle(of_reached))
