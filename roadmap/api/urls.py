from typing import Any

from django.urls import path

from evidence.uploading import takes_upload
from roadmap.api import (
    actions,
    artifact_reviews,
    artifact_versions,
    artifacts,
    calendars,
    changing,
    check_ins,
    closing,
    comments,
    decisions,
    imports,
    items,
    phases,
    pilots,
    plans,
    progress,
    roadmaps,
)

READ_AND_EDIT: dict[str, Any] = {"get": "retrieve", "patch": "partial_update", "delete": "destroy"}
LIST_AND_CREATE: dict[str, Any] = {"get": "list", "post": "create"}

ROADMAPS = "workspaces/<code:workspace_code>/roadmaps"
ROADMAP = f"{ROADMAPS}/<code:roadmap_code>"
PHASE = f"{ROADMAP}/phases/<pack_id:phase>"
PASSING = f"{PHASE}/passings/<code:code>"
DECISION = f"{PHASE}/decisions/<code:code>"
ITEM = f"{ROADMAP}/items/<code:code>"
ARTIFACT = f"{ROADMAP}/artifacts/<code:code>"
VERSION = f"{ARTIFACT}/versions/<int:number>"
PILOT = f"{ROADMAP}/pilots/<code:pilot_code>"
CHECK_IN = f"{PILOT}/check-ins/<code:code>"
HANDOVER = f"{PILOT}/handovers/<code:code>"
ACTION = f"{ROADMAP}/actions/<code:code>"
COMMENT = f"{ACTION}/comments/<code:comment_code>"
IMPORT = f"{ROADMAP}/imports/<code:code>"
FEEDS = "workspaces/<code:workspace_code>/calendar-feeds"

_ROADMAPS = roadmaps.RoadmapsViewSet.as_view
_PHASES = phases.PhasesViewSet.as_view
_PASSINGS = phases.PassingViewSet.as_view
_DECISIONS = decisions.DecisionViewSet.as_view
_ITEMS = items.ItemViewSet.as_view
_ARTIFACTS = artifacts.ArtifactViewSet.as_view
_EVENTS = artifacts.ArtifactEventViewSet.as_view
_QUESTIONS = artifacts.ArtifactQuestionViewSet.as_view
_VERSIONS = artifact_versions.ArtifactVersionViewSet.as_view
_REVIEWS = artifact_reviews.ArtifactReviewViewSet.as_view
_PILOTS = pilots.PilotViewSet.as_view
_CHECK_INS = check_ins.CheckInViewSet.as_view
_HANDOVERS = check_ins.HandoverViewSet.as_view
_ACTIONS = actions.ActionViewSet.as_view
_CLOSING = closing.ActionClosingViewSet.as_view
_COMMENTS = comments.CommentViewSet.as_view
_SEVERAL = changing.ActionsChangeViewSet.as_view
_GAPS = changing.GapViewSet.as_view
_PLAN = plans.PlanViewSet.as_view
_IMPORTS = imports.ImportViewSet.as_view
_PROGRESS = progress.ProgressViewSet.as_view
_EXCHANGE = progress.ExchangeViewSet.as_view
_FEEDS = calendars.CalendarFeedViewSet.as_view

