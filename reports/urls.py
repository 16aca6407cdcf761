from django.urls import path

from reports.views import exports, results

ONE = "w/<code:workspace_code>/assessments/<code:assessment_code>"
RESULTS = f"{ONE}/results"

urlpatterns = [
    path(f"{RESULTS}/", results.result_detail, name="result_detail"),
    path(f"{RESULTS}/by-<group_kind:kind>/<str:group>/", results.result_group, name="result_group"),
    path(f"{RESULTS}/results.json", exports.result_json, name="result_json"),
    path(f"{RESULTS}/results.xlsx", exports.result_xlsx, name="result_xlsx"),
    path(f"{RESULTS}/<slug:table>.csv", exports.result_csv, name="result_csv"),
]
