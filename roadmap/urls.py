from django.urls import path

from roadmap.views import (
    action_comments,
    action_forms,
    action_imports,
    actions,
    board,
    exchange,
    from_gaps,
    plans,
    progress,
    roadmaps,
    undoing,
)

ALL = "w/<code:workspace_code>/roadmaps"
ONE = f"{ALL}/<code:roadmap_code>"
ACTION = f"{ONE}/actions/<code:action_code>"
COMMENT = f"{ACTION}/comments/<code:comment_code>"
IMPORT = f"{ONE}/actions/imports/<code:import_code>"

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
    path(f"{ONE}/board/", board.action_board, name="action_board"),
    path(f"{ACTION}/move/", board.action_move, name="action_move"),
    path(f"{ONE}/changes/<code:change_code>/undo/", undoing.actions_undo, name="actions_undo"),
]
