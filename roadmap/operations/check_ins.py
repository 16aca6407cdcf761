"""Weekly check-ins of a pilot, and reminding of those that are missing."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from accounts.domain.periods import DELETED_IS_KEPT
from accounts.domain.roles import Role
from accounts.models import Membership, User
from accounts.operations.notices import notify_all
from core.local import day as day_in_words
from core.local import surroundings
from roadmap.domain.pilots import Week, reminder_due
from roadmap.models import Pilot, PilotCheckIn
from roadmap.operations.actions import NotRestorableError
from roadmap.operations.pilots import log_pilot


class DayTakenError(Exception):
    """There is a check-in of that day already."""


@transaction.atomic
def write_check_in(*, pilot: Pilot, actor: User, day_date: date, **fields: Any) -> PilotCheckIn:
    """Raises DayTakenError. When the stop rule applies, the owner is told."""
    _claim(pilot, day_date)
    check_in: PilotCheckIn = PilotCheckIn.objects.create(pilot=pilot, day_date=day_date, written_by=actor, **fields)
    log_pilot(pilot, actor, "pilot.checked_in", mood=check_in.mood)
    if check_in.mood == "stop_rule":
        sentence = _("%(actor)s says that the stop rule of the pilot “%(title)s” applies.")
        _tell(pilot, sentence % {"actor": actor, "title": Truncator(pilot.title).chars(80)}, but=actor)
    return check_in


@transaction.atomic
def change_check_in(*, check_in: PilotCheckIn, actor: User, seen: int, day_date: date, **values: Any) -> PilotCheckIn:
    """Raises DayTakenError and StaleWriteError."""
    _claim(check_in.pilot, day_date, but=check_in)
    stored = check_in.save_revision(seen=seen, day_date=day_date, **values)
    log_pilot(check_in.pilot, actor, "pilot.check_in_changed")
    return stored


@transaction.atomic
def delete_check_in(*, check_in: PilotCheckIn, actor: User) -> None:
    """For good after a month. Deleting what is deleted does nothing."""
    if PilotCheckIn.objects.filter(pk=check_in.pk, deleted_at=None).update(deleted_at=timezone.now()):
        log_pilot(check_in.pilot, actor, "pilot.check_in_deleted")


@transaction.atomic
def restore_check_in(*, check_in: PilotCheckIn, actor: User) -> None:
    """Raises NotRestorableError, and DayTakenError where there is another of its day by now."""
    if check_in.deleted_at is None:
        return
    _claim(check_in.pilot, check_in.day_date)
    due = PilotCheckIn.objects.filter(pk=check_in.pk, deleted_at__gt=timezone.now() - DELETED_IS_KEPT)
    if not due.update(deleted_at=None):
        raise NotRestorableError
    log_pilot(check_in.pilot, actor, "pilot.check_in_restored")


def remind_of_check_ins(*, now: datetime) -> int:
    """How many notices were written: for each pilot one a week at the most."""
    rows = Pilot.objects.undecided().filter(
        deleted_at=None, roadmap__deleted_at=None, roadmap__workspace__deleted_at=None, start_date__lt=now.date()
    )
    return sum(_remind(key, now) for key in rows.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _remind(key: int, now: datetime) -> int:
    """Of two at once the second waits for the first, and finds that it is told."""
    found = Pilot.objects.filter(pk=key, deleted_at=None).select_related("roadmap__workspace", "owner")
    pilot: Pilot | None = found.locked().first()
    if pilot is None:
        return 0
    workspace = pilot.roadmap.workspace
    checked = pilot.check_ins.filter(deleted_at=None).values_list("day_date", flat=True)
    today = timezone.localdate(now, workspace.zone)
    week = reminder_due(pilot.days, checked, told=pilot.reminded_date, today=today)
    if week is None:
        return 0
    Pilot.objects.filter(pk=key).update(reminded_date=week.last)
    with surroundings(workspace.locale, workspace.zone):
        return _tell(pilot, _reminder(pilot, week))


def _reminder(pilot: Pilot, week: Week) -> str:
    said = {"title": Truncator(pilot.title).chars(80), "week": week.number, "day": day_in_words(week.last)}
    if week.last == pilot.end_date:
        return _("The pilot “%(title)s” ended on %(day)s: decide whether to scale, extend or stop it.") % said
    return _("Week %(week)s of the pilot “%(title)s” ended on %(day)s without a check-in.") % said


def _tell(pilot: Pilot, sentence: str, *, but: User | None = None) -> int:
    """Its owner while they belong to the workspace; else those who own the workspace."""
    workspace = pilot.roadmap.workspace
    belong = Membership.objects.of_people().filter(workspace=workspace)
    members = list(belong.select_related("user").order_by("pk"))
    told = [each.user for each in members if each.user_id == pilot.owner_id]
    told = told or [each.user for each in members if each.role == Role.OWNER]
    told = [user for user in told if user != but]
    notify_all(users=told, workspace=workspace, sentence=sentence, path=pilot.get_absolute_url())
    return len(told)


def _claim(pilot: Pilot, day: date, *, but: PilotCheckIn | None = None) -> None:
    """Nobody else checks in until this is done."""
    Pilot.objects.locked().get(pk=pilot.pk)
    others = PilotCheckIn.objects.alive().filter(pilot=pilot, day_date=day)
    if others.exclude(pk=but.pk if but else None).exists():
        raise DayTakenError
