from django.urls import path

from reports.views import exports

ONE = "w/<code:workspace_code>/assessments/<code:assessment_code>"
RESULTS = f"{ONE}/results"

urlpatterns = [
    path(f"{RESULTS}/results.json", exports.result_json, name="result_json"),
    path(f"{RESULTS}/results.xlsx", exports.result_xlsx, name="result_xlsx"),
    path(f"{RESULTS}/<slug:table>.csv", exports.result_csv, name="result_csv"),
]
