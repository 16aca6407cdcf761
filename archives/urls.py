from django.urls import path

from archives.views import exports

urlpatterns = [
    path("w/<code:workspace_code>/settings/export/", exports.workspace_export, name="workspace_export"),
    path("account/export/", exports.account_export, name="account_export"),
]
