"""The versions of an artifact: files and links."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponseBase
from django.urls import reverse
from rest_framework.request import Request
from rest_framework.response import Response

from core.downloads import attached
from core.rest.bodies import FromForm, Instead
from core.rest.downloads import Download
from core.rest.fields import OneOf
from core.rest.problems import FieldError, InvalidProblem
from evidence.files.refusals import RefusedFileError
from roadmap.api.door import ArtifactsViewSet
from roadmap.api.item_serializers import VersionSerializer
from roadmap.forms.artifacts import VersionForm
from roadmap.models import ArtifactVersion
from roadmap.operations.artifacts import add_version
from roadmap.permissions import can_work

ANY_FILE = "application/octet-stream"
"""As which every file is handed out: to be saved, never to be shown."""
CONTENT = "Of an accepted artifact: new, and it is a draft again, or same for what does not matter, such as spelling."


class ArtifactVersionViewSet(ArtifactsViewSet):
    noun = "ArtifactVersion"
    serializer_class = VersionSerializer
    bodies = {
        "create": FromForm(
            VersionForm,
            name="ArtifactVersion",
            instead={
                "content": Instead(
                    lambda **_options: OneOf(choices=["new", "same"], required=False, help_text=CONTENT)
                ),
            },
        )
    }
    answers = {"file": Download((ANY_FILE,))}
    may = {"create": can_work}
    sorts = {"number": "number"}
    order = ("-number",)

    def get_queryset(self) -> Any:
        return self.get_artifact().versions.select_related("stored_file", "added_by")

    def retrieve(self, request: Request, **place: Any) -> Response:
        """Read about one version."""
        return self.show(self.get_version())

    def create(self, request: Request, **place: Any) -> Response:
        """Add the next version, with a file or a link."""
        artifact = self.get_artifact()
        form = self.form(lambda data, files: VersionForm(data, files, artifact=artifact))
        try:
            version = add_version(artifact=artifact, actor=self.actor, **form.values)
        except RefusedFileError as refused:
            raise InvalidProblem([FieldError("#/upload", str(refused.sentence))]) from None
        place_of = self.here(artifact.code)
        return self.made(version, reverse("api_artifact_version", args=[*place_of, version.number]))

    def file(self, request: Request, **place: Any) -> HttpResponseBase:
        """Download the file of a version."""
        stored = self.get_version().stored_file
        if stored is None or stored.workspace_id != self.workspace.pk:
            raise Http404
        try:
            return attached(stored.name, stored.file.open("rb"), ANY_FILE)
        except FileNotFoundError:
            raise Http404 from None

    def get_version(self) -> ArtifactVersion:
        found: ArtifactVersion = self.get_queryset().get(number=self.kwargs["number"])
        return found
