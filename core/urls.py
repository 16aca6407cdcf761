from django.urls import path

from core.views import theme

urlpatterns = [
    path("theme/", theme.theme_set, name="theme_set"),
]
