"""The API: what each app brings, its contract, and a page to read and try that on."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path, re_path
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from config.api_docs import api_contract, api_contract_yaml, api_docs
from core.rest.problems import NOT_FOUND, Problem, plain_answer


@csrf_exempt
def nothing_here(request: HttpRequest, rest: str) -> HttpResponse:
    said = _("The API has no such address, or a code in it is none. /api/v1/docs has the addresses.")
    return plain_answer(request, Problem(NOT_FOUND, said))


urlpatterns = [
    path("v1/openapi.json", api_contract, name="api_contract"),
    path("v1/openapi.yaml", api_contract_yaml, name="api_contract_yaml"),
    path("v1/docs", api_docs, name="api_docs"),
    path("v1/", include("accounts.api.urls")),
    path("v1/", include("catalog.api.urls")),
    path("v1/", include("evidence.api.urls")),
    path("v1/", include("assessments.api.urls")),
    path("v1/", include("jobs.api.urls")),
    path("v1/", include("reports.api.urls")),
    path("v1/", include("archives.api.urls")),
    path("v1/", include("roadmap.api.urls")),
    path("v1/", include("vendors.api.urls")),
    path("v1/", include("webhooks.api.urls")),
    re_path("^(?P<rest>.*)$", nothing_here, name="api_nothing"),
]
