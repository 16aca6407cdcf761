"""Finding what an address names, in the workspace that the person has entered."""

from django.http import Http404

from accounts.access import WorkspaceRequest
from evidence.models import Evidence


def find_evidence(request: WorkspaceRequest, code: str, *, also_deleted: bool = False) -> Evidence:
    """Raises Http404 for what is not there, belongs elsewhere, or was deleted."""
    found = Evidence.objects.filter(workspace=request.workspace, code=code)
    if not also_deleted:
        found = found.filter(deleted_at=None)
    evidence: Evidence | None = found.select_related("stored_file", "owner", "added_by").first()
    if evidence is None:
        raise Http404
    evidence.workspace = request.workspace
    return evidence
