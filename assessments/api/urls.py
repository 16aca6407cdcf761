from django.urls import path

from assessments.api.answers import AnswerHistoryViewSet, AnswerViewSet
from assessments.api.assessments import AssessmentsViewSet
from assessments.api.citations import CitationViewSet
from assessments.api.comments import CommentViewSet, ThreadViewSet
from assessments.api.from_file import NewFromFileViewSet
from assessments.api.imports import AnswerFileViewSet, ImportViewSet
from assessments.api.milestones import MilestoneViewSet
from assessments.api.renewal import RenewalViewSet
from assessments.api.sections import ReviewEventViewSet, ReviewViewSet, SectionViewSet
from assessments.api.suggestions import SuggestionViewSet
from assessments.api.together import AnswersViewSet
from assessments.api.tree import TreeViewSet
from evidence.uploading import takes_upload

ALL = "workspaces/<code:workspace_code>/assessments"
ITSELF = f"{ALL}/<code:code>"
ONE = f"{ALL}/<code:assessment_code>"
ANSWER = f"{ONE}/answers/<pack_id:question>"
IMPORT = f"{ONE}/imports/<code:code>"
FILES = "workspaces/<code:workspace_code>/answer-files"
THREAD = f"{ONE}/threads/<code:code>"
COMMENT = f"{ONE}/comments/<code:code>"
MILESTONE = f"{ONE}/milestones/<code:code>"
SECTION = f"{ONE}/sections/<group_kind:kind>/<pack_id:group>"

urlpatterns = [
    path(ALL, AssessmentsViewSet.as_view({"get": "list", "post": "create"}), name="api_assessments"),
    path(
        ITSELF,
        AssessmentsViewSet.as_view({"get": "retrieve", "patch": "partial_update", "delete": "destroy"}),
        name="api_assessment",
    ),
    path(f"{ITSELF}/restore", AssessmentsViewSet.as_view({"post": "restore"}), name="api_assessment_restore"),
    path(f"{ITSELF}/duplicate", AssessmentsViewSet.as_view({"post": "duplicate"}), name="api_assessment_duplicate"),
    path(f"{ONE}/tree", TreeViewSet.as_view({"get": "retrieve"}), name="api_assessment_tree"),
    path(f"{ONE}/sections", SectionViewSet.as_view({"get": "list"}), name="api_sections"),
    path(f"{SECTION}/complete", SectionViewSet.as_view({"post": "complete"}), name="api_section_complete"),
    path(f"{SECTION}/reopen", SectionViewSet.as_view({"post": "reopen"}), name="api_section_reopen"),
    path(f"{SECTION}/confirm", SectionViewSet.as_view({"post": "confirm"}), name="api_section_confirm"),
    path(f"{ONE}/reviews", ReviewViewSet.as_view({"get": "list", "post": "act"}), name="api_reviews"),
    path(f"{ONE}/reviews/events", ReviewEventViewSet.as_view({"get": "list"}), name="api_review_events"),
    path(f"{ONE}/answers", AnswersViewSet.as_view({"get": "list", "put": "save_all"}), name="api_answers"),
    path(ANSWER, AnswerViewSet.as_view({"get": "retrieve", "patch": "partial_update"}), name="api_answer"),
    path(f"{ANSWER}/history", AnswerHistoryViewSet.as_view({"get": "list"}), name="api_answer_history"),
    path(f"{ANSWER}/restore", AnswerViewSet.as_view({"post": "restore"}), name="api_answer_restore"),
    path(f"{ANSWER}/evidence", CitationViewSet.as_view({"post": "cite"}), name="api_citations"),
    path(
        f"{ANSWER}/evidence/new", takes_upload(CitationViewSet.as_view({"post": "cite_new"})), name="api_citation_new"
    ),
    path(f"{ANSWER}/evidence/<code:evidence_code>", CitationViewSet.as_view({"delete": "uncite"}), name="api_citation"),
    path(
        f"{ANSWER}/threads",
        ThreadViewSet.as_view({"get": "list_of_question", "post": "create"}),
        name="api_answer_threads",
    ),
    path(f"{ONE}/threads", ThreadViewSet.as_view({"get": "list"}), name="api_threads"),
    path(THREAD, ThreadViewSet.as_view({"get": "retrieve"}), name="api_thread"),
    path(f"{THREAD}/replies", ThreadViewSet.as_view({"post": "reply"}), name="api_thread_replies"),
    path(f"{THREAD}/resolve", ThreadViewSet.as_view({"post": "resolve"}), name="api_thread_resolve"),
    path(f"{THREAD}/reopen", ThreadViewSet.as_view({"post": "reopen"}), name="api_thread_reopen"),
    path(
        COMMENT,
        CommentViewSet.as_view({"patch": "partial_update", "delete": "destroy"}),
        name="api_comment",
    ),
    path(f"{COMMENT}/restore", CommentViewSet.as_view({"post": "restore"}), name="api_comment_restore"),
    path(f"{ONE}/milestones", MilestoneViewSet.as_view({"get": "list", "post": "create"}), name="api_milestones"),
    path(MILESTONE, MilestoneViewSet.as_view({"get": "retrieve", "delete": "destroy"}), name="api_milestone"),
    path(f"{MILESTONE}/restore", MilestoneViewSet.as_view({"post": "restore"}), name="api_milestone_restore"),
    path(f"{MILESTONE}/begin", MilestoneViewSet.as_view({"post": "begin_from"}), name="api_milestone_begin"),
    path(f"{ONE}/suggestions", SuggestionViewSet.as_view({"get": "list", "post": "rule_out"}), name="api_suggestions"),
    path(
        f"{ONE}/imports",
        takes_upload(ImportViewSet.as_view({"get": "list", "post": "create"})),
        name="api_imports",
    ),
    path(IMPORT, ImportViewSet.as_view({"get": "retrieve", "delete": "destroy"}), name="api_import"),
    path(f"{IMPORT}/apply", ImportViewSet.as_view({"post": "apply"}), name="api_import_apply"),
    path(f"{IMPORT}/undo", ImportViewSet.as_view({"post": "undo"}), name="api_import_undo"),
    path(f"{ONE}/workbook", AnswerFileViewSet.as_view({"get": "download", "post": "ask_for"}), name="api_workbook"),
    path(f"{ONE}/answers.json", AnswerFileViewSet.as_view({"get": "download_json"}), name="api_answers_json"),
    path(FILES, takes_upload(NewFromFileViewSet.as_view({"post": "create"})), name="api_answer_files"),
    path(f"{FILES}/<code:code>", NewFromFileViewSet.as_view({"get": "retrieve"}), name="api_answer_file"),
    path(
        f"{FILES}/<code:code>/begin", NewFromFileViewSet.as_view({"post": "begin_from"}), name="api_answer_file_begin"
    ),
    path(f"{ONE}/renewal", RenewalViewSet.as_view({"get": "retrieve", "post": "move"}), name="api_renewal"),
    path(f"{ANSWER}/confirm", AnswerViewSet.as_view({"post": "confirm"}), name="api_answer_confirm"),
]
