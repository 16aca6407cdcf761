from typing import Any

from django.urls import path

from evidence.uploading import takes_upload
from reports.api import comparisons, plans, reports, results, shares, takeovers, verify, workbooks

WORKSPACE = "workspaces/<code:workspace_code>"
ASSESSMENT = f"{WORKSPACE}/assessments/<code:assessment_code>"
MILESTONE = f"{ASSESSMENT}/milestones/<code:milestone_code>"
ROADMAP = f"{WORKSPACE}/roadmaps/<code:roadmap_code>"
EVALUATION = f"{WORKSPACE}/evaluations/<code:evaluation_code>"
REPORT = f"{WORKSPACE}/reports/<code:report_code>"
SHARE = f"{REPORT}/shares/<code:code>"

LISTING: dict[str, Any] = {"get": "list", "post": "create"}

OF_TODAY, FROZEN = results.AssessmentResultViewSet, results.MilestoneResultViewSet
COMPARING = comparisons.ComparisonViewSet
PLAN, PRESETS = f"{ASSESSMENT}/report-plan", f"{WORKSPACE}/report-presets"
PLANNING, PRESETTING = plans.ReportPlanViewSet, plans.ReportPresetViewSet

urlpatterns = [
    path("verify", takes_upload(verify.VerifyViewSet.as_view({"post": "verify"})), name="api_verify"),
    path(f"{ASSESSMENT}/results", OF_TODAY.as_view({"get": "retrieve"}), name="api_results"),
    path(f"{ASSESSMENT}/results/file", OF_TODAY.as_view({"get": "file"}), name="api_results_file"),
    path(
        f"{ASSESSMENT}/results/workbook",
        OF_TODAY.as_view({"get": "workbook", "post": "create"}),
        name="api_results_workbook",
    ),
    path(f"{ASSESSMENT}/results/tables/<slug:table>", OF_TODAY.as_view({"get": "table"}), name="api_results_table"),
    path(f"{MILESTONE}/results", FROZEN.as_view({"get": "retrieve"}), name="api_milestone_results"),
    path(f"{MILESTONE}/results/file", FROZEN.as_view({"get": "file"}), name="api_milestone_results_file"),
    path(f"{MILESTONE}/results/workbook", FROZEN.as_view({"get": "workbook"}), name="api_milestone_results_workbook"),
    path(
        f"{MILESTONE}/results/tables/<slug:table>", FROZEN.as_view({"get": "table"}), name="api_milestone_results_table"
    ),
    path(f"{ASSESSMENT}/comparison", COMPARING.as_view({"get": "retrieve"}), name="api_comparison"),
    path(f"{ASSESSMENT}/comparison/sides", COMPARING.as_view({"get": "sides"}), name="api_comparison_sides"),
    path(f"{ASSESSMENT}/comparison/workbook", COMPARING.as_view({"get": "workbook"}), name="api_comparison_workbook"),
    path(f"{ASSESSMENT}/trend", COMPARING.as_view({"get": "trend"}), name="api_trend"),
    path(PLAN, PLANNING.as_view({"get": "retrieve", "patch": "partial_update"}), name="api_report_plan"),
    path(f"{PLAN}/take-over", PLANNING.as_view({"post": "take_over"}), name="api_report_plan_take_over"),
    path(f"{PLAN}/take-back", PLANNING.as_view({"post": "take_back"}), name="api_report_plan_take_back"),
    path(f"{PLAN}/apply", PLANNING.as_view({"post": "apply"}), name="api_report_plan_apply"),
    path(PRESETS, PRESETTING.as_view(LISTING), name="api_report_presets"),
    path(
        f"{PRESETS}/<code:code>",
        PRESETTING.as_view({"get": "retrieve", "patch": "partial_update", "delete": "destroy"}),
        name="api_report_preset",
    ),
    path(f"{PRESETS}/<code:code>/restore", PRESETTING.as_view({"post": "restore"}), name="api_report_preset_restore"),
    path(f"{EVALUATION}/takeovers", takeovers.TakeoverViewSet.as_view({"post": "create"}), name="api_takeovers"),
    path(
        f"{EVALUATION}/takeovers/<code:code>",
        takeovers.TakeoverViewSet.as_view({"delete": "destroy"}),
        name="api_takeover",
    ),
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
