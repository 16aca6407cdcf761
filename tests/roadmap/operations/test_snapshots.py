"""A snapshot a week of what is there, on the workspace's Monday."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from accounts.models import Workspace
from core.background import registered_work
from roadmap.models import Action, Roadmap
from roadmap.operations.roadmaps import delete_roadmap
from roadmap.operations.snapshots import take_snapshots
from tests.factories.accounts import make_workspace, owner_of
from tests.factories.roadmap import make_action, make_roadmap

pytestmark = pytest.mark.django_db

FRIDAY = datetime(2026, 9, 4, 9, tzinfo=UTC)
MONDAY = datetime(2026, 9, 7, 12, tzinfo=UTC)


def made_on(moment: datetime, **fields: Any) -> Roadmap:
    roadmap = make_roadmap(make_workspace(**fields))
    Roadmap.objects.filter(pk=roadmap.pk).update(created_at=moment)
    return roadmap


def days_of(roadmap: Roadmap) -> list[date]:
    return list(roadmap.snapshots.values_list("day_date", flat=True))


def test_first_snapshot_is_that_of_the_monday_after_the_beginning() -> None:
    roadmap = made_on(FRIDAY)
    assert take_snapshots(now=FRIDAY + timedelta(days=2)) == 0
    assert take_snapshots(now=MONDAY) == 1
    assert take_snapshots(now=MONDAY + timedelta(days=6)) == 0
    assert take_snapshots(now=MONDAY + timedelta(days=7)) == 1
    assert days_of(roadmap) == [date(2026, 9, 7), date(2026, 9, 14)]


def test_monday_is_that_of_the_workspace() -> None:
    """When it is Monday noon in Kiritimati, it is still Sunday in Honolulu."""
    east, west = made_on(FRIDAY, time_zone="Pacific/Kiritimati"), made_on(FRIDAY, time_zone="Pacific/Honolulu")
    sunday_night = datetime(2026, 9, 6, 22, tzinfo=UTC)
    assert take_snapshots(now=sunday_night) == 1
    assert (days_of(east), days_of(west)) == ([date(2026, 9, 7)], [])
    assert take_snapshots(now=sunday_night + timedelta(hours=12)) == 1
    assert days_of(west) == [date(2026, 9, 7)]


def test_snapshot_keeps_all_figures() -> None:
    roadmap = made_on(FRIDAY)
    make_action(roadmap, gap=2, impact=4, effort_days=10, due_date=date(2026, 9, 1))
    done = make_action(roadmap, gap=1, impact=5, effort_days=3)
    Action.objects.filter(pk=done.pk).update(state="done")
    take_snapshots(now=MONDAY)
    stored = roadmap.snapshots.get()
    assert (stored.value, stored.done_value) == (13, 5)
    assert stored.figures["days"] == [3, 13]
    assert stored.figures["states"] == {"to_do": 1, "doing": 0, "waiting": 0, "done": 1, "dropped": 0}
    assert stored.figures["overdue"] == {"actions": 1, "items": 0, "artifacts": 0}
    assert stored.figures["phases"]["discover"] == [[0, 10], [0, 5], [5, 13]]
    assert (stored.figures["gates"], stored.figures["artifacts"]) == ([0, 6], [0, 25])


def test_deleted_roadmaps_and_workspaces_have_no_further_history() -> None:
    roadmap, closed = made_on(FRIDAY), made_on(FRIDAY)
    delete_roadmap(roadmap=roadmap, actor=owner_of(roadmap.workspace))
    Workspace.objects.filter(pk=closed.workspace_id).update(deleted_at=MONDAY)
    assert take_snapshots(now=MONDAY) == 0


def test_schedule_asks_every_day() -> None:
    assert registered_work()["take_snapshots"].every == timedelta(days=1)
