"""Ticking items off, and one's own beside those of the pack."""

from datetime import timedelta

import pytest
from django.db import connection  # noqa: F401  (only_where_transactions_overlap asks it)
from django.utils import timezone

from accounts.models import Activity, User
from core.models import StaleWriteError
from roadmap.models import ChecklistItem, Roadmap
from roadmap.operations.checklists import (
    change_item,
    create_item,
    delete_item,
    purge_items,
    restore_item,
    tick_item,
    untick_item,
)
from roadmap.operations.roadmaps import NotRestorableError
from tests.factories.accounts import make_member, make_workspace, owner_of
from tests.factories.roadmap import make_roadmap
from tests.together import at_once, only_where_transactions_overlap

pytestmark = pytest.mark.django_db


@pytest.fixture
def roadmap() -> Roadmap:
    return make_roadmap(make_workspace())


@pytest.fixture
def owner(roadmap: Roadmap) -> User:
    return owner_of(roadmap.workspace)


def item_of(roadmap: Roadmap, name: str = "DIS-C01") -> ChecklistItem:
    item: ChecklistItem = roadmap.items.get(item=name)
    item.roadmap = roadmap
    return item


def test_item_says_who_did_it_and_a_second_tick_changes_nothing(roadmap: Roadmap, owner: User) -> None:
    item, other = item_of(roadmap), make_member(roadmap.workspace)
    assert tick_item(item=item, actor=owner)
    assert not tick_item(item=item, actor=other)
    item.refresh_from_db()
    assert (item.done_by, item.revision) == (owner, 2)
    assert untick_item(item=item, actor=other)
    assert not untick_item(item=item, actor=other)
    item.refresh_from_db()
    assert (item.done_at, item.done_by, item.revision) == (None, None, 3)
    said = Activity.objects.filter(verb__startswith="item.").order_by("pk")
    assert [(each.verb, each.detail["item"]) for each in said] == [
        ("item.ticked", "Rank the critical journeys"),
        ("item.unticked", "Rank the critical journeys"),
    ]


@only_where_transactions_overlap
@pytest.mark.django_db(transaction=True)
def test_of_two_who_tick_at_once_one_did_it() -> None:
    roadmap = make_roadmap(make_workspace())
    people = [owner_of(roadmap.workspace), make_member(roadmap.workspace)]
    ticked = at_once(*[lambda person=person: tick_item(item=item_of(roadmap), actor=person) for person in people])
    assert sorted(ticked) == [False, True]
    assert Activity.objects.filter(verb="item.ticked").count() == 1


def test_change_names_the_revision_that_it_saw(roadmap: Roadmap, owner: User) -> None:
    item = item_of(roadmap)
    change_item(item=item, actor=owner, seen=1, note="Ask *sales*.", owner=owner)
    with pytest.raises(StaleWriteError):
        change_item(item=item, actor=owner, seen=1, note="Ask support.")
    assert Activity.objects.filter(verb="item.changed").count() == 2


def test_own_item_stands_last_and_can_be_taken_back(roadmap: Roadmap, owner: User) -> None:
    item = create_item(roadmap=roadmap, actor=owner, checklist="discover", text="Name the region")
    assert roadmap.items.filter(checklist="discover").last() == item
    delete_item(item=item, actor=owner)
    item.refresh_from_db()
    restore_item(item=item, actor=owner)
    item.refresh_from_db()
    assert item.deleted_at is None
    delete_item(item=item, actor=owner)
    ChecklistItem.objects.filter(pk=item.pk).update(deleted_at=timezone.now() - timedelta(days=31))
    item.refresh_from_db()
    with pytest.raises(NotRestorableError):
        restore_item(item=item, actor=owner)
    assert purge_items(now=timezone.now()) == 1


def test_item_of_the_pack_is_not_deleted(roadmap: Roadmap, owner: User) -> None:
    item = item_of(roadmap)
    delete_item(item=item, actor=owner)
    item.refresh_from_db()
    assert item.deleted_at is None
