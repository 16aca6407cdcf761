from typing import Any

from django.urls import path

from accounts.api.invitations import InvitationViewSet
from accounts.api.members import HandOverViewSet, MemberViewSet
from accounts.api.workspaces import WorkspaceDetailViewSet, WorkspaceListViewSet

WORKSPACE = "workspaces/<code:workspace_code>"
LIST_AND_CREATE: dict[str, Any] = {"get": "list", "post": "create"}

urlpatterns = [
    path("workspaces", WorkspaceListViewSet.as_view(LIST_AND_CREATE), name="api_workspaces"),
    path(
        WORKSPACE,
        WorkspaceDetailViewSet.as_view({"get": "retrieve", "patch": "partial_update"}),
        name="api_workspace",
    ),
    path(f"{WORKSPACE}/hand-over", HandOverViewSet.as_view({"post": "hand_over"}), name="api_workspace_hand_over"),
    path(f"{WORKSPACE}/members", MemberViewSet.as_view({"get": "list"}), name="api_members"),
    path(
        f"{WORKSPACE}/members/<code:code>",
        MemberViewSet.as_view({"get": "retrieve", "patch": "partial_update", "delete": "destroy"}),
        name="api_member",
    ),
    path(f"{WORKSPACE}/invitations", InvitationViewSet.as_view(LIST_AND_CREATE), name="api_invitations"),
    path(
        f"{WORKSPACE}/invitations/<code:code>",
        InvitationViewSet.as_view({"get": "retrieve", "delete": "destroy"}),
        name="api_invitation",
    ),
    path(
        f"{WORKSPACE}/invitations/<code:code>/renew",
        InvitationViewSet.as_view({"post": "renew"}),
        name="api_invitation_renew",
    ),
]
