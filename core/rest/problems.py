"""What goes wrong, as RFC 9457 has it: what kind of problem, a sentence, and for each field where and what to do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from rest_framework import exceptions
from rest_framework.response import Response

from core.models import StaleWriteError
from core.rest.etags import etag_of

MEDIA_TYPE = "application/problem+json"

type Text = str | Promise


class Kind(NamedTuple):
    """What is the same in every problem of a kind. `name` never changes: programs compare it."""

    name: str
    status: int
    title: Text

    @property
    def uri(self) -> str:
        return f"urn:rungs:problem:{self.name}"


MALFORMED = Kind("malformed", 400, _("The request cannot be read"))
UNAUTHENTICATED = Kind("unauthenticated", 401, _("Nobody is signed in"))
FORBIDDEN = Kind("forbidden", 403, _("This is not allowed"))
NOT_FOUND = Kind("not-found", 404, _("There is nothing here"))
METHOD_NOT_ALLOWED = Kind("method-not-allowed", 405, _("This address takes other methods"))
NOT_ACCEPTABLE = Kind("not-acceptable", 406, _("This is not to be had in that form"))
CONFLICT = Kind("conflict", 409, _("As things stand, this cannot be done"))
STALE = Kind("stale", 412, _("Somebody else saved first"))
TOO_LARGE = Kind("too-large", 413, _("This is too large"))
UNSUPPORTED = Kind("unsupported-media-type", 415, _("This form of body is not understood"))
INVALID = Kind("invalid", 422, _("Something needs your attention"))
REVISION_MISSING = Kind("revision-missing", 428, _("Say which revision you saw"))
TOO_MANY = Kind("too-many-requests", 429, _("That was too much at once"))
BROKEN = Kind("server-error", 500, _("Something broke on our side"))

KINDS = {kind.status: kind for kind in globals().values() if isinstance(kind, Kind)}


class FieldError(NamedTuple):
    """`pointer` is a JSON pointer (RFC 6901) into the body, as a fragment: #/title. The body as a whole is #."""

    pointer: str
    detail: str


class Problem(exceptions.APIException):
    """What an endpoint answers instead. `detail` is a sentence that says what to do."""

    def __init__(
        self,
        kind: Kind,
        detail: Text,
        *,
        errors: Sequence[FieldError] = (),
        headers: dict[str, str] | None = None,
        **more: Any,
    ) -> None:
        super().__init__(str(detail))
        self.kind, self.sentence, self.errors = kind, detail, errors
        self.headers, self.more = headers or {}, more
        self.status_code = kind.status


class ConflictProblem(Problem):
    """What was asked for contradicts how things stand."""

    def __init__(self, detail: Text) -> None:
        super().__init__(CONFLICT, detail)


class InvalidProblem(Problem):
    def __init__(self, errors: Sequence[FieldError]) -> None:
        first = errors[0].detail if errors else ""
        super().__init__(INVALID, first, errors=errors)


def body_of(problem: Problem, request_id: str) -> dict[str, Any]:
    body = {
        "type": problem.kind.uri,
        "title": str(problem.kind.title),
        "status": problem.kind.status,
        "detail": str(problem.sentence),
        "request_id": request_id,
        **problem.more,
    }
    if problem.errors:
        body["errors"] = [error._asdict() for error in problem.errors]
    return body


def answer_problem(exception: Exception, context: dict[str, Any]) -> Response | None:
    """How Django REST framework answers an exception; what is none of these is a fault of ours, and Django's to log."""
    problem = problem_of(exception)
    if problem is None:
        return None
    request = context["request"]
    body = body_of(problem, getattr(request, "request_id", ""))
    return Response(body, status=problem.kind.status, headers=problem.headers, content_type=MEDIA_TYPE)


def plain_answer(request: HttpRequest, problem: Problem) -> HttpResponse:
    """The same outside of the framework, for what goes wrong before an endpoint is reached."""
    body = body_of(problem, getattr(request, "request_id", ""))
    return JsonResponse(body, status=problem.kind.status, content_type=MEDIA_TYPE, headers=problem.headers)


def is_for_programs(request: HttpRequest) -> bool:
    """Whether whoever asks reads problems rather than pages."""
    return request.path.startswith("/api/")


def problem_of(exception: Exception) -> Problem | None:
    match exception:
        case Problem():
            return exception
        case StaleWriteError():
            return stale(exception)
        case Http404() | exceptions.NotFound():
            return Problem(NOT_FOUND, _("It does not exist, or not for you."))
        case PermissionDenied() | exceptions.PermissionDenied():
            return Problem(FORBIDDEN, _("Your role in this workspace does not allow it."))
        case exceptions.NotAuthenticated():
            return _unauthenticated(_("Send a token: Authorization: Bearer rungs_…"))
        case exceptions.AuthenticationFailed():
            return _unauthenticated(str(exception.detail))
        case exceptions.APIException():
            return _of_framework(exception)
    return None


def stale(exception: StaleWriteError) -> Problem:
    current = exception.current
    return Problem(
        STALE,
        _("Nothing was overwritten. Read it again, and send the ETag that you then have as If-Match."),
        headers={"ETag": etag_of(current)},
        revision=current.revision,
    )


def _unauthenticated(detail: Text) -> Problem:
    return Problem(UNAUTHENTICATED, detail, headers={"WWW-Authenticate": 'Bearer realm="Rungs"'})


def _of_framework(exception: exceptions.APIException) -> Problem:
    kind = KINDS.get(exception.status_code, BROKEN)
    headers = {}
    if wait := getattr(exception, "wait", None):
        headers["Retry-After"] = str(int(wait) + 1)
    return Problem(kind, str(exception.detail), headers=headers)
