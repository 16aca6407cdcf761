"""Workspaces that were deleted, and can be brought back for a month."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.serializers import WorkspaceSerializer
from accounts.api.viewsets import ApiViewSet
from accounts.domain.periods import DELETED_IS_KEPT
from accounts.domain.roles import Role
from accounts.models import Workspace
from accounts.operations.workspaces import NotRestorableError, restore_workspace
from accounts.queries.workspaces import restorable_workspaces
from core.rest.fields import Moment
from core.rest.serializers import Shown


class DeletedWorkspaceSerializer(Shown):
    """After `kept_until` it is gone for good."""

    kept_until = Moment(read_only=True)

    class Meta:
        model = Workspace
        fields = ["code", "name", "deleted_at", "kept_until"]


class DeletedWorkspaceViewSet(ApiViewSet):
    """For tokens that do all that an owner may, in every workspace."""

    noun = "DeletedWorkspace"
    tag = "Workspaces"
    serializer_class = DeletedWorkspaceSerializer
    answers = {"restore": WorkspaceSerializer}
    unpaged = frozenset({"list"})
    refuses = {NotRestorableError: gettext_lazy("It was deleted more than 30 days ago.")}

    def list(self, request: Request, **place: Any) -> Response:
        """List the deleted workspaces that one can bring back as an owner, the last deleted first."""
        found = [*self._restorable()]
        for each in found:
            each.kept_until = _end_of(each)
        return self.show_all(found)

    def restore(self, request: Request, workspace_code: str) -> Response:
        """Bring a deleted workspace back, as an owner. The others are told."""
        workspace = self._restorable().get(code=workspace_code)
        return self.show(restore_workspace(workspace=workspace, actor=self.actor))

    def _restorable(self) -> Any:
        found = restorable_workspaces(self.actor, timezone.now())
        is_less = self.token and (self.token.workspace_id or self.token.role != Role.OWNER)
        return found.none() if is_less else found


def _end_of(workspace: Workspace) -> datetime:
    assert workspace.deleted_at
    return workspace.deleted_at + DELETED_IS_KEPT
