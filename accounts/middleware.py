"""When a session was last used, for the list of sessions."""

import time
from collections.abc import Callable

from allauth.usersessions.models import UserSession
from django.http import HttpRequest, HttpResponse

SEEN = "seen_at"
EVERY_SECONDS = 5 * 60


class SessionSeenMiddleware:
    """As allauth's own, which writes on every request; a page that is only read should not wait for a writer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and request.session.get(SEEN, 0) + EVERY_SECONDS <= time.time():
            UserSession.objects.create_from_request(request)
            request.session[SEEN] = int(time.time())
        return self.get_response(request)
