"""The log: append-only, found again, and a stream that misses nothing."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from threading import Event

import pytest
from django.db import connection, connections, models, transaction
from django.utils import timezone

from accounts.domain.roles import Role
from accounts.models import Activity, Workspace
from accounts.models.activity import AppendOnlyError
from accounts.operations.activity import log_activity
from accounts.operations.members import change_role
from accounts.operations.people import delete_account
from accounts.queries.activity import PAGE, Wanted, activity_of, activity_page, events_after, people_in
from accounts.queries.sentences import actor_of, declared, markup_of, sentence_of
from tests.factories.accounts import make_event, make_member, make_user, make_workspace, owner_of
from tests.together import only_where_transactions_overlap

pytestmark = pytest.mark.django_db


@pytest.fixture
def workspace() -> Workspace:
    return make_workspace()


def happened_at(event: Activity, at: datetime) -> Activity:
    models.QuerySet.update(Activity.objects.filter(pk=event.pk), at=at)
    return event


def test_log_can_neither_be_changed_nor_deleted(workspace: Workspace) -> None:
    event = make_event(workspace)
    event.actor_name = "Somebody else"
    with pytest.raises(AppendOnlyError):
        event.save()
    with pytest.raises(AppendOnlyError):
        event.delete()
    with pytest.raises(AppendOnlyError):
        Activity.objects.update(verb="other")
    with pytest.raises(AppendOnlyError):
        Activity.objects.all().delete()
    assert Activity.objects.get().actor_name == str(owner_of(workspace))


def test_log_cannot_be_changed_in_bulk_either(workspace: Workspace) -> None:
    with pytest.raises(AppendOnlyError):
        Activity.objects.bulk_update([make_event(workspace)], ["verb"])


def test_log_goes_with_its_workspace(workspace: Workspace) -> None:
    make_event(workspace)
    workspace.delete()
    assert not Activity.objects.exists()


def test_filters_narrow_by_person_and_kind(workspace: Workspace) -> None:
    member = make_member(workspace)
    make_event(workspace, verb="workspace.restored")
    wanted = make_event(workspace, verb="member.left", actor=member)
    make_event(workspace, verb="workspace.restored", actor=member)
    make_event(make_workspace(), verb="member.left")
    assert list(activity_of(workspace, Wanted(person=member, kind="member"))) == [wanted]


def test_days_are_those_of_the_workspace() -> None:
    """In Auckland the 2nd begins while it is still the 1st in London."""
    workspace = make_workspace(time_zone="Pacific/Auckland")
    early = happened_at(make_event(workspace), datetime(2026, 6, 1, 11, 59, tzinfo=UTC))
    late = happened_at(make_event(workspace), datetime(2026, 6, 1, 12, 0, tzinfo=UTC))
    first, second = date(2026, 6, 1), date(2026, 6, 2)
    assert list(activity_of(workspace, Wanted(first=first, last=first))) == [early]
    assert list(activity_of(workspace, Wanted(first=second, last=second))) == [late]
    assert [day.date for day in activity_page(workspace, Wanted()).days] == [second, first]


@pytest.mark.parametrize("zone", ["Pacific/Auckland", "America/Los_Angeles"])
def test_all_of_the_calendar_holds_everything(zone: str) -> None:
    workspace = make_workspace(time_zone=zone)
    event = make_event(workspace)
    for last in [date.max, date.max - timedelta(days=1)]:
        assert list(activity_of(workspace, Wanted(first=date.min, last=last))) == [event]
    assert not activity_of(workspace, Wanted(first=date.max)).exists()


def test_pages_follow_each_other_without_gap_or_repetition(workspace: Workspace) -> None:
    made = [make_event(workspace) for _ in range(PAGE + 3)]
    page = activity_page(workspace, Wanted())
    make_event(workspace)  # what happens meanwhile shifts nothing
    older = activity_page(workspace, Wanted(), page.older)
    seen = [event for each in [page, older] for day in each.days for event in day.events]
    assert seen == made[::-1]
    assert older.older == ""


def test_page_after_an_event_of_another_workspace_is_none(workspace: Workspace) -> None:
    with pytest.raises(Activity.DoesNotExist):
        activity_page(workspace, Wanted(), make_event(make_workspace()).code)


def test_people_are_members_and_whoever_acted_and_left(workspace: Workspace) -> None:
    gone = make_member(workspace)
    make_event(workspace, actor=gone)
    workspace.memberships.filter(user=gone).delete()
    make_event(make_workspace())
    assert set(people_in(workspace)) == {gone, owner_of(workspace)}


def test_every_verb_has_a_sentence_and_a_kind() -> None:
    assert declared().sentences
    for verb in declared().sentences:
        assert verb.partition(".")[0] in declared().kinds


def test_every_sentence_reads_without_its_details(workspace: Workspace) -> None:
    for verb in declared().sentences:
        assert sentence_of(make_event(workspace, verb=verb))


def test_unknown_verb_still_reads(workspace: Workspace) -> None:
    event = make_event(workspace, verb="thing.100%_done")
    assert sentence_of(event) == f"{owner_of(workspace)}: thing.100%_done {workspace}"


def test_rungs_itself_has_a_name(workspace: Workspace) -> None:
    event = make_event(workspace)
    event.actor_name = ""
    assert actor_of(event) == "Rungs"


def test_who_is_named_like_a_former_member_is_none(workspace: Workspace) -> None:
    """In a page the words that stand for who has no name do not stand out as names do."""
    former, pretender = make_member(workspace), make_member(workspace, user=make_user(name="a former member"))
    owner = owner_of(workspace)
    for person in [former, pretender]:
        make_event(workspace, verb="member.left", actor=person)
        change_role(workspace=workspace, member=person, role=Role.EDITOR, actor=owner)
    delete_account(user=former)
    markup = [str(markup_of(event)) for event in Activity.objects.order_by("pk")]
    assert markup == [
        "A former member left",
        f"<b>{owner}</b> changed a former member from Viewer to Editor",
        "<b>a former member</b> left",
        f"<b>{owner}</b> changed <b>a former member</b> from Viewer to Editor",
        "A former member left and deleted their account",
    ]


def test_who_is_named_like_rungs_is_a_person(workspace: Workspace) -> None:
    pretender = make_member(workspace, user=make_user(name="Rungs"))
    itself = log_activity(workspace=workspace, actor=None, verb="workspace.restored", target=workspace)
    assert markup_of(make_event(workspace, actor=pretender)).startswith("<b>Rungs</b>")
    assert markup_of(itself).startswith("Rungs ")


def test_markup_escapes_what_people_wrote() -> None:
    workspace = make_workspace(name="<script>alert('%s')</script>")
    event = make_event(workspace, verb="workspace.created")
    assert "<script>" not in markup_of(event)
    assert "&lt;script&gt;" in markup_of(event)
    assert markup_of(event).startswith("<b>Person")


def test_stream_goes_on_where_the_reader_was(workspace: Workspace) -> None:
    made = [make_event(workspace) for _ in range(3)]
    make_event(make_workspace())
    assert events_after(workspace, 0, limit=2) == made[:2]
    assert events_after(workspace, made[1].pk) == made[2:]
    assert events_after(workspace, made[2].pk) == []


@only_where_transactions_overlap
@pytest.mark.django_db(transaction=True)
def test_stream_waits_for_an_event_that_is_on_its_way() -> None:
    """Without it a reader who sees the higher number goes on from there, and never sees the lower one."""
    workspace = make_workspace()
    has_number, may_end = Event(), Event()

    def slow_writer() -> None:
        try:
            with transaction.atomic():
                make_event(workspace, verb="slow.one")
                has_number.set()
                may_end.wait(timeout=10)
        finally:
            connections.close_all()

    def reader() -> list[str]:
        try:
            return [event.verb for event in events_after(workspace, 0)]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as threads:
        writing = threads.submit(slow_writer)
        assert has_number.wait(timeout=10)
        make_event(workspace, verb="quick.one")
        reading = threads.submit(reader)
        with pytest.raises(TimeoutError):
            reading.result(timeout=0.3)
        may_end.set()
        writing.result(timeout=10)
        assert reading.result(timeout=10) == ["slow.one", "quick.one"]
    assert connection.vendor == "postgresql"


def test_event_is_stored_with_the_moment(workspace: Workspace) -> None:
    assert timezone.now() - make_event(workspace).at < timedelta(minutes=1)
