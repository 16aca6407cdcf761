from django.urls import path

from accounts.views import home, workspaces

urlpatterns = [
    path("", home.home, name="home"),
    path("w/<str:workspace_code>/", workspaces.workspace_detail, name="workspace_detail"),
]
