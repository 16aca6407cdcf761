from django.urls import path

from evidence.views import editing, register, serving

AT = "w/<code:workspace_code>/evidence/"
ONE = f"{AT}<code:evidence_code>/"

urlpatterns = [
    path(AT, register.evidence_list, name="evidence_list"),
    path(f"{AT}new/", editing.evidence_create, name="evidence_create"),
    path(ONE, register.evidence_detail, name="evidence_detail"),
    path(f"{ONE}change/", editing.evidence_change, name="evidence_change"),
    path(f"{ONE}replace/", editing.evidence_replace, name="evidence_replace"),
    path(f"{ONE}delete/", editing.evidence_delete, name="evidence_delete"),
    path(f"{ONE}restore/", editing.evidence_restore, name="evidence_restore"),
    path(f"{ONE}files/<code:file_code>/", serving.evidence_file, name="evidence_file"),
]
