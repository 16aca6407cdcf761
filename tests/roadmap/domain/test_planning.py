"""A plan keeps to capacity and dependencies, says why something does not fit, and comes close to the best there is."""

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from random import Random

from roadmap.domain.plan_months import Work, months_of, works_of
from roadmap.domain.planning import DAYS_A_MONTH, Frame, LeftOut, Obstacle, Plan, Task, make_plan

YEAR = Frame(date(2026, 1, 1), date(2026, 12, 31), capacity_days=20)


def keys_of(plan: Plan) -> list[int]:
    return [slot.task.key for slot in plan.slots]


def best_worth(tasks: Sequence[Task], frame: Frame) -> int:
    """In value × days, over every order of every subset in which nothing comes before what it needs.

    When the next action ends depends on which are done, not on their order: so from each set of done actions every
    possible next one is tried once, which stands for all orders that led to the set.
    """
    per_day = frame.per_day

    @cache
    def best(done: frozenset[int]) -> int:
        used, gains = sum(task.rest for task in tasks if task.key in done), [0]
        for task in tasks:
            days = -(-(used + task.rest) * per_day.denominator // per_day.numerator)
            if task.key not in done and task.needs <= done and days <= frame.days:
                gains.append(task.value * (frame.days - days) + best(done | {task.key}))
        return max(gains)

    return best(frozenset())


def small_case(random: Random) -> tuple[list[Task], Frame]:
    """Two to eight actions, as a roadmap has them, with capacity for half to three times of what they take."""
    density = random.choice((0, 0.15, 0.3, 0.5))
    tasks = [
        Task(
            key,
            effort_days=random.choice((3, 10, 30, random.randint(1, 40))),
            value=random.randint(1, 5) * random.randint(1, 5),
            progress=random.choice((0, 0, 0, 30, 80)),
            needs=frozenset(need for need in range(key) if random.random() < density),
        )
        for key in range(random.randint(2, 8))
    ]
    random.shuffle(tasks)
    months = random.randint(2, 12)
    capacity = round(sum(task.rest for task in tasks) / 100 / months * random.choice((0.5, 1, 1, 2, 3)))
    start = date(2026, 1, 1) + timedelta(days=random.randint(0, 365))
    return tasks, Frame(start, start + timedelta(days=30 * months), max(1, capacity))


def test_plan_of_500_small_cases_is_worth_98_percent_of_the_best_each() -> None:
    random = Random(20261122)
    planned, best, with_left_out = Fraction(), Fraction(), 0
    for number in range(500):
        tasks, frame = small_case(random)
        plan, most = make_plan(tasks, frame), best_worth(tasks, frame) / DAYS_A_MONTH
        assert most * Fraction(98, 100) <= plan.worth <= most, number
        assert_valid(plan, tasks)
        planned, best, with_left_out = planned + plan.worth, best + most, with_left_out + bool(plan.left_out)
    assert planned >= best * Fraction(999, 1000)
    assert with_left_out > 100  # otherwise there was little to choose


def assert_valid(plan: Plan, tasks: Sequence[Task]) -> None:
    """By the dates alone: each after what it needs, none past the horizon, never more than the capacity so far."""
    frame, due, used = plan.frame, {slot.task.key: slot.due for slot in plan.slots}, 0
    assert len(plan.slots) + len(plan.left_out) == len(tasks)
    for slot in plan.slots:
        assert frame.start <= slot.start <= slot.due <= frame.horizon
        assert all(due[need] <= slot.start for need in slot.task.needs)
        used += slot.task.rest
        assert used <= ((slot.due - frame.start).days + 1) * frame.per_day


def test_action_takes_its_effort_at_the_capacity_of_a_month() -> None:
    """20 person-days at 20 a month: 365.25 / 12 = 30.4375 days, so the 31st is its last."""
    plan = make_plan([Task(1, effort_days=20, value=6)], YEAR)
    assert [(slot.start, slot.due) for slot in plan.slots] == [(date(2026, 1, 1), date(2026, 1, 31))]
    assert plan.worth == 6 * Fraction(365 - 31) / DAYS_A_MONTH
    assert plan.room == 365 * 20 / DAYS_A_MONTH - 20


def test_rounding_to_days_does_not_add_up() -> None:
    """Of ten actions that take a third of a day each the last ends after four days, not after ten."""
    frame = Frame(date(2026, 1, 1), date(2026, 12, 31), capacity_days=91)
    plan = make_plan([Task(key, effort_days=1, value=1) for key in range(10)], frame)
    assert [slot.due.day for slot in plan.slots] == [1, 1, 2, 2, 2, 3, 3, 3, 4, 4]


def test_only_what_is_left_of_an_action_is_planned() -> None:
    plan = make_plan([Task(1, effort_days=20, value=6, progress=50)], YEAR)
    assert plan.slots[0].due == date(2026, 1, 16)
    done = make_plan([Task(1, effort_days=20, value=6, progress=100)], YEAR)
    assert (done.slots[0].start, done.slots[0].due) == (date(2026, 1, 1), date(2026, 1, 1))


def test_more_value_for_the_effort_comes_first() -> None:
    tasks = [Task(1, effort_days=30, value=10), Task(2, effort_days=10, value=5), Task(3, effort_days=3, value=1)]
    assert keys_of(make_plan(tasks, YEAR)) == [2, 1, 3]


def test_what_opens_the_way_to_much_comes_before_what_is_better_by_itself() -> None:
    enabler, alone = Task(1, effort_days=10, value=1), Task(9, effort_days=10, value=10)
    behind = [Task(key, effort_days=2, value=8, needs=frozenset({1})) for key in range(2, 7)]
    assert keys_of(make_plan([alone, enabler, *behind], YEAR)) == [1, 2, 3, 4, 5, 6, 9]


def test_what_does_not_fit_says_why() -> None:
    tasks = [
        Task(1, effort_days=300, value=25),
        Task(2, effort_days=3, value=25, needs=frozenset({1})),
        Task(3, effort_days=3, value=25, needs=frozenset({7, 8})),
        Task(4, effort_days=3, value=25, needs=frozenset({3})),
        Task(5, effort_days=3, value=1, needs=frozenset({8})),
    ]
    plan = make_plan(tasks, YEAR, outside={7})
    assert keys_of(plan) == [5]
    assert plan.left_out == (
        LeftOut(tasks[0], Obstacle.NO_ROOM),
        LeftOut(tasks[1], Obstacle.WAITS, (1,)),
        LeftOut(tasks[2], Obstacle.OUTSIDE, (7,)),
        LeftOut(tasks[3], Obstacle.WAITS, (3,)),
    )


def test_what_is_wanted_first_comes_first_with_what_it_needs() -> None:
    tasks = [
        Task(1, effort_days=10, value=25),
        Task(2, effort_days=30, value=1),
        Task(3, effort_days=30, value=1, needs=frozenset({2})),
        Task(4, effort_days=900, value=1),
        Task(5, effort_days=1, value=25, needs=frozenset({4})),
    ]
    plan = make_plan(tasks, YEAR, first={3, 4})
    assert keys_of(plan) == [2, 3, 1]
    assert [left.task.key for left in plan.left_out] == [4, 5]


def test_nothing_fits_behind_the_horizon() -> None:
    plan = make_plan([Task(1, effort_days=1, value=1)], Frame(date(2026, 3, 1), date(2026, 2, 1), 20))
    assert (plan.slots, plan.worth, len(plan.left_out)) == ((), 0, 1)


def test_months_have_the_load_of_the_plan_and_the_value_in_effect() -> None:
    frame = Frame(date(2026, 1, 17), date(2026, 3, 15), capacity_days=20)
    works = [
        Work(date(2026, 1, 22), date(2026, 2, 10), Fraction(10), value=4),
        Work(date(2026, 2, 1), date(2026, 2, 28), Fraction(7), value=3),
    ]
    months = months_of(frame, works)
    assert [(each.first, each.last) for each in months] == [
        (date(2026, 1, 17), date(2026, 1, 31)),
        (date(2026, 2, 1), date(2026, 2, 28)),
        (date(2026, 3, 1), date(2026, 3, 15)),
    ]
    assert [(each.load, each.load_so_far, each.value) for each in months] == [(5, 5, 0), (12, 17, 4), (0, 17, 7)]
    assert months[1].capacity == 28 * 20 / DAYS_A_MONTH


def test_months_of_a_plan_hold_all_of_its_work() -> None:
    tasks = [Task(key, effort_days=10, value=1) for key in range(30)]
    plan = make_plan(tasks, YEAR)
    assert months_of(YEAR, works_of(plan))[-1].load_so_far == 10 * len(plan.slots)
