from django.urls import path

from jobs.views import job, job_list

urlpatterns = [
    path("w/<code:workspace_code>/jobs/", job_list.job_list, name="job_list"),
    path("jobs/<code:job_code>/", job.job_detail, name="job_detail"),
    path("jobs/<code:job_code>/progress/", job.job_progress, name="job_progress"),
    path("jobs/<code:job_code>/cancel/", job.job_cancel, name="job_cancel"),
    path("jobs/<code:job_code>/retry/", job.job_retry, name="job_retry"),
    path("jobs/<code:job_code>/file/", job.job_file, name="job_file"),
]
