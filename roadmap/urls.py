from django.urls import path

from roadmap.views import roadmaps

ALL = "w/<code:workspace_code>/roadmaps"
ONE = f"{ALL}/<code:roadmap_code>"

urlpatterns = [
    path(f"{ALL}/", roadmaps.roadmap_list, name="roadmap_list"),
    path(f"{ALL}/new/", roadmaps.roadmap_create, name="roadmap_create"),
    path(f"{ONE}/", roadmaps.roadmap_detail, name="roadmap_detail"),
]
