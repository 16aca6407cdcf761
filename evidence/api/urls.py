from typing import Any

from django.urls import path
from django.views.decorators.csp import csp_override

from evidence.api.evidence import EvidenceFileViewSet, EvidenceVersionViewSet, EvidenceViewSet
from evidence.serving import POLICY
from evidence.uploading import takes_upload

ALL = "workspaces/<code:workspace_code>/evidence"
ONE = f"{ALL}/<code:code>"
LIST_AND_CREATE: dict[str, Any] = {"get": "list", "post": "create"}
READ_AND_CHANGE: dict[str, Any] = {"get": "retrieve", "patch": "partial_update", "delete": "destroy"}
FILE = csp_override(POLICY)(EvidenceFileViewSet.as_view({"get": "download"}))

urlpatterns = [
    path(ALL, takes_upload(EvidenceViewSet.as_view(LIST_AND_CREATE)), name="api_evidence_register"),
    path(ONE, EvidenceViewSet.as_view(READ_AND_CHANGE), name="api_evidence"),
    path(f"{ONE}/replace", takes_upload(EvidenceViewSet.as_view({"post": "replace"})), name="api_evidence_replace"),
    path(f"{ONE}/restore", EvidenceViewSet.as_view({"post": "restore"}), name="api_evidence_restore"),
    path(f"{ONE}/versions", EvidenceVersionViewSet.as_view({"get": "list"}), name="api_evidence_versions"),
    path(f"{ONE}/files/<code:file_code>", FILE, name="api_evidence_file"),
]