urlpatterns = [
    path(ROADMAPS, _ROADMAPS(LIST_AND_CREATE), name="api_roadmaps"),
    path(ROADMAP, _ROADMAPS(READ_AND_EDIT), name="api_roadmap"),
    path(f"{ROADMAP}/restore", _ROADMAPS({"post": "restore"}), name="api_roadmap_restore"),
    path(f"{ROADMAP}/phases", _PHASES({"get": "list"}), name="api_phases"),
    path(PHASE, _PHASES({"get": "retrieve", "patch": "partial_update"}), name="api_phase"),
    path(f"{PHASE}/begin", _PHASES({"post": "begin"}), name="api_phase_begin"),
    path(f"{PHASE}/passings", _PASSINGS(LIST_AND_CREATE), name="api_passings"),
    path(PASSING, _PASSINGS({"get": "retrieve"}), name="api_passing"),
    path(f"{PASSING}/withdraw", _PASSINGS({"post": "withdraw"}), name="api_passing_withdraw"),
    path(f"{PASSING}/restore", _PASSINGS({"post": "restore"}), name="api_passing_restore"),
    path(f"{PHASE}/decisions", _DECISIONS(LIST_AND_CREATE), name="api_decisions"),
    path(DECISION, _DECISIONS(READ_AND_EDIT), name="api_decision"),
    path(f"{DECISION}/restore", _DECISIONS({"post": "restore"}), name="api_decision_restore"),
    path(f"{ROADMAP}/items", _ITEMS(LIST_AND_CREATE), name="api_items"),
    path(ITEM, _ITEMS(READ_AND_EDIT), name="api_item"),
    path(f"{ITEM}/restore", _ITEMS({"post": "restore"}), name="api_item_restore"),
    path(f"{ITEM}/tick", _ITEMS({"post": "tick"}), name="api_item_tick"),
    path(f"{ITEM}/untick", _ITEMS({"post": "untick"}), name="api_item_untick"),
    path(f"{ROADMAP}/artifacts", _ARTIFACTS(LIST_AND_CREATE), name="api_artifacts"),
    path(ARTIFACT, _ARTIFACTS(READ_AND_EDIT), name="api_artifact"),
    path(f"{ARTIFACT}/restore", _ARTIFACTS({"post": "restore"}), name="api_artifact_restore"),
    path(f"{ARTIFACT}/tick", _ARTIFACTS({"post": "tick"}), name="api_artifact_tick"),
    path(f"{ARTIFACT}/events", _EVENTS({"get": "list"}), name="api_artifact_events"),
    path(f"{ARTIFACT}/questions", _QUESTIONS({"get": "list"}), name="api_artifact_questions"),
    path(f"{ARTIFACT}/template.md", _ARTIFACTS({"get": "markdown"}), name="api_artifact_markdown"),
    path(f"{ARTIFACT}/template.docx", _ARTIFACTS({"get": "docx"}), name="api_artifact_docx"),
    path(f"{ARTIFACT}/versions", takes_upload(_VERSIONS(LIST_AND_CREATE)), name="api_artifact_versions"),
    path(VERSION, _VERSIONS({"get": "retrieve"}), name="api_artifact_version"),
    path(f"{VERSION}/file", _VERSIONS({"get": "file"}), name="api_artifact_version_file"),
    path(f"{ARTIFACT}/ask", _REVIEWS({"post": "ask_review_of"}), name="api_artifact_ask"),
    path(f"{ARTIFACT}/accept", _REVIEWS({"post": "accept"}), name="api_artifact_accept"),
    path(f"{ARTIFACT}/send-back", _REVIEWS({"post": "send_back"}), name="api_artifact_send_back"),
    path(f"{ARTIFACT}/cite", _REVIEWS({"post": "cite"}), name="api_artifact_cite"),
    path(f"{ROADMAP}/pilots", _PILOTS(LIST_AND_CREATE), name="api_pilots"),
    path(PILOT, _PILOTS(READ_AND_EDIT), name="api_pilot"),
    path(f"{PILOT}/restore", _PILOTS({"post": "restore"}), name="api_pilot_restore"),
    path(f"{PILOT}/decide", _PILOTS({"post": "decide"}), name="api_pilot_decide"),
    path(f"{PILOT}/check-ins", _CHECK_INS(LIST_AND_CREATE), name="api_check_ins"),
    path(CHECK_IN, _CHECK_INS(READ_AND_EDIT), name="api_check_in"),
    path(f"{CHECK_IN}/restore", _CHECK_INS({"post": "restore"}), name="api_check_in_restore"),
    path(f"{PILOT}/handovers", _HANDOVERS(LIST_AND_CREATE), name="api_handovers"),
    path(HANDOVER, _HANDOVERS({"get": "retrieve", "delete": "destroy"}), name="api_handover"),
    path(f"{HANDOVER}/restore", _HANDOVERS({"post": "restore"}), name="api_handover_restore"),
    path(f"{HANDOVER}/tick", _HANDOVERS({"post": "tick"}), name="api_handover_tick"),
    path(f"{HANDOVER}/untick", _HANDOVERS({"post": "untick"}), name="api_handover_untick"),
    path(f"{ROADMAP}/actions", _ACTIONS(LIST_AND_CREATE), name="api_actions"),
    path(ACTION, _ACTIONS(READ_AND_EDIT), name="api_action"),
    path(f"{ACTION}/restore", _ACTIONS({"post": "restore"}), name="api_action_restore"),
    path(f"{ACTION}/state", _ACTIONS({"post": "set_state"}), name="api_action_state"),
    path(f"{ACTION}/drop", _ACTIONS({"post": "drop"}), name="api_action_drop"),
    path(f"{ACTION}/reopen", _ACTIONS({"post": "reopen"}), name="api_action_reopen"),
    path(f"{ACTION}/close", _CLOSING({"post": "close"}), name="api_action_close"),
    path(f"{ACTION}/move", _CLOSING({"post": "move"}), name="api_action_move"),
    path(f"{ACTION}/comments", _COMMENTS(LIST_AND_CREATE), name="api_action_comments"),
    path(COMMENT, _COMMENTS({"get": "retrieve", "delete": "destroy"}), name="api_action_comment"),
    path(f"{COMMENT}/restore", _COMMENTS({"post": "restore"}), name="api_action_comment_restore"),
    path(f"{ROADMAP}/changes", _SEVERAL({"post": "change"}), name="api_action_changes"),
    path(f"{ROADMAP}/changes/preview", _SEVERAL({"post": "preview"}), name="api_action_changes_preview"),
    path(f"{ROADMAP}/changes/<code:code>/undo", _SEVERAL({"post": "undo_change_of"}), name="api_action_change_undo"),
    path(f"{ROADMAP}/gaps", _GAPS({"get": "list"}), name="api_gaps"),
    path(f"{ROADMAP}/gaps/actions", _GAPS({"post": "make_actions_of"}), name="api_gap_actions"),
    path(f"{ROADMAP}/gaps/actions/<code:code>/undo", _GAPS({"post": "unmake_actions_of"}), name="api_gap_actions_undo"),
    path(f"{ROADMAP}/plan", _PLAN({"get": "retrieve"}), name="api_plan"),
    path(f"{ROADMAP}/plan/accept", _PLAN({"post": "accept"}), name="api_plan_accept"),
    path(f"{ROADMAP}/plans/<code:code>/undo", _PLAN({"post": "undo_accepted"}), name="api_plan_undo"),
    path(f"{ROADMAP}/imports", takes_upload(_IMPORTS(LIST_AND_CREATE)), name="api_action_imports"),
    path(IMPORT, _IMPORTS({"get": "retrieve", "delete": "destroy"}), name="api_action_import"),
    path(f"{IMPORT}/apply", _IMPORTS({"post": "apply"}), name="api_action_import_apply"),
    path(f"{IMPORT}/undo", _IMPORTS({"post": "undo"}), name="api_action_import_undo"),
    path(f"{ROADMAP}/progress", _PROGRESS({"get": "retrieve"}), name="api_progress"),
    path(f"{ROADMAP}/exports/actions.csv", _EXCHANGE({"get": "actions_to_jira"}), name="api_actions_csv"),
    path(f"{ROADMAP}/exports/github-issues.sh", _EXCHANGE({"get": "actions_to_github"}), name="api_actions_github"),
    path(f"{ROADMAP}/exports/artifacts.csv", _EXCHANGE({"get": "artifact_register"}), name="api_artifacts_csv"),
    path(FEEDS, _FEEDS(LIST_AND_CREATE), name="api_calendar_feeds"),
    path(f"{FEEDS}/<code:code>", _FEEDS({"get": "retrieve", "delete": "destroy"}), name="api_calendar_feed"),
    path(f"{FEEDS}/<code:code>/restore", _FEEDS({"post": "restore"}), name="api_calendar_feed_restore"),
]
