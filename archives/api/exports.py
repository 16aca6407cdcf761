"""The export of a whole workspace."""

from __future__ import annotations

from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.viewsets import WorkspaceViewSet
from accounts.permissions import can_own
from archives.operations.requests import request_workspace_export
from jobs.api.answers import accepted
from jobs.api.serializers import JobSerializer


class WorkspaceExportViewSet(WorkspaceViewSet):
    noun = "WorkspaceExport"
    tag = "Exports"
    serializer_class = JobSerializer
    may = {"create": can_own}
    statuses = {"create": 202}

    def create(self, request: Request, **place: Any) -> Response:
        """Ask for everything in a workspace: its rows as JSON with its files, in one archive.

        Its job has the file when it is done. Asking while one is under way makes no second.
        """
        return accepted(self, request_workspace_export(workspace=self.workspace, user=self.actor))
