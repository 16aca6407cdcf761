"""An address shows a calendar what is due, to whoever has it, and only for as long as it should."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar
from pytest_django import Settings

from accounts.domain.roles import Role
from accounts.models import User, Workspace
from accounts.operations.members import remove_member
from roadmap.files.icalendar_file import Event, write_calendar
from roadmap.models import Action, Artifact, CalendarFeed, ChecklistItem, GatePassing, Pilot, PilotCheckIn, Roadmap
from roadmap.operations.actions import change_action, delete_action, set_state
from roadmap.operations.calendars import (
    MOST_OPEN,
    NotRestorableError,
    TooManyFeedsError,
    make_feed,
    restore_feed,
    revoke_feed,
)
from roadmap.operations.roadmaps import delete_roadmap
from tests.factories.accounts import make_member, make_workspace, owner_of
from tests.factories.roadmap import fill_roadmap, make_action, make_roadmap
from tests.test_query_budget import queries_of

pytestmark = pytest.mark.django_db

DAY = date(2026, 12, 1)


@pytest.fixture(autouse=True)
def _nothing_asked_before() -> None:
    cache.clear()


@pytest.fixture
def workspace() -> Workspace:
    return make_workspace(name="Northwind")


@pytest.fixture
def owner(workspace: Workspace) -> User:
    return owner_of(workspace)


@pytest.fixture
def roadmap(workspace: Workspace) -> Roadmap:
    """Whose phases have no planned days, so that nothing is due yet."""
    roadmap = make_roadmap(workspace, title="Checkout")
    roadmap.phases.update(planned_start_date=None, planned_end_date=None)
    return roadmap


def path_of(user: User, workspace: Workspace, roadmap: Roadmap | None = None) -> str:
    return make_feed(workspace=workspace, user=user, roadmap=roadmap).path


def events_at(path: str) -> dict[str, Any]:
    """As a library that is not ours reads them, by their titles."""
    answer = Client().get(path)
    assert answer.status_code == 200
    return {str(event["summary"]): event for event in Calendar.from_ical(answer.content).walk("VEVENT")}


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_feed_of_a_roadmap_has_all_that_is_due(workspace: Workspace, owner: User, roadmap: Roadmap) -> None:
    make_action(roadmap, title="Cap retries; then, rest\\sleep", due_date=DAY, owner=owner)
    make_action(roadmap, title="Some day")
    roadmap.items.filter(checklist="discover").update(due_date=DAY)
    first, second, third = roadmap.artifacts.all()[:3]
    Artifact.objects.filter(pk=first.pk).update(due_date=DAY)
    Artifact.objects.filter(pk=second.pk).update(due_date=DAY, status="in_review", reviewer=owner)
    Artifact.objects.filter(pk=third.pk).update(due_date=date(2026, 1, 1), status="accepted", review_date=DAY)
    one, other, *_rest = roadmap.phases.all()
    roadmap.phases.filter(pk__in=[one.pk, other.pk]).update(planned_end_date=DAY)
    passing = {"passed_at": timezone.now(), "open_count": 1, "reason": "The board wants it.", "expires_date": DAY}
    GatePassing.objects.create(phase=other, **passing)
    Pilot.objects.create(roadmap=roadmap, title="Billing", start_date=DAY - timedelta(days=9), end_date=DAY)

    found = events_at(path_of(owner, workspace, roadmap))
    pack = roadmap.questions
    titles = [pack.artifact[each.kind].title for each in (first, second, third)]
    assert set(found) == {
        "Cap retries; then, rest\\sleep",
        *(item.text for item in pack.phase["discover"].checklist),
        f"Artifact due: {titles[0]}",
        f"Review due: {titles[1]}",
        f"Look at it again: {titles[2]}",
        f"Gate: {pack.phase[one.phase].title}",
        f"Gate passed with open criteria until today: {pack.phase[other.phase].title}",
        "Check-in: Billing",
        "Pilot ends, decide: Billing",
    }
    event = found["Cap retries; then, rest\\sleep"]
    action = Action.objects.get(title__startswith="Cap")
    assert event.decoded("dtstart") == DAY
    assert event.decoded("dtend") == DAY + timedelta(days=1)
    assert str(event["uid"]) == f"{action.code}-action@rungs"
    assert str(event["url"]) == f"http://testserver{action.get_absolute_url()}"
    assert event["sequence"] == action.revision
    assert event.decoded("last-modified") == event.decoded("dtstamp") == action.changed_at.replace(microsecond=0)
    assert str(event["description"]) == f"{pack.phase['discover'].title}\nTo do\nOwner: {owner}"


def test_feed_of_a_person_has_what_is_theirs_in_this_workspace(
    workspace: Workspace, owner: User, roadmap: Roadmap
) -> None:
    colleague = make_member(workspace, Role.VIEWER)
    other = make_roadmap(workspace, title="Ledger")
    make_action(roadmap, title="Mine", due_date=DAY, owner=colleague)
    make_action(other, title="Mine too", due_date=DAY, owner=colleague)
    make_action(roadmap, title="The owner's", due_date=DAY, owner=owner)
    elsewhere = make_workspace()
    make_member(elsewhere, user=colleague)
    make_action(make_roadmap(elsewhere), title="Elsewhere", due_date=DAY, owner=colleague)
    kinds = roadmap.artifacts.all()[:2]
    Artifact.objects.filter(pk=kinds[0].pk).update(due_date=DAY, status="in_review", owner=owner, reviewer=colleague)
    Artifact.objects.filter(pk=kinds[1].pk).update(due_date=DAY, status="in_review", owner=colleague, reviewer=owner)
    title = roadmap.questions.artifact[kinds[0].kind].title
    assert set(events_at(path_of(colleague, workspace))) == {"Mine", "Mine too", f"Review due: {title}"}


def test_what_is_closed_or_deleted_leaves_the_calendar(workspace: Workspace, owner: User, roadmap: Roadmap) -> None:
    closed, deleted = make_action(roadmap, due_date=DAY), make_action(roadmap, due_date=DAY)
    path = path_of(owner, workspace, roadmap)
    assert len(events_at(path)) == 2
    set_state(action=closed, actor=owner, seen=closed.revision, state="done")
    delete_action(action=deleted, actor=owner)
    assert events_at(path) == {}


def test_change_raises_the_sequence_and_keeps_the_name(workspace: Workspace, owner: User, roadmap: Roadmap) -> None:
    action = make_action(roadmap, title="Before", due_date=DAY)
    path = path_of(owner, workspace, roadmap)
    before = events_at(path)["Before"]
    change_action(action=action, actor=owner, seen=action.revision, title="After", due_date=date(2026, 12, 24))
    after = events_at(path)["After"]
    assert after["uid"] == before["uid"]
    assert (before["sequence"], after["sequence"]) == (1, 2)
    assert after.decoded("dtstart") == date(2026, 12, 24)


def test_calendar_that_has_it_already_gets_no_second_copy(workspace: Workspace, owner: User, roadmap: Roadmap) -> None:
    action = make_action(roadmap, due_date=DAY)
    path = path_of(owner, workspace, roadmap)
    answer = Client().get(path)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Cache-Control"] == "private, no-cache"
    again = Client().get(path, headers={"If-None-Match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    ChecklistItem.objects.filter(roadmap=roadmap).first().save_revision(seen=1, due_date=DAY)  # type: ignore[union-attr]
    changed = Client().get(path, headers={"If-None-Match": answer["ETag"]})
    assert changed.status_code == 200
    assert changed.content.count(b"BEGIN:VEVENT") == 2
    assert action.code.encode() in changed.content


def test_looking_at_the_head_is_no_fetch(workspace: Workspace, owner: User, roadmap: Roadmap) -> None:
    path = path_of(owner, workspace, roadmap)
    assert Client().head(path).status_code == 200
    assert CalendarFeed.objects.get().fetched_at is None
    Client().get(path)
    fetched_at = CalendarFeed.objects.get().fetched_at
    assert fetched_at is not None
    Client().get(path)
    assert CalendarFeed.objects.get().fetched_at == fetched_at


@pytest.mark.parametrize("ending", ["revoked", "roadmap", "workspace", "member", "account", "unknown"])
def test_address_that_leads_nowhere_does_not_say_why(
    workspace: Workspace, owner: User, roadmap: Roadmap, ending: str
) -> None:
    person = make_member(workspace, Role.EDITOR)
    path = path_of(person, workspace, roadmap)
    assert Client().get(path).status_code == 200
    if ending == "revoked":
        revoke_feed(feed=CalendarFeed.objects.get(), actor=person)
    elif ending == "roadmap":
        delete_roadmap(roadmap=roadmap, actor=owner)
    elif ending == "workspace":
        Workspace.objects.update(deleted_at=timezone.now())
    elif ending == "member":
        remove_member(workspace=workspace, member=person, actor=owner)
    elif ending == "account":
        User.objects.filter(pk=person.pk).update(is_active=False)
    else:
        path = reverse("calendar_feed", args=["x" * 43])
    answer = Client().get(path)
    assert (answer.status_code, answer.text) == (404, "This address leads nowhere.")
    assert answer["Cache-Control"] == "private, no-store"


def test_guessing_is_stopped_and_disturbs_nobody(workspace: Workspace, owner: User, settings: Settings) -> None:
    path = path_of(owner, workspace)
    settings.ACCOUNT_RATE_LIMITS = {"calendar_guess": "2/m/ip"}
    asked = [Client().get(reverse("calendar_feed", args=["guess"])).status_code for _ in range(3)]
    assert asked == [404, 404, 429]
    assert Client().get(path).status_code == 200


def test_feed_of_200_actions_asks_little(workspace: Workspace, owner: User, roadmap: Roadmap) -> None:
    path = path_of(owner, workspace, roadmap)
    few = queries_of(Client(), path)
    fill_roadmap(roadmap)
    roadmap.items.update(due_date=DAY)
    assert queries_of(Client(), path) == few <= 15
    assert Client().get(path).content.count(b"BEGIN:VEVENT") > 150


def test_file_is_folded_and_escaped_and_the_same_each_time() -> None:
    text = "Ünï\u200dcode, commas; semicolons \\ and \u2028 lines\nof a " + "long title " * 20
    at = datetime(2026, 11, 22, 1, 2, 3, tzinfo=UTC)
    event = Event("a-action", DAY, text + "\x07", text, "Check, out", "http://a.example/?b=c;d", 3, at)
    written = write_calendar("North; wind", [event])
    assert written == write_calendar("North; wind", [event])
    assert max(len(line) for line in written.split(b"\r\n")) <= 75
    assert b"\x07" not in written
    read = Calendar.from_ical(written).walk("VEVENT")[0]
    assert str(read["summary"]) == text
    assert b"\r\nNAME:North\\; wind\r\nX-WR-CALNAME:North\\; wind\r\n" in written
    assert b"DTSTART;VALUE=DATE:20261201" in written
    assert b"DTSTAMP:20261122T010203Z" in written


def test_held_check_in_leaves_the_calendar(workspace: Workspace, owner: User, roadmap: Roadmap) -> None:
    pilot = Pilot.objects.create(roadmap=roadmap, title="Billing", start_date=DAY, end_date=DAY + timedelta(days=9))
    PilotCheckIn.objects.create(pilot=pilot, day_date=DAY + timedelta(days=6), mood="on_track")
    found = events_at(path_of(owner, workspace, roadmap))
    assert set(found) == {"Check-in: Billing", "Pilot ends, decide: Billing"}
    assert found["Check-in: Billing"].decoded("dtstart") == pilot.end_date  # of the second week


def test_address_is_shown_once_and_kept_as_a_hash(workspace: Workspace, owner: User, roadmap: Roadmap) -> None:
    client = signed_in(owner)
    answer = client.post(reverse("calendar_create", args=[workspace.code]), {"roadmap": roadmap.code})
    link = re.findall(r'value="http://testserver(/calendar/[^"]+)"', answer.text)[0]
    assert Client().get(link).status_code == 200
    secret = link.removeprefix("/calendar/").removesuffix(".ics")
    feed = CalendarFeed.objects.get()
    assert len(secret) >= 43
    assert secret not in str(vars(feed))
    listed = client.get(reverse("calendar_list", args=[workspace.code]))
    assert secret not in listed.text
    assert "Checkout" in listed.text
    event = workspace.activities.get(verb="calendar.made")
    assert (event.actor, event.object_code) == (owner, roadmap.code)


def test_revoking_can_be_taken_back_for_an_hour(workspace: Workspace, owner: User) -> None:
    path, client = path_of(owner, workspace), signed_in(owner)
    feed = CalendarFeed.objects.get()
    codes = [workspace.code, feed.code]
    answer = client.post(reverse("calendar_revoke", args=codes), follow=True)
    assert "leads nowhere any more" in answer.text
    assert Client().get(path).status_code == 404
    client.post(reverse("calendar_restore", args=codes))
    assert Client().get(path).status_code == 200
    CalendarFeed.objects.update(revoked_at=timezone.now() - timedelta(hours=2))
    feed.refresh_from_db()
    with pytest.raises(NotRestorableError):
        restore_feed(feed=feed, actor=owner)


def test_roadmap_of_another_workspace_is_not_offered(workspace: Workspace, owner: User) -> None:
    foreign = make_roadmap(make_workspace())
    answer = signed_in(owner).post(reverse("calendar_create", args=[workspace.code]), {"roadmap": foreign.code})
    assert answer.status_code == 422
    assert not CalendarFeed.objects.exists()


def test_more_addresses_than_anybody_needs_are_refused(workspace: Workspace, owner: User) -> None:
    CalendarFeed.objects.bulk_create(
        CalendarFeed(workspace=workspace, user=owner, secret_hash=f"{number:064}") for number in range(MOST_OPEN)
    )
    with pytest.raises(TooManyFeedsError):
        make_feed(workspace=workspace, user=owner, roadmap=None)
    answer = signed_in(owner).post(reverse("calendar_create", args=[workspace.code]))
    assert answer.status_code == 422
    assert "Revoke those" in answer.text
