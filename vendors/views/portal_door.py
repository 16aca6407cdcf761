"""From a vendor's private address to its proposal. Whoever holds it need not sign in, and gets to know nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from allauth.core.internal.ratelimit import consume as consume_also_reading  # the public one counts no plain reading
from allauth.core.ratelimit import consume
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from core.local import surroundings
from vendors.domain.handing_in import Door
from vendors.models import PortalLink, Proposal
from vendors.operations.portal import LinkGoneError, ShutError, door_at
from vendors.operations.portal_links import note_use
from vendors.queries.portal import find_link


@dataclass(frozen=True)
class Visit:
    """`secret` is needed for further addresses; it is kept nowhere."""

    link: PortalLink
    secret: str
    door: Door

    @property
    def proposal(self) -> Proposal:
        return self.link.proposal


def by_private_link(action: str = "portal_write") -> Callable[[Callable[..., HttpResponseBase]], Any]:
    """One answer to all that leads nowhere, so that nobody learns what ever led to something.

    `action` names the limit of what may be sent under one link; reading has none.
    """

    def decorate(view: Callable[..., HttpResponseBase]) -> Any:
        @wraps(view)
        def guarded(request: HttpRequest, secret: str, **arguments: Any) -> HttpResponseBase:
            link = find_link(secret)
            if link is None:
                return _private(_nowhere(request))
            workspace = link.proposal.evaluation.workspace
            now = timezone.now()
            note_use(link=link, now=now)
            with surroundings(workspace.locale, workspace.zone):
                if request.method == "POST" and not consume(request, action=action, key=link.code):
                    return _private(render(request, "vendors/portal/too_often.html", status=429))
                visit = Visit(link, secret, door_at(link.proposal.evaluation, link.proposal, now))
                try:
                    return _private(view(request, visit, **arguments))
                except LinkGoneError:
                    return _private(_nowhere(request))
                except ShutError as shut:
                    visit = Visit(link, secret, shut.door)
                    return _private(render(request, "vendors/portal/shut.html", {"visit": visit}, status=409))

        return guarded

    return decorate


def _nowhere(request: HttpRequest) -> HttpResponse:
    """To whoever tries one address after the other not even that is told for long."""
    if consume_also_reading(request, app="allauth.account", action="portal_guess", limit_get=True) is None:
        return render(request, "vendors/portal/too_often.html", status=429)
    return render(request, "vendors/portal/nowhere.html", status=404)


def _private(response: HttpResponseBase) -> HttpResponseBase:
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response.headers["Cache-Control"] = "private, no-store"
    # "no-referrer" would make browsers send forms from an origin "null", which is refused. To others this tells
    # nothing, either.
    response.headers["Referrer-Policy"] = "same-origin"
    return response
