from django.urls import path

from jobs.api.jobs import JobViewSet

JOBS = "workspaces/<code:workspace_code>/jobs"
JOB = f"{JOBS}/<code:code>"

urlpatterns = [
    path(JOBS, JobViewSet.as_view({"get": "list"}), name="api_jobs"),
    path(JOB, JobViewSet.as_view({"get": "retrieve"}), name="api_job"),
    path(f"{JOB}/cancel", JobViewSet.as_view({"post": "cancel"}), name="api_job_cancel"),
    path(f"{JOB}/retry", JobViewSet.as_view({"post": "retry"}), name="api_job_retry"),
    path(f"{JOB}/file", JobViewSet.as_view({"get": "file"}), name="api_job_file"),
]
