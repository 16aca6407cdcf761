from typing import Any

from django.urls import path
from django.views.decorators.csp import csp_override

from accounts.api.account import AccountViewSet
from accounts.api.activity import ActivityViewSet
from accounts.api.endings import DeletedWorkspaceViewSet
from accounts.api.invitations import InvitationViewSet
from accounts.api.logos import LogoViewSet
from accounts.api.members import HandOverViewSet, MemberViewSet
from accounts.api.notices import NoticeViewSet
from accounts.api.workspaces import WorkspaceDetailViewSet, WorkspaceListViewSet
from accounts.serving import POLICY

WORKSPACE = "workspaces/<code:workspace_code>"
MEMBERS, INVITATIONS = f"{WORKSPACE}/members", f"{WORKSPACE}/invitations"
LIST_AND_CREATE: dict[str, Any] = {"get": "list", "post": "create"}
ONE: dict[str, Any] = {"get": "retrieve", "patch": "partial_update", "delete": "destroy"}
LOGO = csp_override(POLICY)(LogoViewSet.as_view({"get": "download", "put": "replace", "delete": "remove"}))
DELETED = DeletedWorkspaceViewSet.as_view

urlpatterns = [
    path("account", AccountViewSet.as_view({"get": "retrieve", "patch": "partial_update"}), name="api_account"),
    path("notices", NoticeViewSet.as_view({"get": "list"}), name="api_notices"),
    path("notices/read", NoticeViewSet.as_view({"post": "read_all"}), name="api_notices_read"),
    path("notices/<code:code>/read", NoticeViewSet.as_view({"post": "read"}), name="api_notice_read"),
    path("workspaces", WorkspaceListViewSet.as_view(LIST_AND_CREATE), name="api_workspaces"),
    path("workspaces/deleted", DELETED({"get": "list"}), name="api_workspaces_deleted"),
    path(WORKSPACE, WorkspaceDetailViewSet.as_view(ONE), name="api_workspace"),
    path(f"{WORKSPACE}/restore", DELETED({"post": "restore"}), name="api_workspace_restore"),
    path(f"{WORKSPACE}/hand-over", HandOverViewSet.as_view({"post": "hand_over"}), name="api_workspace_hand_over"),
    path(f"{WORKSPACE}/logos/<str:which>", LOGO, name="api_logo"),
    path(f"{WORKSPACE}/activity", ActivityViewSet.as_view({"get": "list"}), name="api_activity"),
    path(MEMBERS, MemberViewSet.as_view({"get": "list"}), name="api_members"),
    path(f"{MEMBERS}/<code:code>", MemberViewSet.as_view(ONE), name="api_member"),
    path(INVITATIONS, InvitationViewSet.as_view(LIST_AND_CREATE), name="api_invitations"),
    path(
        f"{INVITATIONS}/<code:code>",
        InvitationViewSet.as_view({"get": "retrieve", "delete": "destroy"}),
        name="api_invitation",
    ),
    path(f"{INVITATIONS}/<code:code>/renew", InvitationViewSet.as_view({"post": "renew"}), name="api_invitation_renew"),
]
