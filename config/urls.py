"""The addresses of Rungs. Each app with pages brings its own `urls.py`, which is named here."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("accounts.urls")),  # first: its sign-in and sign-up stand in for those of allauth
    path("account/", include("allauth.urls")),
    path("", include("core.urls")),
    path("", include("jobs.urls")),
    path("", include("evidence.urls")),
    path("", include("assessments.urls")),
    path("", include("vendors.urls")),
    path("", include("roadmap.urls")),
    path("", include("reports.urls")),
    path("", include("webhooks.urls")),
    path("", include("archives.urls")),
    path("api/", include("config.api")),
]

handler400 = "core.views.errors.bad_request"
handler500 = "core.views.errors.server_error"
