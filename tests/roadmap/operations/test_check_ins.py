"""Checking in once a week, and being reminded of it once."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from accounts.domain.periods import DELETED_IS_KEPT
from accounts.domain.roles import Role
from accounts.models import Activity, Membership, Notice
from core.models import StaleWriteError
from roadmap.models import Pilot, PilotCheckIn, PilotHandover
from roadmap.operations.actions import NotRestorableError
from roadmap.operations.check_ins import (
    DayTakenError,
    change_check_in,
    delete_check_in,
    remind_of_check_ins,
    restore_check_in,
)
from roadmap.operations.handovers import add_handover, delete_handover, restore_handover, tick_handover
from roadmap.operations.pilots import delete_pilot, purge_pilots
from tests.factories.accounts import make_member, make_workspace, owner_of
from tests.factories.pilots import make_check_in, make_pilot
from tests.factories.roadmap import make_roadmap

pytestmark = pytest.mark.django_db


@pytest.fixture
def pilot() -> Pilot:
    return make_pilot(make_roadmap(make_workspace()))


def told() -> list[str]:
    return list(Notice.objects.order_by("pk").values_list("sentence", flat=True))


def noon(pilot: Pilot, days: int) -> datetime:
    """Of so many days after the pilot began."""
    day = pilot.start_date + timedelta(days=days)
    return datetime(day.year, day.month, day.day, 12, tzinfo=pilot.roadmap.workspace.zone)


def test_day_has_one_check_in_until_it_is_deleted(pilot: Pilot) -> None:
    first = make_check_in(pilot, days_ago=3)
    with pytest.raises(DayTakenError):
        make_check_in(pilot, days_ago=3)
    owner = owner_of(pilot.roadmap.workspace)
    delete_check_in(check_in=first, actor=owner)
    second = make_check_in(pilot, days_ago=3)
    first.refresh_from_db()
    with pytest.raises(DayTakenError):
        restore_check_in(check_in=first, actor=owner)
    delete_check_in(check_in=second, actor=owner)
    restore_check_in(check_in=first, actor=owner)
    assert list(PilotCheckIn.objects.alive()) == [first]


def test_changing_names_the_revision_that_was_seen_and_takes_no_other_day(pilot: Pilot) -> None:
    owner = owner_of(pilot.roadmap.workspace)
    make_check_in(pilot, days_ago=9)
    found = make_check_in(pilot, "99.6", days_ago=2)
    today = pilot.roadmap.workspace.today
    stored = change_check_in(
        check_in=found, actor=owner, seen=1, day_date=today - timedelta(days=2), mood="at_risk", note="", values={}
    )
    assert (stored.revision, stored.mood, stored.values) == (2, "at_risk", {})
    with pytest.raises(StaleWriteError):
        change_check_in(check_in=found, actor=owner, seen=1, day_date=today, mood="at_risk")
    with pytest.raises(DayTakenError):
        change_check_in(check_in=found, actor=owner, seen=2, day_date=today - timedelta(days=9), mood="at_risk")


def test_owner_is_told_when_somebody_else_says_that_the_stop_rule_applies(pilot: Pilot) -> None:
    make_check_in(pilot, mood="stop_rule", days_ago=1)
    assert told() == []
    member = make_member(pilot.roadmap.workspace, Role.CONTRIBUTOR)
    make_check_in(pilot, mood="stop_rule", days_ago=0, actor=member)
    assert told() == [f"{member} says that the stop rule of the pilot “Zone failover” applies."]


def test_owner_is_reminded_once_of_each_week_without_a_check_in(pilot: Pilot) -> None:
    assert remind_of_check_ins(now=noon(pilot, 6)) == 0
    assert remind_of_check_ins(now=noon(pilot, 7)) == 1
    assert remind_of_check_ins(now=noon(pilot, 8)) == 0
    make_check_in(pilot, days_ago=17 - 8)
    assert remind_of_check_ins(now=noon(pilot, 14)) == 0
    assert remind_of_check_ins(now=noon(pilot, 21)) == 1
    assert [sentence.partition(" ended")[0] for sentence in told()] == [
        "Week 1 of the pilot “Zone failover”",
        "Week 3 of the pilot “Zone failover”",
    ]
    assert Notice.objects.order_by("pk").values_list("path", flat=True).first() == pilot.get_absolute_url()


def test_end_asks_for_the_decision_once_and_then_is_silent(pilot: Pilot) -> None:
    assert remind_of_check_ins(now=noon(pilot, 90)) == 1
    assert "decide whether to scale, extend or stop it" in told()[-1]
    assert remind_of_check_ins(now=noon(pilot, 97)) == 0
    Pilot.objects.filter(pk=pilot.pk).update(reminded_date=None)
    assert remind_of_check_ins(now=noon(pilot, 125)) == 0


def test_owners_of_the_workspace_stand_in_for_who_has_left(pilot: Pilot) -> None:
    member = make_member(pilot.roadmap.workspace, Role.EDITOR)
    Pilot.objects.filter(pk=pilot.pk).update(owner=member)
    Membership.objects.filter(user=member).delete()
    assert remind_of_check_ins(now=noon(pilot, 7)) == 1
    assert Notice.objects.get().user == owner_of(pilot.roadmap.workspace)


def test_deleted_and_closed_pilots_remind_nobody(pilot: Pilot) -> None:
    closed = make_pilot(
        make_roadmap(make_workspace()), decision="stop", decision_reason="No.", decided_date="2026-01-01"
    )
    delete_pilot(pilot=pilot, actor=owner_of(pilot.roadmap.workspace))
    assert remind_of_check_ins(now=noon(closed, 14)) == 0


def test_handover_is_ticked_off_once_and_can_be_taken_back(pilot: Pilot) -> None:
    owner, member = owner_of(pilot.roadmap.workspace), make_member(pilot.roadmap.workspace, Role.CONTRIBUTOR)
    item = add_handover(pilot=pilot, actor=owner, text="Runbook")
    tick_handover(item=item, actor=member, is_done=True)
    tick_handover(item=item, actor=owner, is_done=True)
    item.refresh_from_db()
    assert (item.done_by, item.done_at is None) == (member, False)
    tick_handover(item=item, actor=owner, is_done=False)
    item.refresh_from_db()
    assert (item.done_by, item.done_at) == (None, None)
    delete_handover(item=item, actor=owner)
    tick_handover(item=item, actor=owner, is_done=True)
    item.refresh_from_db()
    assert item.done_at is None, "what is deleted is not ticked off"
    restore_handover(item=item, actor=owner)
    assert list(PilotHandover.objects.alive()) == [item]
    verbs = Activity.objects.filter(verb__startswith="pilot.hand").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == [
        "pilot.handover_added",
        "pilot.handed_over",
        "pilot.handover_open",
        "pilot.handover_deleted",
        "pilot.handover_restored",
    ]


def test_what_was_deleted_a_month_ago_is_gone_for_good(pilot: Pilot) -> None:
    owner = owner_of(pilot.roadmap.workspace)
    check_in, item = make_check_in(pilot), add_handover(pilot=pilot, actor=owner, text="Runbook")
    delete_check_in(check_in=check_in, actor=owner)
    delete_handover(item=item, actor=owner)
    now = timezone.now()
    for rows in (PilotCheckIn.objects, PilotHandover.objects):
        rows.update(deleted_at=now - DELETED_IS_KEPT)
    check_in.refresh_from_db()
    with pytest.raises(NotRestorableError):
        restore_check_in(check_in=check_in, actor=owner)
    assert purge_pilots(now=now) == 2
    delete_pilot(pilot=pilot, actor=owner)
    assert purge_pilots(now=now) == 0
    assert purge_pilots(now=now + timedelta(days=31)) == 1
