"""Planning 200 actions that depend on one another, and how close plans of few actions come to the best there is.

Run: .venv/bin/python -m benchmarks.planning
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from random import Random

from benchmarks.measure import median_of
from roadmap.domain.planning import DAYS_A_MONTH, Frame, Task, make_plan
from tests.roadmap.domain.test_planning import best_worth, small_case

FRAME = Frame(date(2026, 1, 1), date(2026, 12, 31), capacity_days=1)
ACTIONS = 200
CASES = 2000


def actions_with(dependencies: int) -> list[Task]:
    """About so many dependencies in all, none of them in a circle."""
    random = Random(7)
    share = dependencies / (ACTIONS * (ACTIONS - 1) / 2)
    return [
        Task(
            key,
            effort_days=random.choice((3, 10, 30)),
            value=random.randint(1, 5) * random.randint(1, 5),
            needs=frozenset(need for need in range(key) if random.random() < share),
        )
        for key in range(ACTIONS)
    ]


def main() -> None:
    for dependencies in (0, 75, 200, 400):
        tasks = actions_with(dependencies)
        found = sum(len(task.needs) for task in tasks)
        effort = sum(task.effort_days for task in tasks)
        for share in (20, 80, 150):
            frame = Frame(FRAME.start, FRAME.horizon, capacity_days=round(effort * share / 100 / 12))
            seconds = median_of(lambda tasks=tasks, frame=frame: make_plan(tasks, frame), 5)  # type: ignore[misc]
            print(f"{ACTIONS} actions, {found:3} dependencies, capacity for {share:3} %: {seconds * 1000:5.0f} ms")
    random, shares = Random(1), []
    for _ in range(CASES):
        tasks, frame = small_case(random)
        best = best_worth(tasks, frame) / DAYS_A_MONTH
        shares.append(make_plan(tasks, frame).worth / best if best else Fraction(1))
    exact = sum(share == 1 for share in shares)
    print(
        f"{CASES} small cases: {exact} the best there is; the least {float(min(shares)):.2%} of it, the mean", end=" "
    )
    print(f"{float(sum(shares, Fraction()) / CASES):.3%}")


if __name__ == "__main__":
    main()
