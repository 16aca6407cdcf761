from django.urls import path

from vendors.views import evaluations

ALL = "w/<code:workspace_code>/vendors"
ONE = f"{ALL}/<code:evaluation_code>"

urlpatterns = [
    path(f"{ALL}/", evaluations.evaluation_list, name="evaluation_list"),
    path(f"{ALL}/new/", evaluations.evaluation_create, name="evaluation_create"),
    path(f"{ONE}/", evaluations.evaluation_detail, name="evaluation_detail"),
    path(f"{ONE}/settings/", evaluations.evaluation_settings, name="evaluation_settings"),
    path(f"{ONE}/delete/", evaluations.evaluation_delete, name="evaluation_delete"),
    path(f"{ONE}/restore/", evaluations.evaluation_restore, name="evaluation_restore"),
]
