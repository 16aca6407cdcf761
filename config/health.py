"""Whether the process lives, and whether it can do its work: for load balancers, supervisors and whoever is on call.

Answered before anything else looks at a request: probes come by IP address, over plain HTTP and without a session,
every few seconds. So neither the allowed hosts nor the redirect to TLS apply, and no line is logged unless something
is missing.
"""

from collections.abc import Callable

import structlog
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.utils import timezone

from core.schema import is_up_to_date
from jobs.queries import health

type GetResponse = Callable[[HttpRequest], HttpResponse]
type Part = Callable[[], bool]

logger = structlog.get_logger("rungs.health")


class HealthMiddleware:
    """`/healthz`: alive, whatever else is broken. `/readyz`: 503 and which part is missing, never why in detail."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        match request.path_info:
            case "/healthz":
                answer = JsonResponse({"status": "alive"})
            case "/readyz":
                answer = _readiness()
            case _:
                return self.get_response(request)
        if request.method not in {"GET", "HEAD"}:
            return HttpResponseNotAllowed(["GET", "HEAD"])
        answer["Cache-Control"] = "no-store"
        return answer


def _readiness() -> JsonResponse:
    parts: dict[str, Part] = {"database": _answers, "migrations": is_up_to_date, "jobs": _jobs_run}
    found = {}
    for name, is_well in parts.items():
        found[name] = "ok" if _holds(name, is_well) else "missing"
        if found[name] == "missing":
            break  # what comes after stands on it
    is_ready = "missing" not in found.values()
    return JsonResponse({"status": "ready" if is_ready else "not ready", **found}, status=200 if is_ready else 503)


def _holds(name: str, is_well: Part) -> bool:
    try:
        holds = is_well()
    except DatabaseError as error:
        logger.warning("not ready", part=name, error=type(error).__name__)
        return False
    if not holds:
        logger.warning("not ready", part=name)
    return holds


def _answers() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return bool(cursor.fetchone())


def _jobs_run() -> bool:
    return health(timezone.now()).is_well
