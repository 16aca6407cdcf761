"""Calendar feeds, as their makers see them and as their secret finds them."""

from __future__ import annotations

from django.db.models import F, Q, QuerySet

from accounts.models import User, Workspace
from accounts.queries.invitations import hash_of
from roadmap.models import CalendarFeed, Roadmap
from roadmap.queries.duties import Duty, duties_of


def feeds_of(user: User, workspace: Workspace) -> QuerySet[CalendarFeed]:
    """Those that work, the newest first."""
    found = CalendarFeed.objects.filter(user=user, workspace=workspace, revoked_at=None)
    return found.filter(Q(roadmap=None) | Q(roadmap__deleted_at=None)).select_related("roadmap")


def find_feed(secret: str) -> CalendarFeed | None:
    """None for whatever leads nowhere, without telling why: no such secret, revoked, its roadmap or workspace deleted,
    or its maker no member any more."""
    found = CalendarFeed.objects.filter(
        Q(roadmap=None) | Q(roadmap__deleted_at=None, roadmap__workspace=F("workspace")),
        secret_hash=hash_of(secret),
        revoked_at=None,
        user__is_active=True,
        workspace__deleted_at=None,
        workspace__memberships__user=F("user"),
    )
    feed: CalendarFeed | None = found.select_related("workspace", "user", "roadmap").first()
    return feed


def dated_duties(feed: CalendarFeed) -> list[Duty]:
    """What the feed shows, as far as it has a day: what is its maker's there, or everything of one roadmap."""
    found = Roadmap.objects.filter(workspace=feed.workspace, deleted_at=None).with_pack()
    roadmaps = list(found.filter(pk=feed.roadmap_id) if feed.roadmap_id else found)
    for roadmap in roadmaps:
        roadmap.workspace = feed.workspace
    return [duty for duty in duties_of(roadmaps, None if feed.roadmap_id else feed.user) if duty.day]
