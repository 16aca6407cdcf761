from django.urls import path

from reports.views import (
    comparison,
    composer,
    decisions,
    evaluation_exports,
    exports,
    presets,
    results,
    roadmaps,
    runs,
    shared,
    shares,
    takeovers,
    verify,
)

ONE = "w/<code:workspace_code>/assessments/<code:assessment_code>"
RESULTS = f"{ONE}/results"
MILESTONE = f"{ONE}/milestones/<code:milestone_code>/results"
REPORT = f"{ONE}/report"
PRESET = f"{REPORT}/presets/<code:preset_code>"
ROADMAP = "w/<code:workspace_code>/roadmaps/<code:roadmap_code>"
EVALUATION = "w/<code:workspace_code>/vendors/<code:evaluation_code>"
RUN = "w/<code:workspace_code>/reports/<code:run_code>"
SHARE = f"{RUN}/links/<code:share_code>"

urlpatterns = [
    path(f"{RESULTS}/", results.result_detail, name="result_detail"),
    path(f"{RESULTS}/by-<group_kind:kind>/<str:group>/", results.result_group, name="result_group"),
    path(f"{RESULTS}/results.json", exports.result_json, name="result_json"),
    path(f"{RESULTS}/results.xlsx", exports.result_xlsx, name="result_xlsx"),
    path(f"{RESULTS}/trend/", comparison.result_trend, name="result_trend"),
    path(f"{RESULTS}/comparison/", comparison.result_compare, name="result_compare"),
    path(f"{RESULTS}/comparison/comparison.xlsx", comparison.result_compare_xlsx, name="result_compare_xlsx"),
    path(f"{RESULTS}/<slug:table>.csv", exports.result_csv, name="result_csv"),
    path(f"{MILESTONE}/", results.result_detail, name="milestone_result"),
    path(f"{MILESTONE}/by-<group_kind:kind>/<str:group>/", results.result_group, name="milestone_result_group"),
    path(f"{MILESTONE}/results.json", exports.result_json, name="milestone_json"),
    path(f"{MILESTONE}/results.xlsx", exports.milestone_xlsx, name="milestone_xlsx"),
    path(f"{MILESTONE}/<slug:table>.csv", exports.result_csv, name="milestone_csv"),
    path(f"{REPORT}/", composer.report_compose, name="report_compose"),
    path(f"{REPORT}/preview/", composer.report_preview, name="report_preview"),
    path(f"{REPORT}/take-back/", composer.report_take_back, name="report_take_back"),
    path(f"{REPORT}/presets/", presets.preset_create, name="preset_create"),
    path(f"{PRESET}/apply/", presets.preset_apply, name="preset_apply"),
    path(f"{PRESET}/rename/", presets.preset_rename, name="preset_rename"),
    path(f"{PRESET}/delete/", presets.preset_delete, name="preset_delete"),
    path(f"{PRESET}/restore/", presets.preset_restore, name="preset_restore"),
    path(f"{ONE}/reports/", runs.report_list, name="report_list"),
    path(f"{ONE}/reports/make/", runs.report_make, name="report_make"),
    path(f"{ROADMAP}/reports/", roadmaps.roadmap_report_list, name="roadmap_report_list"),
    path(f"{ROADMAP}/reports/make/", roadmaps.roadmap_report_make, name="roadmap_report_make"),
    path(f"{ROADMAP}/roadmap.xlsx", roadmaps.roadmap_xlsx, name="roadmap_xlsx"),
    path(f"{EVALUATION}/reports/", decisions.evaluation_report_list, name="evaluation_report_list"),
    path(f"{EVALUATION}/roadmap/", takeovers.evaluation_takeover, name="evaluation_takeover"),
    path(
        f"{EVALUATION}/roadmap/<code:event_code>/undo/",
        takeovers.evaluation_takeover_undo,
        name="evaluation_takeover_undo",
    ),
    path(f"{EVALUATION}/decision.xlsx", decisions.decision_xlsx, name="decision_xlsx"),
    path(f"{EVALUATION}/reports/make/", decisions.evaluation_report_make, name="evaluation_report_make"),
    path(f"{EVALUATION}/reports/<code:proposal_code>/", decisions.evaluation_debrief, name="evaluation_debrief"),
    path(f"{EVALUATION}/evaluation.xlsx", evaluation_exports.evaluation_xlsx, name="evaluation_xlsx"),
    path(f"{RUN}/", runs.report_detail, name="report_detail"),
    path(f"{RUN}/file/", runs.report_file, name="report_file"),
    path(f"{RUN}/delete/", runs.report_delete, name="report_delete"),
    path(f"{RUN}/restore/", runs.report_restore, name="report_restore"),
    path(f"{RUN}/links/", shares.report_share, name="report_share"),
    path(f"{SHARE}/revoke/", shares.share_revoke, name="share_revoke"),
    path(f"{SHARE}/restore/", shares.share_restore, name="share_restore"),
    path("verify/", verify.report_verify, name="report_verify"),
    path("shared/<str:secret>/", shared.shared_report, name="shared_report"),
    path("shared/<str:secret>/file/", shared.shared_file, name="shared_file"),
]
