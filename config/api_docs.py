"""A page to read the contract on, and to try it: Swagger UI, served from here, without anything from elsewhere."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.csp import CSP
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

# Swagger UI draws its arrows as data: images and sets styles by script; neither can send anything anywhere.
POLICY: dict[str, list[str]] = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF, CSP.UNSAFE_INLINE],
    "img-src": [CSP.SELF, "data:"],
    "connect-src": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
}


@require_safe
@csp_override(POLICY)
def api_docs(request: HttpRequest) -> HttpResponse:
    return render(request, "api_docs.html")
