from django.urls import path

from assessments.api.assessments import AssessmentsViewSet

ALL = "workspaces/<code:workspace_code>/assessments"
ONE = f"{ALL}/<code:code>"

urlpatterns = [
    path(ALL, AssessmentsViewSet.as_view({"get": "list", "post": "create"}), name="api_assessments"),
    path(
        ONE,
        AssessmentsViewSet.as_view({"get": "retrieve", "patch": "partial_update", "delete": "destroy"}),
        name="api_assessment",
    ),
    path(f"{ONE}/restore", AssessmentsViewSet.as_view({"post": "restore"}), name="api_assessment_restore"),
    path(f"{ONE}/duplicate", AssessmentsViewSet.as_view({"post": "duplicate"}), name="api_assessment_duplicate"),
]
