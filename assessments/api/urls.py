from django.urls import path

from assessments.api.answers import AnswerHistoryViewSet, AnswerViewSet
from assessments.api.assessments import AssessmentsViewSet
from assessments.api.sections import ReviewEventViewSet, ReviewViewSet, SectionViewSet
from assessments.api.together import AnswersViewSet
from assessments.api.tree import TreeViewSet

ALL = "workspaces/<code:workspace_code>/assessments"
ITSELF = f"{ALL}/<code:code>"
ONE = f"{ALL}/<code:assessment_code>"
ANSWER = f"{ONE}/answers/<pack_id:question>"
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
    path(f"{ANSWER}/confirm", AnswerViewSet.as_view({"post": "confirm"}), name="api_answer_confirm"),
]
