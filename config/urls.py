"""The addresses of Rungs. Each app with pages brings its own `urls.py`, which is named here."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
