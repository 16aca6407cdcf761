"""The activity log: what people may look for in it, and the stream of events for what reacts to them."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext

from accounts.models import Activity, Membership, User, Workspace
from accounts.models.activity import FORMER_MEMBER, INVITATION, STREAM
from accounts.permissions import can_own
from core.advisory_locks import hold_alone
from core.codes import is_code

PAGE = 50


@dataclass(frozen=True)
class Wanted:
    """What to show of the log. `kind` is what a verb starts with; days are those of the workspace's time zone."""

    person: User | None = None
    kind: str = ""
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True)
class Day:
    date: date
    events: list[Activity]


@dataclass(frozen=True)
class Page:
    """`older` is the code of the last event shown when there are more, else empty."""

    days: list[Day]
    older: str


def activity_of(workspace: Workspace, wanted: Wanted) -> QuerySet[Activity]:
    """The newest first."""
    events = Activity.objects.filter(workspace=workspace).order_by("-pk")
    if wanted.person:
        events = events.filter(actor=wanted.person)
    if wanted.kind:
        events = events.filter(verb__startswith=f"{wanted.kind}.")
    if wanted.first:
        events = events.filter(at__gte=_midnight(workspace, wanted.first))
    if wanted.last and wanted.last < date.max:
        events = events.filter(at__lt=_midnight(workspace, wanted.last + timedelta(days=1)))
    return events


def told_to(membership: Membership, event: Activity) -> Activity:
    """As this member reads it. For which address an invitation is, owners alone know until somebody comes by it."""
    if event.object_kind == INVITATION and event.object_name and not can_own(membership):
        event.object_name = gettext("somebody")  # of what was read; the log itself takes no changes
    return event


def activity_page(workspace: Workspace, wanted: Wanted, before: str = "") -> Page:
    """A page that starts after the event `before`, and so does not shift when something happens meanwhile.

    Raises Activity.DoesNotExist when the workspace has no such event.
    """
    events = activity_of(workspace, wanted)
    if before and not is_code(before):
        raise Activity.DoesNotExist
    if before:
        events = events.filter(pk__lt=Activity.objects.get(workspace=workspace, code=before).pk)
    found = list(events[: PAGE + 1])
    shown = found[:PAGE]
    days: dict[date, list[Activity]] = {}
    for event in shown:
        days.setdefault(event.at.astimezone(workspace.zone).date(), []).append(event)
    return Page([Day(day, of_day) for day, of_day in days.items()], shown[-1].code if len(found) > PAGE else "")


def people_in(workspace: Workspace) -> QuerySet[User]:
    """Who belongs to the workspace, and who has left but did something in it."""
    acted = Activity.objects.filter(workspace=workspace, actor__isnull=False).values("actor")
    belongs = User.objects.filter(memberships__workspace=workspace).values("pk")
    return User.objects.filter(Q(pk__in=belongs) | Q(pk__in=acted)).order_by("name", "email")


def last_person_at(workspace: Workspace, code: str, field: str = "", **detail: str) -> str:
    """The name of who last did something to the object of this code, or to a field of it; empty when nobody did.

    `detail` is what else the event must say: to which part of the object it was done.
    """
    about = {f"detail__{name}": value for name, value in detail.items()}
    events = workspace.activities.filter(object_code=code, **about)
    if field:
        events = events.filter(detail__field=field)
    name = events.order_by("-id").values_list("actor_name", flat=True).first() or ""
    return "" if name == FORMER_MEMBER else name


def events_after(workspace: Workspace, after: int, limit: int = 100) -> list[Activity]:
    """The next events in their order, after the one with the id `after`; with 0 from the beginning.

    On PostgreSQL a transaction can hold a lower number than one that is stored already. So this waits for those that
    are on their way: whoever goes on with the last id it was given misses nothing.
    """
    with transaction.atomic():
        hold_alone(STREAM, workspace.pk)
        return list(Activity.objects.filter(workspace=workspace, pk__gt=after).order_by("pk")[:limit])


def _midnight(workspace: Workspace, day: date) -> datetime:
    """The first midnight of the calendar has no moment east of Greenwich; there that of Greenwich stands for it."""
    try:
        return datetime.combine(day, time.min, tzinfo=workspace.zone).astimezone(UTC)
    except OverflowError:
        return datetime.combine(day, time.min, tzinfo=UTC)
