"""Addresses under which a calendar reads what is due: made, revoked and taken back."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import User, Workspace
from accounts.operations.activity import log_activity
from accounts.queries.invitations import hash_of
from roadmap.models import CalendarFeed, Roadmap
from roadmap.queries.calendars import feeds_of

MOST_OPEN = 20
"""Of one person in one workspace."""
REVOKED_IS_KEPT = timedelta(hours=1)
"""For so long a revocation can be taken back."""
NOTED_EVERY = timedelta(hours=1)


class TooManyFeedsError(Exception):
    """So many addresses nobody can keep an eye on."""


class NotRestorableError(Exception):
    """It was revoked too long ago."""


@dataclass(frozen=True, slots=True)
class Made:
    """`path` holds the secret and cannot be had again."""

    feed: CalendarFeed
    path: str


@transaction.atomic
def make_feed(*, workspace: Workspace, user: User, roadmap: Roadmap | None) -> Made:
    """Of one roadmap, or of everything in the workspace that is the person's. Raises TooManyFeedsError."""
    User.objects.select_for_update(no_key=True).only("pk").get(pk=user.pk)  # so that two at once are counted
    if feeds_of(user, workspace).count() >= MOST_OPEN:
        raise TooManyFeedsError
    secret = secrets.token_urlsafe(32)
    feed = CalendarFeed.objects.create(workspace=workspace, user=user, roadmap=roadmap, secret_hash=hash_of(secret))
    log_activity(workspace=workspace, actor=user, verb="calendar.made", target=roadmap or workspace)
    return Made(feed, reverse("calendar_feed", args=[secret]))


@transaction.atomic
def revoke_feed(*, feed: CalendarFeed, actor: User) -> None:
    """At once. Revoking what is revoked does nothing."""
    if CalendarFeed.objects.filter(pk=feed.pk, revoked_at=None).update(revoked_at=timezone.now()):
        _log(feed, actor, "calendar.revoked")


@transaction.atomic
def restore_feed(*, feed: CalendarFeed, actor: User) -> None:
    """The same address works again. Raises NotRestorableError."""
    if feed.revoked_at is None:
        return
    late = CalendarFeed.objects.filter(pk=feed.pk, revoked_at__gt=timezone.now() - REVOKED_IS_KEPT)
    if not late.update(revoked_at=None):
        raise NotRestorableError
    _log(feed, actor, "calendar.restored")


def note_fetch(*, feed: CalendarFeed, now: datetime) -> None:
    """Kept to the hour: calendars fetch often."""
    due = Q(fetched_at=None) | Q(fetched_at__lt=now - NOTED_EVERY)
    CalendarFeed.objects.filter(due, pk=feed.pk).update(fetched_at=now)


def _log(feed: CalendarFeed, actor: User, verb: str) -> None:
    log_activity(workspace=feed.workspace, actor=actor, verb=verb, target=feed.roadmap or feed.workspace)
