"""The contract as files, and a page to read and try it on: Swagger UI, with nothing that comes from elsewhere."""

from __future__ import annotations

import json
from functools import cache

import yaml
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.csp import CSP
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

# Swagger UI draws its arrows as data: images and sets styles by script; neither can send anything anywhere.
POLICY: dict[str, list[str]] = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF, CSP.UNSAFE_INLINE],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
}
PUBLIC = "public, max-age=3600"
"""It says nothing about anybody."""


@require_safe
@csp_override(POLICY)
def api_docs(request: HttpRequest) -> HttpResponse:
    return render(request, "api_docs.html", {"api": request.build_absolute_uri(reverse("api_workspaces"))})


@require_safe
def api_contract_yaml(request: HttpRequest) -> HttpResponse:
    """The committed one, which a test holds to the code: making it takes longer than most requests may."""
    return HttpResponse(_contract(), content_type="application/yaml", headers={"Cache-Control": PUBLIC})


@require_safe
def api_contract(request: HttpRequest) -> HttpResponse:
    return HttpResponse(_contract_as_json(), content_type="application/json", headers={"Cache-Control": PUBLIC})


@cache
def _contract() -> str:
    return (settings.BASE_DIR / "docs" / "openapi.yaml").read_text()


@cache
def _contract_as_json() -> str:
    return json.dumps(yaml.load(_contract(), yaml.CSafeLoader), ensure_ascii=False)
