from django.urls import path

from assessments.views import assessments

urlpatterns = [
    path("w/<code:workspace_code>/assessments/", assessments.assessment_list, name="assessment_list"),
    path("w/<code:workspace_code>/assessments/new/", assessments.assessment_create, name="assessment_create"),
    path(
        "w/<code:workspace_code>/assessments/<code:assessment_code>/",
        assessments.assessment_detail,
        name="assessment_detail",
    ),
    path(
        "w/<code:workspace_code>/assessments/<code:assessment_code>/settings/",
        assessments.assessment_settings,
        name="assessment_settings",
    ),
    path(
        "w/<code:workspace_code>/assessments/<code:assessment_code>/suggestions/",
        assessments.suggestion_list,
        name="suggestion_list",
    ),
    path(
        "w/<code:workspace_code>/assessments/<code:assessment_code>/duplicate/",
        assessments.assessment_duplicate,
        name="assessment_duplicate",
    ),
    path(
        "w/<code:workspace_code>/assessments/<code:assessment_code>/delete/",
        assessments.assessment_delete,
        name="assessment_delete",
    ),
    path(
        "w/<code:workspace_code>/assessments/<code:assessment_code>/restore/",
        assessments.assessment_restore,
        name="assessment_restore",
    ),
]
