"""Making workspaces."""

from django.db import transaction

from accounts.domain.roles import Role
from accounts.models import Membership, User, Workspace
from accounts.operations.activity import log_activity


@transaction.atomic
def create_workspace(*, owner: User, name: str) -> Workspace:
    workspace: Workspace = Workspace.objects.create(name=name)
    Membership.objects.create(workspace=workspace, user=owner, role=Role.OWNER.value)
    log_activity(workspace=workspace, actor=owner, verb="workspace.created", target=workspace)
    return workspace
