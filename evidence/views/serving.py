"""The files of evidence, for members."""

from __future__ import annotations

from django.http import Http404, HttpResponseBase
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

from accounts.access import WorkspaceRequest, workspace_page
from evidence.models import StoredFile
from evidence.queries.register import file_of
from evidence.serving import POLICY, file_response
from evidence.views.door import find_evidence


@workspace_page()
@require_safe
@csp_override(POLICY)
def evidence_file(request: WorkspaceRequest, evidence_code: str, file_code: str) -> HttpResponseBase:
    """The file of its current version or of an earlier one."""
    evidence = find_evidence(request, evidence_code)
    try:
        return file_response(file_of(evidence, file_code))
    except StoredFile.DoesNotExist:
        raise Http404 from None
