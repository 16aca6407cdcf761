from django.urls import path

from roadmap.views import (
    action_comments,
    action_forms,
    action_imports,
    actions,
    artifact_detail,
    artifact_reviews,
    artifacts,
    board,
    exchange,
    from_gaps,
    plans,
    progress,
    roadmaps,
    timeline,
    undoing,
)

ALL = "w/<code:workspace_code>/roadmaps"
ONE = f"{ALL}/<code:roadmap_code>"
ACTION = f"{ONE}/actions/<code:action_code>"
COMMENT = f"{ACTION}/comments/<code:comment_code>"
IMPORT = f"{ONE}/actions/imports/<code:import_code>"
ARTIFACTS = f"{ONE}/artifacts"
ARTIFACT = f"{ARTIFACTS}/<code:artifact_code>"

urlpatterns = [
    path(f"{ALL}/", roadmaps.roadmap_list, name="roadmap_list"),
    path(f"{ALL}/new/", roadmaps.roadmap_create, name="roadmap_create"),
    path(f"{ONE}/", roadmaps.roadmap_detail, name="roadmap_detail"),
    path(f"{ONE}/actions/new/", action_forms.action_create, name="action_create"),
    path(f"{ONE}/gaps/", from_gaps.action_from_gaps, name="action_from_gaps"),
    path(f"{ONE}/gaps/<code:event_code>/undo/", from_gaps.action_from_gaps_undo, name="action_from_gaps_undo"),
    path(f"{ONE}/plan/", plans.plan_detail, name="plan_detail"),
    path(f"{ONE}/plan/accept/", plans.plan_accept, name="plan_accept"),
    path(f"{ONE}/plan/<code:plan_code>/undo/", plans.plan_undo, name="plan_undo"),
    path(f"{ACTION}/", actions.action_detail, name="action_detail"),
    path(f"{ACTION}/settings/", action_forms.action_settings, name="action_settings"),
    path(f"{ACTION}/state/", actions.action_state, name="action_state"),
    path(f"{ACTION}/delete/", actions.action_delete, name="action_delete"),
    path(f"{ACTION}/restore/", actions.action_restore, name="action_restore"),
    path(f"{ACTION}/comments/", action_comments.action_comment_create, name="action_comment_create"),
    path(f"{COMMENT}/delete/", action_comments.action_comment_delete, name="action_comment_delete"),
    path(f"{COMMENT}/restore/", action_comments.action_comment_restore, name="action_comment_restore"),
    path(f"{ONE}/progress/", progress.roadmap_progress, name="roadmap_progress"),
    path(f"{ONE}/actions/exchange/", exchange.actions_exchange, name="actions_exchange"),
    path(f"{ONE}/actions/actions.csv", exchange.actions_csv, name="actions_csv"),
    path(f"{ONE}/actions/github-issues.sh", exchange.actions_github, name="actions_github"),
    path(f"{ONE}/actions/imports/", action_imports.action_import_create, name="action_import_create"),
    path(f"{IMPORT}/", action_imports.action_import_detail, name="action_import_detail"),
    path(f"{IMPORT}/apply/", action_imports.action_import_apply, name="action_import_apply"),
    path(f"{IMPORT}/discard/", action_imports.action_import_discard, name="action_import_discard"),
    path(f"{IMPORT}/undo/", action_imports.action_import_undo, name="action_import_undo"),
    path(f"{ONE}/timeline/", timeline.roadmap_timeline, name="roadmap_timeline"),
    path(f"{ONE}/board/", board.action_board, name="action_board"),
    path(f"{ACTION}/move/", board.action_move, name="action_move"),
    path(f"{ONE}/changes/<code:change_code>/undo/", undoing.actions_undo, name="actions_undo"),
    path(f"{ARTIFACTS}/", artifacts.artifact_list, name="artifact_list"),
    path(f"{ARTIFACTS}.csv", artifacts.artifacts_csv, name="artifacts_csv"),
    path(f"{ARTIFACTS}/new/", artifacts.artifact_create, name="artifact_create"),
    path(f"{ARTIFACT}/", artifact_detail.artifact_detail, name="artifact_detail"),
    path(f"{ARTIFACT}/change/", artifacts.artifact_change, name="artifact_change"),
    path(f"{ARTIFACT}/ticks/", artifact_detail.artifact_tick, name="artifact_tick"),
    path(f"{ARTIFACT}/versions/new/", artifact_detail.artifact_version, name="artifact_version"),
    path(f"{ARTIFACT}/versions/<int:number>/file/", artifact_detail.artifact_file, name="artifact_file"),
    path(f"{ARTIFACT}/cite/", artifact_detail.artifact_cite, name="artifact_cite"),
    path(f"{ARTIFACT}/ask/", artifact_reviews.artifact_ask, name="artifact_ask"),
    path(f"{ARTIFACT}/review/", artifact_reviews.artifact_review, name="artifact_review"),
    path(f"{ARTIFACT}/accept/", artifact_reviews.artifact_accept, name="artifact_accept"),
    path(f"{ARTIFACT}/send-back/", artifact_reviews.artifact_send_back, name="artifact_send_back"),
    path(f"{ARTIFACT}/delete/", artifacts.artifact_delete, name="artifact_delete"),
    path(f"{ARTIFACT}/restore/", artifacts.artifact_restore, name="artifact_restore"),
]
