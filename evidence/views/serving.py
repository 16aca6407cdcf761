"""Handing stored files to members: never by an address that works without asking who it is."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import FileResponse, Http404, HttpResponseBase
from django.utils.csp import CSP
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

from accounts.access import WorkspaceRequest, workspace_page
from evidence.models import StoredFile
from evidence.views.door import find_evidence

POLICY: Any = {"default-src": [CSP.NONE], "style-src": [CSP.UNSAFE_INLINE], "sandbox": True}
"""Nothing runs and nothing is fetched; styles are those by which a browser puts a picture into the middle."""


@workspace_page()
@require_safe
@csp_override(POLICY)
def evidence_file(request: WorkspaceRequest, evidence_code: str, file_code: str) -> HttpResponseBase:
    """The file of its current version or of an earlier one."""
    evidence = find_evidence(request, evidence_code)
    named = Q(pk=evidence.stored_file_id) | Q(pk__in=evidence.versions.values("stored_file"))
    stored = StoredFile.objects.filter(named, workspace=request.workspace, code=file_code).first()
    if stored is None:
        raise Http404
    return file_response(stored)


def file_response(stored: StoredFile) -> HttpResponseBase:
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
