"""Nobody can make a circle: not alone, not two at once, and not by taking back a deletion."""

from functools import partial

import pytest
from django.db import connection  # noqa: F401  (only_where_transactions_overlap asks it)

from roadmap.domain.dependencies import find_cycle, needs_by_action
from roadmap.models import Action
from roadmap.operations.actions import change_action, delete_action, restore_action
from roadmap.operations.changing import Changes, change_actions
from roadmap.operations.dependencies import CycleError, set_needs
from roadmap.operations.undoing import undo_change
from roadmap.queries.dependencies import needs_of, pairs_of
from tests.factories.accounts import make_workspace, owner_of
from tests.factories.roadmap import make_action, make_roadmap
from tests.together import at_once, only_where_transactions_overlap


@pytest.mark.django_db
def test_dependencies_are_those_that_were_said_last() -> None:
    roadmap = make_roadmap(make_workspace())
    action, first, second = (make_action(roadmap) for _ in range(3))
    assert set_needs(action=action, needs=[first, second])
    assert not set_needs(action=action, needs=[second, first])
    assert set_needs(action=action, needs=[second])
    assert list(needs_of(action)) == [second]
    assert pairs_of(roadmap) == [(action.pk, second.pk)]


@pytest.mark.django_db
def test_circle_is_refused_and_named() -> None:
    roadmap = make_roadmap(make_workspace())
    a, b, c = (make_action(roadmap) for _ in range(3))
    set_needs(action=a, needs=[b])
    set_needs(action=b, needs=[c])
    with pytest.raises(CycleError) as error:
        set_needs(action=c, needs=[a])
    assert error.value.actions == [c, a, b]
    assert not c.dependencies.exists()


@pytest.mark.django_db
def test_what_is_of_another_roadmap_is_left_out() -> None:
    workspace = make_workspace()
    action, other = make_action(make_roadmap(workspace)), make_action(make_roadmap(workspace))
    assert not set_needs(action=action, needs=[other])


@pytest.mark.django_db
def test_action_that_comes_back_closes_no_circle() -> None:
    roadmap = make_roadmap(make_workspace())
    actor = owner_of(roadmap.workspace)
    a, b, c = (make_action(roadmap) for _ in range(3))
    set_needs(action=a, needs=[b])
    set_needs(action=b, needs=[c])
    delete_action(action=b, actor=actor)
    set_needs(action=c, needs=[a])
    b.refresh_from_db()
    assert restore_action(action=b, actor=actor) == 1
    assert set(pairs_of(roadmap)) == {(a.pk, b.pk), (c.pk, a.pk)}


@pytest.mark.django_db
def test_what_is_deleted_keeps_who_waits_for_it_when_that_one_is_changed() -> None:
    roadmap = make_roadmap(make_workspace())
    actor = owner_of(roadmap.workspace)
    action, deleted, other = (make_action(roadmap) for _ in range(3))
    set_needs(action=action, needs=[deleted])
    delete_action(action=deleted, actor=actor)
    set_needs(action=action, needs=[other])
    deleted.refresh_from_db()
    assert restore_action(action=deleted, actor=actor) == 0
    assert set(needs_of(action)) == {deleted, other}


@only_where_transactions_overlap
@pytest.mark.django_db(transaction=True)
def test_two_people_with_a_half_each_make_no_circle() -> None:
    roadmap = make_roadmap(make_workspace())
    actor = owner_of(roadmap.workspace)
    for _ in range(3):
        one, other = make_action(roadmap), make_action(roadmap)
        results = at_once(
            partial(change_action, action=one, actor=actor, seen=1, needs=[other]),
            partial(change_action, action=other, actor=actor, seen=1, needs=[one]),
        )
        assert sorted(isinstance(result, CycleError) for result in results) == [False, True]
        assert find_cycle(needs_by_action(pairs_of(roadmap))) == ()


@only_where_transactions_overlap
@pytest.mark.django_db(transaction=True)
def test_several_that_come_back_twice_at_once_are_there_once() -> None:
    roadmap = make_roadmap(make_workspace())
    actor = owner_of(roadmap.workspace)
    for _ in range(4):
        seen = {make_action(roadmap).code: 1 for _ in range(15)}
        change = change_actions(roadmap=roadmap, actor=actor, seen=seen, changes=Changes(is_deleted=True)).change
        assert change
        deleted = list(Action.objects.filter(code__in=seen).order_by("-pk"))
        results = at_once(
            partial(undo_change, change=change, actor=actor),
            partial(list, (restore_action(action=action, actor=actor) for action in deleted)),
        )
        assert not [result for result in results if isinstance(result, Exception)]
        assert not Action.objects.exclude(deleted_at=None).exists()
