"""Handing out stored files, as pages and the API do: never by an address that works without asking who it is."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, Http404
from django.utils.csp import CSP

from evidence.models import StoredFile

POLICY: Any = {"default-src": [CSP.NONE], "style-src": [CSP.UNSAFE_INLINE], "sandbox": True}
"""Nothing runs and nothing is fetched; styles are those by which a browser puts a picture into the middle."""


def file_response(stored: StoredFile) -> FileResponse:
    """For every view that hands out a stored file; it asks beforehand who may have it, and wears the same policy.

    Only pictures may be shown by the browser. A PDF is saved: the sandbox, without which no foreign file is shown,
    keeps browsers' own viewers from working.
    """
    try:
        file = stored.file.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    response = FileResponse(
        file, as_attachment=not stored.is_picture, filename=stored.name, content_type=stored.media_type
    )
    response.headers["Content-Length"] = str(stored.size)
    response.headers["Content-Encoding"] = "identity"  # most are packed already, and progress needs the length
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
