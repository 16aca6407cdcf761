"""What a calendar fetches. Whoever holds the address need not sign in, and can only read."""

from __future__ import annotations

from hashlib import sha256

from allauth.core.internal.ratelimit import consume  # the public one counts no request that only reads
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from core.addresses import full_address
from core.local import surroundings
from roadmap.domain.duties import Kind
from roadmap.files.icalendar_file import CONTENT_TYPE, Event, write_calendar
from roadmap.operations.calendars import note_fetch
from roadmap.queries.calendars import dated_duties, find_feed
from roadmap.queries.duties import Duty

TITLES = {
    Kind.WRITE: _("Artifact due: %(title)s"),
    Kind.REVIEW: _("Review due: %(title)s"),
    Kind.RENEW: _("Look at it again: %(title)s"),
    Kind.GATE: _("Gate: %(title)s"),
    Kind.EXCEPTION: _("Gate passed with open criteria until today: %(title)s"),
    Kind.CHECK_IN: _("Check-in: %(title)s"),
    Kind.PILOT_END: _("Pilot ends, decide: %(title)s"),
}


@require_safe
def calendar_feed(request: HttpRequest, secret: str) -> HttpResponseBase:
    """One answer to all that leads nowhere, so that nobody learns what ever led to something."""
    feed = find_feed(secret)
    if feed is None:
        return _nowhere(request)
    with surroundings(feed.workspace.locale, feed.workspace.zone):
        title = str(feed.roadmap or feed.workspace)
        begin = full_address("/", request).removesuffix("/")
        events = [_event(duty, begin) for duty in dated_duties(feed)]
    if request.method == "GET":
        note_fetch(feed=feed, now=timezone.now())
    return _answer(request, title, events)


def described(duty: Duty) -> str:
    """Of what it is, where it stands, who has it and what it waits for."""
    parts = [duty.phase, str(duty.state)]
    if duty.owner:
        parts.append(gettext("Owner: %(name)s") % {"name": duty.owner})
    if duty.waits_for:
        parts.append(gettext("Waits for: %(names)s") % {"names": ", ".join(duty.waits_for)})
    return "\n".join(part for part in parts if part)


def titled(duty: Duty) -> str:
    """An action and an item say themselves what is to be done."""
    return TITLES.get(duty.kind, "%(title)s") % {"title": duty.title}


def _event(duty: Duty, begin: str) -> Event:
    assert duty.day
    return Event(
        name=duty.name,
        day=duty.day,
        title=titled(duty),
        description=described(duty),
        category=duty.roadmap.title,
        url=f"{begin}{duty.path}",
        revision=duty.revision,
        changed_at=duty.changed_at,
    )


def _answer(request: HttpRequest, title: str, events: list[Event]) -> HttpResponseBase:
    """A calendar that has these events already is told so, without another file being made."""
    etag = f'"{sha256(repr((title, events)).encode()).hexdigest()[:32]}"'
    unchanged = get_conditional_response(request, etag=etag, response=HttpResponse())
    if unchanged is not None and unchanged.status_code != 200:
        return _private(unchanged, etag)
    response = HttpResponse(write_calendar(title, events), content_type=CONTENT_TYPE)
    response.headers["Content-Disposition"] = 'inline; filename="rungs.ics"'
    return _private(response, etag)


def _private(response: HttpResponseBase, etag: str) -> HttpResponseBase:
    for name, value in {
        "ETag": etag,
        "Cache-Control": "private, no-cache",
        "X-Robots-Tag": "noindex, nofollow, noarchive",
    }.items():
        response.headers[name] = value
    return response


def _nowhere(request: HttpRequest) -> HttpResponse:
    """To whoever tries one address after the other not even that is told for long."""
    if consume(request, app="allauth.account", action="calendar_guess", limit_get=True) is None:
        return _plain(gettext("Asked for too often. Try again in a while."), 429)
    return _plain(gettext("This address leads nowhere."), 404)


def _plain(sentence: str, status: int) -> HttpResponse:
    headers = {"Cache-Control": "private, no-store"}
    return HttpResponse(sentence, status=status, content_type="text/plain; charset=utf-8", headers=headers)
