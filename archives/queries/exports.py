"""Which exports somebody has asked for."""

from accounts.models import User, Workspace
from jobs.models import Job

OF_WORKSPACE = "archives.workspace_export"
OF_PERSON = "archives.person_export"


def latest_export(kind: str, *, user: User, workspace: Workspace | None = None) -> Job | None:
    """The person's own: what an export holds was gathered with their rights."""
    own = Job.objects.filter(kind=kind, started_by=user, workspace=workspace)
    return own.select_related("workspace", "started_by").order_by("-pk").first()
