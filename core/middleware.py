"""What every request passes."""

import re
from collections.abc import Callable
from time import perf_counter
from typing import Any
from urllib.parse import urlencode, urlsplit
from uuid import uuid4

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render, resolve_url
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

from core.models import StaleWriteError
from core.rest.problems import TOO_LARGE, Problem, is_for_programs, plain_answer

type GetResponse = Callable[[HttpRequest], HttpResponse]

GIVEN_ID = re.compile(r"[\w.-]{8,64}\Z", re.ASCII)
logger = structlog.get_logger("rungs.requests")


class RequestIdMiddleware:
    """Names every request, in its answer and in every line that it logs, and logs one line for it.

    A proxy's own id is kept, so that its log and ours can be read together.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "")
        request_id = given if GIVEN_ID.match(given) else uuid4().hex
        request.request_id = request_id  # type: ignore[attr-defined]
        with structlog.contextvars.bound_contextvars(request_id=request_id):
            started = perf_counter()
            response = self.get_response(request)
            logger.info(
                "request",
                method=request.method,
                route=_route(request),
                status=response.status_code,
                duration_ms=round((perf_counter() - started) * 1000, 1),
                **_person(request),
            )
        response["X-Request-ID"] = request_id
        return response


def _route(request: HttpRequest) -> str:
    """The pattern, not the address: an address can hold a secret (an invitation, a password reset)."""
    if request.resolver_match:
        return request.resolver_match.route
    if request.path.startswith(settings.STATIC_URL):
        return "static/"
    try:
        return resolve(request.path_info).route
    except Resolver404:
        return "(none)"


def _person(request: HttpRequest) -> dict[str, Any]:
    """The number of who signed in, never a name or mail address. Asks no question that the page did not ask."""
    user = getattr(request, "_cached_user", None)
    return {"user": user.pk} if user is not None and user.is_authenticated else {}


class SignedOutMiddleware:
    """A request of htmx that meets the sign-in page takes the whole page there, and back to where the person was.

    A browser follows a redirect by itself, and the sign-in page would be swapped into a corner of the other one.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        sign_in = resolve_url(settings.LOGIN_URL)
        if "HX-Request" not in request.headers or not response.get("Location", "").startswith(sign_in):
            return response
        query = urlencode({"next": _path_of(request.headers.get("HX-Current-URL", ""))})
        return HttpResponse(status=204, headers={"HX-Redirect": f"{sign_in}?{query}"})


def _path_of(url: str) -> str:
    try:
        return urlsplit(url).path or "/"
    except ValueError:
        return "/"


class LargestBodyMiddleware:
    """Refuses a body that is too large before anything reads it: 413 and a sentence.

    Before CsrfViewMiddleware, which reads the form, and with it every file that was sent, of whoever calls.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], arguments: Any, keywords: Any
    ) -> HttpResponse | None:
        """A view that takes more, or less, says so by an attribute `largest_body`, in bytes."""
        largest = getattr(view, "largest_body", settings.LARGEST_BODY)
        if _length_of(request) <= largest:
            return None
        if is_for_programs(request):
            return plain_answer(request, Problem(TOO_LARGE, _("The body is larger than this address takes.")))
        return render(request, "413.html", status=413)


def _length_of(request: HttpRequest) -> int:
    """As Django takes it: of a body without a length, or with a senseless one, it reads nothing."""
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0


class NotStoredMiddleware:
    """Neither browsers nor proxies keep a page, unless its view says otherwise.

    What is on one is for whoever has signed in, or for whoever holds its secret address: a computer may be shared.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response


class StaleWriteMiddleware:
    """The answer of last resort to a write that came too late: 409 and what to do, never a server error.

    A page that can show both values catches StaleWriteError itself; see `core.conflicts`.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, StaleWriteError):
            return render(request, "409.html", status=409)
        return None
