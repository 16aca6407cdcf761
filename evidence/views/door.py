"""Finding what an address names, in the workspace that the person has entered."""

from django.http import Http404

from accounts.access import WorkspaceRequest
from evidence.models import Evidence
from evidence.queries import register


def find_evidence(request: WorkspaceRequest, code: str, *, also_deleted: bool = False) -> Evidence:
    """Raises Http404 for what is not there, belongs elsewhere, or was deleted."""
    try:
        return register.find_evidence(request.workspace, code, also_deleted=also_deleted)
    except Evidence.DoesNotExist:
        raise Http404 from None
