"""Workspaces, and who belongs to them."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.serializers import WorkspaceSerializer
from accounts.api.viewsets import ApiViewSet, WorkspaceViewSet
from accounts.domain.roles import Role
from accounts.forms.workspaces import OTHER_NAME, DeleteWorkspaceForm, NewWorkspaceForm, SettingsForm
from accounts.models import Workspace
from accounts.operations.workspaces import OtherNameError, change_workspace, create_workspace, delete_workspace
from accounts.permissions import can_own
from core.rest.bodies import FromForm
from core.rest.problems import FORBIDDEN, MALFORMED, Problem

CONFIRMED = OpenApiParameter("name", str, required=True, description="The name of the workspace, to confirm.")


class WorkspaceListViewSet(ApiViewSet):
    """The workspaces that one belongs to."""

    noun = "Workspace"
    serializer_class = WorkspaceSerializer
    bodies = {"create": FromForm(NewWorkspaceForm)}
    sorts = {"name": "name", "created_at": "created_at"}

    def get_queryset(self) -> Any:
        found = Workspace.objects.visible_to(self.actor)
        return found.filter(pk=self.token.workspace_id) if self.token and self.token.workspace_id else found

    def enter(self, request: Request, **place: Any) -> None:
        """Before a key is looked up: what a call made is not told again to a token that could not have made it."""
        if self.action != "create":
            return
        is_less = self.token and (self.token.workspace_id or self.token.role != Role.OWNER)
        if self.actor.is_service or is_less:
            said = _(
                "Make a workspace with a token of your own, of the role of an owner and for all of your workspaces."
            )
            raise Problem(FORBIDDEN, said)

    def create(self, request: Request) -> Response:
        """Create a workspace, and own it.

        A service account cannot, nor can a token of one workspace or of a role below owner.
        """
        form = self.form(lambda data, files: NewWorkspaceForm(data))
        workspace = create_workspace(owner=self.actor, **form.cleaned_data)
        return self.made(workspace, reverse("api_workspace", args=[workspace.code]))


class WorkspaceDetailViewSet(WorkspaceViewSet):
    noun = "Workspace"
    serializer_class = WorkspaceSerializer
    bodies = {"partial_update": FromForm(SettingsForm)}
    answers = {"destroy": None}
    may = {"partial_update": can_own, "destroy": can_own}
    parameters = {"destroy": {"name": CONFIRMED}}
    refuses = {OtherNameError: OTHER_NAME}

    def retrieve(self, request: Request, **place: Any) -> Response:
        """Read a workspace."""
        return self.show(self.workspace)

    def partial_update(self, request: Request, **place: Any) -> Response:
        """Change its name, and how it writes days and numbers."""
        seen = self.seen(self.workspace)
        form = self.form(lambda data, files: SettingsForm(data, instance=self.workspace), seen=seen)
        stored = change_workspace(workspace=self.workspace, actor=self.actor, seen=seen, **form.values)
        return self.show(stored)

    def destroy(self, request: Request, **place: Any) -> Response:
        """Delete the workspace with all that is in it, as an owner.

        It disappears for everybody at once. For 30 days any of its owners can bring it back.
        """
        self.seen(self.workspace)
        form = DeleteWorkspaceForm(request.query_params)
        if not form.is_valid():
            raise Problem(MALFORMED, str(form.errors["name"][0]))
        delete_workspace(workspace=self.workspace, actor=self.actor, typed=form.cleaned_data["name"])
        return Response(status=204)
