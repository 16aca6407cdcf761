"""What counts as done, late and complete."""

from datetime import date
from fractions import Fraction

from roadmap.domain.progress import Gate, Item, Overdue, Paper, Part, Work, figures, planned_by
from roadmap.domain.states import ActionState, ArtifactStatus

DAY = date(2026, 11, 11)
BEFORE, AFTER = date(2026, 11, 10), date(2026, 11, 12)
DROPPED = Work("design", 9, 30, ActionState.DROPPED, BEFORE)
WORKS = [
    Work("design", 8, 10, ActionState.DONE, BEFORE),
    Work("design", 4, 3, ActionState.WAITING, BEFORE),
    Work("design", 4, 3, ActionState.TO_DO, DAY),
    Work("prove", 6, 5, ActionState.DOING, None),
    DROPPED,
]
ITEMS = [
    Item("design", True, BEFORE),
    Item("design", False, BEFORE),
    Item("design", False, None),
    Item("ten", True, None),
]
PAPERS = [
    Paper("design", ArtifactStatus.ACCEPTED, BEFORE, AFTER),
    Paper("design", ArtifactStatus.ACCEPTED, None, BEFORE),
    Paper("design", ArtifactStatus.OUTDATED, None, BEFORE),
    Paper("design", ArtifactStatus.DRAFT, DAY, BEFORE),
    Paper("prove", ArtifactStatus.IN_REVIEW, BEFORE, None),
]
FOUND = figures(
    ["design", "prove", "empty"], WORKS, ITEMS, PAPERS, [Gate("design", True), Gate("prove", False)], day=DAY
)


def test_dropped_actions_count_nowhere_but_among_the_states() -> None:
    assert FOUND.value == Part(8, 22)
    assert FOUND.days == Part(10, 21)
    assert FOUND.actions == Part(1, 4)
    assert FOUND.states[ActionState.DROPPED] == 1


def test_overdue_is_what_was_due_before_today_and_what_was_to_be_reviewed() -> None:
    assert FOUND.overdue == Overdue(actions=1, items=1, artifacts=3)
    assert [paper.late_since(DAY) for paper in PAPERS] == [None, BEFORE, BEFORE, None, BEFORE]


def test_phase_is_complete_by_the_mean_of_what_it_has() -> None:
    """Items 1 of 3, artifacts 1 of 4, value 8 of 16; in the other phase artifacts 0 of 1 and value 0 of 6."""
    assert FOUND.phases["design"].completion == (Fraction(1, 3) + Fraction(1, 4) + Fraction(1, 2)) / 3
    assert FOUND.phases["prove"].completion == 0
    assert FOUND.phases["empty"].completion is None


def test_lists_across_the_phases_count_in_the_whole_only() -> None:
    assert FOUND.items == Part(2, 4)
    assert FOUND.phases["design"].items == Part(1, 3)
    assert FOUND.gates == Part(1, 2)


def test_plan_holds_what_is_due_and_not_dropped() -> None:
    assert planned_by(WORKS, [date(2026, 1, 1), BEFORE, DAY, AFTER]) == [0, 12, 16, 16]
