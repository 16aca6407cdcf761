from django.urls import path

from core.views import library, theme

urlpatterns = [
    path("theme/", theme.theme_set, name="theme_set"),
    path("_components/", library.component_library, name="component_library"),
]
