"""Telling owners that evidence lapses, 30 days ahead and when it has; each lapse once each."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from accounts.choices import RoleChoice
from accounts.models import Membership, Notice, User, Workspace
from accounts.operations.notices import LONGEST
from core.local import day
from evidence.citing import Effect, effects_of
from evidence.domain.standing import SOON
from evidence.models import Evidence
from evidence.queries.wording import effect_sentence

ONE_DAY = timedelta(days=1)
LATE = timedelta(days=30)
"""A lapse of longer ago is no news: it was there before reminders were, or nothing ran for a month."""


class Members(NamedTuple):
    all: dict[int, User]
    owners: list[User]


def remind_of_lapses(*, now: datetime) -> int:
    """How many notices were written. A second run on the same day writes none."""
    around = _due_at_some_place(now)
    workspaces = Workspace.objects.filter(deleted_at=None, pk__in=around.values("workspace")).order_by("pk")
    return sum(_remind_in(workspace) for workspace in list(workspaces))


def _due_at_some_place(now: datetime) -> QuerySet[Evidence]:
    """It may be tomorrow already somewhere, and still yesterday elsewhere."""
    today = now.date()
    return Evidence.objects.filter(
        deleted_at=None, lapses_date__range=(today - LATE - ONE_DAY, today + SOON + ONE_DAY)
    ).filter(_not_yet("reminded_date") | _not_yet("told_date"))


@transaction.atomic
def _remind_in(workspace: Workspace) -> int:
    """Of two at once the second waits for the first, and finds nothing left to do."""
    today = workspace.today
    unsaid = Evidence.objects.locked().filter(workspace=workspace, deleted_at=None).order_by("lapses_date", "pk")
    ahead = list(unsaid.filter(_not_yet("reminded_date"), lapses_date__range=(today, today + SOON)))
    lapsed = list(unsaid.filter(_not_yet("told_date"), lapses_date__range=(today - LATE, today - ONE_DAY)))
    members, effects = _members_of(workspace), effects_of([*ahead, *lapsed])
    notices = []
    for evidence in [*ahead, *lapsed]:
        evidence.workspace = workspace
        sentence = _sentence(evidence, effects[evidence.pk], is_over=evidence in lapsed)
        for user in _who(evidence, members):
            path = evidence.get_absolute_url()
            notices.append(Notice(user=user, workspace=workspace, sentence=sentence[:LONGEST], path=path))
    Notice.objects.bulk_create(notices)
    _note(ahead, "reminded_date")
    _note(lapsed, "told_date")
    return len(notices)


def _not_yet(field: str) -> Q:
    """Where the lapse that was told of is another than the one that comes, or there was none."""
    return Q((field, None)) | ~Q((field, F("lapses_date")))


def _note(told: Collection[Evidence], field: str) -> None:
    Evidence.objects.filter(pk__in=[each.pk for each in told]).update(**{field: F("lapses_date")})


def _members_of(workspace: Workspace) -> Members:
    belong = Membership.objects.of_people().filter(workspace=workspace)
    memberships = list(belong.select_related("user").order_by("pk"))
    owners = [membership.user for membership in memberships if membership.role == RoleChoice.OWNER]
    return Members({membership.user_id: membership.user for membership in memberships}, owners)


def _who(evidence: Evidence, members: Members) -> list[User]:
    """Its owner; else whoever added it; else those who own the workspace. Who has left hears nothing."""
    for key in (evidence.owner_id, evidence.added_by_id):
        if key in members.all:
            return [members.all[key]]
    return members.owners


def _sentence(evidence: Evidence, effects: Collection[Effect], *, is_over: bool) -> str:
    """The effect first on whom it is largest, if there is one: a notice has room for one or two."""
    words = {"title": _shortened(evidence.title), "day": day(evidence.lapses_date, evidence.workspace.locale)}  # type: ignore[arg-type]
    begin = (
        _("“%(title)s” has lapsed: it counted until %(day)s.") if is_over else _("“%(title)s” lapses after %(day)s.")
    )
    told = [f"{_shortened(each.title)}: {effect_sentence(each, is_over=is_over)}" for each in _largest_first(effects)]
    return " ".join([begin % words, *told])


def _largest_first(effects: Collection[Effect]) -> list[Effect]:
    return sorted(effects, key=lambda effect: (effect.by_then or 0) - (effect.before or 0))[:2]


def _shortened(title: str) -> str:
    return title if len(title) <= 60 else f"{title[:59]}…"
