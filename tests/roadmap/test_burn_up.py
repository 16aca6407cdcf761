"""A made-up history of nine weeks against what a pencil makes of it; docs/progress.md has the same table."""

from __future__ import annotations

from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path

import pytest

from roadmap.domain.forecast import Outcome
from roadmap.models import Action, Roadmap
from roadmap.operations.snapshots import take_snapshots
from roadmap.queries.progress import moments_of, standing_of
from roadmap.views.shown_progress import ProgressPage, build_progress
from tests.factories.accounts import make_workspace
from tests.factories.roadmap import make_action, make_roadmap

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 11)

# Gap, impact, person-days, due, and what happens to it: the week in which it is made, done, opened again or dropped.
# One to eight are there at the beginning. In the week of 12 October nothing ran: there is no snapshot.
ACTIONS = {
    1: (1, 4, 3, "2026-09-11"),
    2: (2, 4, 10, "2026-09-18"),
    3: (1, 3, 3, "2026-09-25"),
    4: (2, 3, 10, "2026-10-02"),
    5: (3, 3, 30, "2026-10-16"),
    6: (1, 2, 3, "2026-10-23"),
    7: (2, 5, 10, "2026-10-30"),
    8: (3, 4, 30, "2026-12-04"),
    9: (1, 5, 10, None),
    10: (2, 3, 3, "2026-10-09"),
}
WEEKS = [
    ("2026-09-07", dict.fromkeys(range(1, 9), "to_do")),
    ("2026-09-14", {1: "done"}),
    ("2026-09-21", {2: "done", 10: "to_do"}),
    ("2026-09-28", {3: "done"}),
    ("2026-10-05", {4: "done", 10: "dropped"}),
    ("2026-10-19", {5: "done", 9: "to_do"}),
    ("2026-10-26", {6: "done"}),
    ("2026-11-02", {3: "doing"}),
    ("2026-11-09", {7: "done"}),
]

# By hand: 1 to 8 are worth 4 + 8 + 3 + 6 + 9 + 2 + 10 + 12 = 54, ten adds 6 and is dropped, nine adds 5.
BY_HAND = """
| day | meant | done | due by then |
| --- | ---: | ---: | ---: |
| 2026-09-07 | 54 | 0 | 0 |
| 2026-09-14 | 54 | 4 | 4 |
| 2026-09-21 | 60 | 12 | 12 |
| 2026-09-28 | 60 | 15 | 15 |
| 2026-10-05 | 54 | 21 | 21 |
| 2026-10-19 | 59 | 30 | 30 |
| 2026-10-26 | 59 | 32 | 32 |
| 2026-11-02 | 59 | 29 | 42 |
| 2026-11-09 | 59 | 39 | 42 |
| 2026-11-11 | 59 | 39 | 42 |
| 2026-11-30 |  |  | 42 |
| 2026-12-04 |  |  | 54 |
"""


@pytest.fixture
def roadmap() -> Roadmap:
    """With its history, kept as the weeks went by."""
    roadmap = make_roadmap(make_workspace())
    Roadmap.objects.filter(pk=roadmap.pk).update(created_at=datetime(2026, 9, 4, 9, tzinfo=UTC))
    made: dict[int, Action] = {}
    for monday, changes in WEEKS:
        for number, state in changes.items():
            if number not in made:
                gap, impact, days, due = ACTIONS[number]
                made[number] = make_action(roadmap, gap=gap, impact=impact, effort_days=days, due_date=due)
            Action.objects.filter(pk=made[number].pk).update(state=state)
        assert take_snapshots(now=datetime.fromisoformat(f"{monday}T12:00+00:00")) == 1
    return roadmap


@pytest.fixture
def page(roadmap: Roadmap) -> ProgressPage:
    return build_progress(roadmap, standing_of(roadmap, TODAY), moments_of(roadmap))


def test_burn_up_is_the_table_made_by_hand(page: ProgressPage) -> None:
    def shown(number: int | None) -> str:
        return "" if number is None else str(number)

    lines = ["", "| day | meant | done | due by then |", "| --- | ---: | ---: | ---: |"]
    lines += [f"| {row.day} | {shown(row.value)} | {shown(row.done)} | {row.planned} |" for row in page.rows]
    assert "\n".join([*lines, ""]) == BY_HAND
    assert page.undated == 5
    assert page.headline == "66 % of the value is done, 1 overdue"


def test_documentation_has_the_same_table() -> None:
    assert BY_HAND in (Path(__file__).parents[2] / "docs" / "progress.md").read_text(encoding="utf-8")


def test_pace_and_forecast_are_those_made_by_hand(page: ProgressPage) -> None:
    """The weeks brought 4, 8, 3, 6, 4.5, 4.5, 2, -3 and 10: the last eight are 35 together, the slowest three of them
    -3 + 2 + 3 = 2, the fastest three 6 + 8 + 10 = 24. Left are 20: 20 / 8 weeks are 17.5 days, 20 / (2/3) are 210."""
    assert page.velocity
    assert (page.velocity.weeks, page.velocity.third) == (8, 3)
    assert (page.velocity.mean, page.velocity.slow, page.velocity.fast) == (Fraction(35, 8), Fraction(2, 3), 8)
    assert (page.velocity.days, page.velocity.growth) == (Fraction(63, 8), Fraction(5, 8))
    assert page.forecast.outcome is Outcome.RANGE
    assert (page.forecast.remaining, page.forecast.earliest, page.forecast.latest) == (
        20,
        date(2026, 11, 29),
        date(2027, 6, 9),
    )
    assert page.outlook == (
        "Between 29 Nov 2026 and 9 Jun 2027: at the pace of the fastest and of the slowest third of the last 8 weeks."
    )


def test_chart_draws_the_same_numbers(page: ProgressPage) -> None:
    """Of the two lines of history each has a piece between each two days, and the done one a dot on each."""
    assert page.chart.count('class="chart-done"') == page.chart.count('class="chart-scope"') == 9
    assert page.chart.count('class="chart-dot"') == 10
    assert ">39</text>" in page.chart
    assert ">59</text>" in page.chart


def test_history_stays_what_it_was(roadmap: Roadmap, page: ProgressPage) -> None:
    """What happens today moves no day before."""
    roadmap.actions.all().delete()
    after = build_progress(roadmap, standing_of(roadmap, TODAY), moments_of(roadmap))
    kept = [(row.day, row.value, row.done) for row in page.rows if row.day < TODAY]
    assert [(row.day, row.value, row.done) for row in after.rows if row.day < TODAY] == kept


def test_missed_weeks_are_left_out_and_never_made_up(roadmap: Roadmap) -> None:
    days = list(roadmap.snapshots.values_list("day_date", flat=True))
    assert date(2026, 10, 12) not in days
    tuesday = datetime(2026, 11, 24, 12, tzinfo=UTC)
    assert take_snapshots(now=tuesday) == 1
    assert take_snapshots(now=tuesday) == 0
    assert list(roadmap.snapshots.values_list("day_date", flat=True)) == [*days, date(2026, 11, 24)]
