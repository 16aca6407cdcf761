from django.urls import path

from assessments.api.answers import AnswerHistoryViewSet, AnswerViewSet
from assessments.api.assessments import AssessmentsViewSet

ALL = "workspaces/<code:workspace_code>/assessments"
ITSELF = f"{ALL}/<code:code>"
ONE = f"{ALL}/<code:assessment_code>"
ANSWER = f"{ONE}/answers/<pack_id:question>"

urlpatterns = [
    path(ALL, AssessmentsViewSet.as_view({"get": "list", "post": "create"}), name="api_assessments"),
    path(
        ITSELF,
        AssessmentsViewSet.as_view({"get": "retrieve", "patch": "partial_update", "delete": "destroy"}),
        name="api_assessment",
    ),
    path(f"{ITSELF}/restore", AssessmentsViewSet.as_view({"post": "restore"}), name="api_assessment_restore"),
    path(f"{ITSELF}/duplicate", AssessmentsViewSet.as_view({"post": "duplicate"}), name="api_assessment_duplicate"),
    path(f"{ONE}/answers", AnswerViewSet.as_view({"get": "list"}), name="api_answers"),
    path(ANSWER, AnswerViewSet.as_view({"get": "retrieve", "patch": "partial_update"}), name="api_answer"),
    path(f"{ANSWER}/history", AnswerHistoryViewSet.as_view({"get": "list"}), name="api_answer_history"),
    path(f"{ANSWER}/restore", AnswerViewSet.as_view({"post": "restore"}), name="api_answer_restore"),
    path(f"{ANSWER}/confirm", AnswerViewSet.as_view({"post": "confirm"}), name="api_answer_confirm"),
]
