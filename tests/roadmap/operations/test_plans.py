"""Accepted days are written once, over nothing that somebody else changed, and can be given back."""

from datetime import date

import pytest

from accounts.models import User
from roadmap.models import Action, Roadmap
from roadmap.operations.actions import change_action, delete_action, set_state
from roadmap.operations.plans import Chosen, NotUndoableError, accept_plan, undo_plan
from tests.factories.accounts import make_workspace, owner_of
from tests.factories.roadmap import make_action, make_roadmap

pytestmark = pytest.mark.django_db

START, DUE = date(2026, 10, 1), date(2026, 10, 15)


@pytest.fixture
def roadmap() -> Roadmap:
    return make_roadmap(make_workspace())


@pytest.fixture
def owner(roadmap: Roadmap) -> User:
    return owner_of(roadmap.workspace)


def chosen(action: Action) -> Chosen:
    return Chosen(action.code, action.revision, START, DUE)


def days_of(action: Action) -> tuple[date | None, date | None]:
    action.refresh_from_db()
    return action.start_date, action.due_date


def test_accepted_days_are_written_and_logged(roadmap: Roadmap, owner: User) -> None:
    one, other = make_action(roadmap, due_date=date(2026, 9, 30)), make_action(roadmap)
    accepted = accept_plan(roadmap=roadmap, actor=owner, chosen=[chosen(one)])
    assert days_of(one) == (START, DUE)
    assert days_of(other) == (None, None)
    assert accepted.plan
    assert accepted.plan.changes == [
        {"action": one.code, "before": [None, "2026-09-30"], "after": ["2026-10-01", "2026-10-15"]}
    ]
    events = roadmap.workspace.activities.filter(verb="action.planned")
    assert [event.object_code for event in events] == [one.code]


def test_what_somebody_changed_meanwhile_stays_as_it_is(roadmap: Roadmap, owner: User) -> None:
    stale, fresh = make_action(roadmap), make_action(roadmap)
    seen = [chosen(stale), chosen(fresh)]
    change_action(action=stale, actor=owner, seen=stale.revision, due_date=date(2026, 12, 1))
    accepted = accept_plan(roadmap=roadmap, actor=owner, chosen=seen)
    assert accepted.stale == [stale]
    assert accepted.changed == [fresh]
    assert days_of(stale) == (None, date(2026, 12, 1))


def test_what_is_closed_deleted_or_elsewhere_is_left_alone(roadmap: Roadmap, owner: User) -> None:
    closed, deleted = make_action(roadmap), make_action(roadmap)
    foreign = make_action(make_roadmap(roadmap.workspace))
    set_state(action=closed, actor=owner, seen=closed.revision, state="done")
    delete_action(action=deleted, actor=owner)
    closed.refresh_from_db()
    accepted = accept_plan(roadmap=roadmap, actor=owner, chosen=[chosen(each) for each in (closed, deleted, foreign)])
    assert (accepted.plan, accepted.changed, accepted.gone) == (None, [], 3)
    assert days_of(foreign) == (None, None)


def test_days_that_it_has_already_are_no_change(roadmap: Roadmap, owner: User) -> None:
    action = make_action(roadmap, start_date=START, due_date=DUE)
    accepted = accept_plan(roadmap=roadmap, actor=owner, chosen=[chosen(action)])
    assert (accepted.plan, accepted.changed, accepted.stale, accepted.gone) == (None, [], [], 0)
    action.refresh_from_db()
    assert action.revision == 1


def test_undo_gives_back_what_nobody_changed_since(roadmap: Roadmap, owner: User) -> None:
    kept, moved = make_action(roadmap, due_date=date(2026, 9, 30)), make_action(roadmap)
    plan = accept_plan(roadmap=roadmap, actor=owner, chosen=[chosen(kept), chosen(moved)]).plan
    assert plan
    days_of(moved)
    change_action(action=moved, actor=owner, seen=moved.revision, due_date=date(2026, 11, 1))
    days_of(kept)
    set_state(action=kept, actor=owner, seen=kept.revision, state="doing")
    assert undo_plan(plan=plan, actor=owner) == (1, 1)
    assert days_of(kept) == (None, date(2026, 9, 30))
    assert days_of(moved) == (START, date(2026, 11, 1))
    with pytest.raises(NotUndoableError):
        undo_plan(plan=plan, actor=owner)
