from typing import Any

from django.urls import path

from reports.api import reports, shares, workbooks

WORKSPACE = "workspaces/<code:workspace_code>"
ASSESSMENT = f"{WORKSPACE}/assessments/<code:assessment_code>"
ROADMAP = f"{WORKSPACE}/roadmaps/<code:roadmap_code>"
EVALUATION = f"{WORKSPACE}/evaluations/<code:evaluation_code>"
REPORT = f"{WORKSPACE}/reports/<code:report_code>"
SHARE = f"{REPORT}/shares/<code:code>"

LISTING: dict[str, Any] = {"get": "list", "post": "create"}

urlpatterns = [
    path(f"{ASSESSMENT}/reports", reports.AssessmentReportViewSet.as_view(LISTING), name="api_assessment_reports"),
    path(f"{ROADMAP}/reports", reports.RoadmapReportViewSet.as_view(LISTING), name="api_roadmap_reports"),
    path(f"{EVALUATION}/reports", reports.EvaluationReportViewSet.as_view(LISTING), name="api_evaluation_reports"),
    path(
        f"{EVALUATION}/proposals/<code:code>/debriefs",
        reports.DebriefViewSet.as_view({"post": "create"}),
        name="api_debriefs",
    ),
    path(REPORT, reports.ReportViewSet.as_view({"get": "retrieve", "delete": "destroy"}), name="api_report"),
    path(f"{REPORT}/file", reports.ReportViewSet.as_view({"get": "file"}), name="api_report_file"),
    path(f"{REPORT}/restore", reports.ReportViewSet.as_view({"post": "restore"}), name="api_report_restore"),
    path(f"{REPORT}/shares", shares.ShareViewSet.as_view(LISTING), name="api_shares"),
    path(SHARE, shares.ShareViewSet.as_view({"get": "retrieve", "delete": "destroy"}), name="api_share"),
    path(f"{SHARE}/restore", shares.ShareViewSet.as_view({"post": "restore"}), name="api_share_restore"),
    path(
        f"{ROADMAP}/workbook",
        workbooks.RoadmapWorkbookViewSet.as_view({"get": "retrieve"}),
        name="api_roadmap_workbook",
    ),
    path(
        f"{EVALUATION}/workbook",
        workbooks.EvaluationWorkbookViewSet.as_view({"get": "retrieve"}),
        name="api_evaluation_workbook",
    ),
    path(
        f"{EVALUATION}/decision/workbook",
        workbooks.DecisionWorkbookViewSet.as_view({"get": "retrieve"}),
        name="api_decision_workbook",
    ),
]
