from django.urls import path

from archives.api.exports import WorkspaceExportViewSet

urlpatterns = [
    path(
        "workspaces/<code:workspace_code>/exports",
        WorkspaceExportViewSet.as_view({"post": "create"}),
        name="api_workspace_exports",
    ),
]
