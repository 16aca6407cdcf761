from django.urls import path

from roadmap.api.actions import ActionViewSet

ROADMAP = "workspaces/<code:workspace_code>/roadmaps/<code:roadmap_code>"
ACTION = f"{ROADMAP}/actions/<code:code>"

urlpatterns = [
    path(f"{ROADMAP}/actions", ActionViewSet.as_view({"get": "list", "post": "create"}), name="api_actions"),
    path(
        ACTION,
        ActionViewSet.as_view({"get": "retrieve", "patch": "partial_update", "delete": "destroy"}),
        name="api_action",
    ),
    path(f"{ACTION}/restore", ActionViewSet.as_view({"post": "restore"}), name="api_action_restore"),
    path(f"{ACTION}/state", ActionViewSet.as_view({"post": "set_state"}), name="api_action_state"),
    path(f"{ACTION}/drop", ActionViewSet.as_view({"post": "drop"}), name="api_action_drop"),
    path(f"{ACTION}/reopen", ActionViewSet.as_view({"post": "reopen"}), name="api_action_reopen"),
]
