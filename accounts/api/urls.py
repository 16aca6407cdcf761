from django.urls import path

from accounts.api import workspaces

WORKSPACE = "workspaces/<code:workspace_code>"

urlpatterns = [
    path(
        "workspaces",
        workspaces.WorkspaceListViewSet.as_view({"get": "list", "post": "create"}),
        name="api_workspaces",
    ),
    path(
        WORKSPACE,
        workspaces.WorkspaceDetailViewSet.as_view({"get": "retrieve", "patch": "partial_update"}),
        name="api_workspace",
    ),
    path(f"{WORKSPACE}/members", workspaces.MemberViewSet.as_view({"get": "list"}), name="api_members"),
]
