from django.urls import path

from catalog.api.packs import PackVersionViewSet, PackViewSet

urlpatterns = [
    path("packs", PackViewSet.as_view({"get": "list"}), name="api_packs"),
    path("packs/<slug:code>", PackViewSet.as_view({"get": "retrieve"}), name="api_pack"),
    path(
        "packs/<slug:code>/versions/<str:version>",
        PackVersionViewSet.as_view({"get": "retrieve"}),
        name="api_pack_version",
    ),
]
