from django.urls import path

from roadmap.views import action_comments, action_forms, actions, progress, roadmaps

ALL = "w/<code:workspace_code>/roadmaps"
ONE = f"{ALL}/<code:roadmap_code>"
ACTION = f"{ONE}/actions/<code:action_code>"
COMMENT = f"{ACTION}/comments/<code:comment_code>"

urlpatterns = [
    path(f"{ALL}/", roadmaps.roadmap_list, name="roadmap_list"),
    path(f"{ALL}/new/", roadmaps.roadmap_create, name="roadmap_create"),
    path(f"{ONE}/", roadmaps.roadmap_detail, name="roadmap_detail"),
    path(f"{ONE}/actions/new/", action_forms.action_create, name="action_create"),
    path(f"{ACTION}/", actions.action_detail, name="action_detail"),
    path(f"{ACTION}/settings/", action_forms.action_settings, name="action_settings"),
    path(f"{ACTION}/state/", actions.action_state, name="action_state"),
    path(f"{ACTION}/delete/", actions.action_delete, name="action_delete"),
    path(f"{ACTION}/restore/", actions.action_restore, name="action_restore"),
    path(f"{ACTION}/comments/", action_comments.action_comment_create, name="action_comment_create"),
    path(f"{COMMENT}/delete/", action_comments.action_comment_delete, name="action_comment_delete"),
    path(f"{COMMENT}/restore/", action_comments.action_comment_restore, name="action_comment_restore"),
    path(f"{ONE}/progress/", progress.roadmap_progress, name="roadmap_progress"),
]
