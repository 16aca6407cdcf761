"""Handing out a workspace's logos, as pages and the API do."""

from __future__ import annotations

from typing import Any, get_args

from django.http import Http404, HttpResponse
from django.utils.csp import CSP

from accounts.models import Workspace
from accounts.operations.logos import Which

POLICY: Any = {"default-src": [CSP.NONE], "sandbox": True}


def known_logo(which: str) -> Which:
    """Raises Http404 for what is neither of the two."""
    for known in get_args(Which.__value__):
        if which == known:
            return known  # type: ignore[no-any-return]
    raise Http404


def logo_response(workspace: Workspace, which: str) -> HttpResponse:
    """The file as we made it ourselves. Its page names the revision in the address, so it may be kept for a while."""
    stored = getattr(workspace, known_logo(which))
    if not stored:
        raise Http404
    try:
        with stored.open("rb") as file:
            image = file.read()
    except FileNotFoundError:
        raise Http404 from None
    headers = {
        "Cache-Control": "private, max-age=3600",
        "Content-Disposition": f'inline; filename="{which}.png"',
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(image, content_type="image/png", headers=headers)
