"""Several actions are changed at once, what others did meanwhile stays, and all of it can be taken back."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from accounts.models import Activity, Notice
from roadmap.choices import LeftOutChoice
from roadmap.models import Action, Roadmap
from roadmap.operations.changing import Changed, Changes, change_actions
from roadmap.operations.undoing import purge_changes, undo_change
from tests.factories.accounts import make_member, make_workspace, owner_of
from tests.factories.roadmap import fill_roadmap, make_action, make_roadmap

pytestmark = pytest.mark.django_db

START, DUE = date(2027, 1, 4), date(2027, 1, 15)


@pytest.fixture
def roadmap() -> Roadmap:
    """With A and B, planned for two weeks, and C, which has no days."""
    roadmap = make_roadmap(make_workspace())
    for title in "AB":
        make_action(roadmap, title=title, start_date=START, due_date=DUE)
    make_action(roadmap, title="C")
    return roadmap


def change(roadmap: Roadmap, changes: Changes, seen: dict[str, int] | None = None) -> Changed:
    actor = owner_of(roadmap.workspace)
    seen = seen or dict(Action.objects.filter(roadmap=roadmap).values_list("code", "revision"))
    return change_actions(roadmap=roadmap, actor=actor, seen=seen, changes=changes)


def stored(*names: str) -> list[tuple[object, ...]]:
    return list(Action.objects.order_by("title").values_list(*names))


def test_all_that_is_asked_for_becomes_of_each(roadmap: Roadmap) -> None:
    ada = make_member(roadmap.workspace)
    done = change(roadmap, Changes(state="done", owner=ada, phase="architect", effort="L"))
    assert (len(done.actions), done.left) == (3, [])
    assert set(stored("state", "progress", "owner", "phase", "effort_days", "revision")) == {
        ("done", 100, ada.pk, "architect", 30, 2)
    }
    assert Action.objects.exclude(closed_at=None).count() == 3
    told = Activity.objects.get(verb="action.many_changed")
    assert (told.object_code, told.detail["count"]) == (roadmap.code, 3)
    assert set(told.detail["done"]) == set(Action.objects.values_list("code", flat=True))
    assert Notice.objects.get(user=ada).sentence.endswith(f"made you the owner of actions in {roadmap}: 3.")


def test_days_move_together_and_what_has_none_is_left_out(roadmap: Roadmap) -> None:
    done = change(roadmap, Changes(shift_days=-7))
    week = timedelta(weeks=1)
    assert stored("start_date", "due_date") == [(START - week, DUE - week)] * 2 + [(None, None)]
    assert done.left == [("C", LeftOutChoice.NO_DAYS)]


def test_due_day_before_the_start_is_left_out(roadmap: Roadmap) -> None:
    done = change(roadmap, Changes(due_date=START - timedelta(days=1)))
    assert done.left == [("A", LeftOutChoice.BEFORE_START), ("B", LeftOutChoice.BEFORE_START)]
    assert [action.title for action in done.actions] == ["C"]


def test_what_others_did_meanwhile_stays_and_is_told(roadmap: Roadmap) -> None:
    seen = dict(Action.objects.values_list("code", "revision"))
    Action.objects.get(title="A").save_revision(seen=1, state="doing")
    Action.objects.filter(title="B").update(deleted_at="2026-11-22T00:00:00Z")
    done = change(roadmap, Changes(state="waiting"), seen)
    assert done.left == [("A", LeftOutChoice.CHANGED), ("B", LeftOutChoice.DELETED)]
    assert stored("state") == [("doing",), ("to_do",), ("waiting",)]


def test_what_is_so_already_is_not_written_again(roadmap: Roadmap) -> None:
    done = change(roadmap, Changes(phase="discover"))
    assert (done.actions, done.change, {why for _title, why in done.left}) == ([], None, {LeftOutChoice.SAME})
    assert set(stored("revision")) == {(1,)}


def test_action_of_another_roadmap_is_not_touched(roadmap: Roadmap) -> None:
    other = make_action(make_roadmap(make_workspace()))
    assert change(roadmap, Changes(state="done"), {other.code: 1}) == ([], [], None)
    assert Action.objects.get(pk=other.pk).revision == 1


@pytest.mark.parametrize(
    "changes",
    [
        Changes(state="done", owner=None, phase="validate", effort="S"),
        Changes(state="to_do", shift_days=30),
        Changes(due_date=date(2028, 1, 1)),
        Changes(is_deleted=True),
    ],
)
def test_undo_brings_back_what_was_there(changes: Changes) -> None:
    roadmap = make_roadmap(make_workspace())
    fill_roadmap(roadmap, 40)
    fields = ("code", "state", "owner", "phase", "effort", "effort_days", "start_date", "due_date", "progress")
    before = list(Action.objects.order_by("pk").values(*fields, "deleted_at", "closed_by"))
    done = change(roadmap, changes)
    assert done.change
    assert list(Action.objects.order_by("pk").values(*fields, "deleted_at", "closed_by")) != before
    undone = undo_change(change=done.change, actor=owner_of(roadmap.workspace))
    assert len(undone.actions) == len(done.actions)
    assert list(Action.objects.order_by("pk").values(*fields, "deleted_at", "closed_by")) == before


def test_change_is_forgotten_after_a_month(roadmap: Roadmap) -> None:
    done = change(roadmap, Changes(state="done"))
    assert done.change
    made = done.change.made_at
    assert purge_changes(now=made + timedelta(days=29)) == 0
    assert purge_changes(now=made + timedelta(days=31)) == 1
