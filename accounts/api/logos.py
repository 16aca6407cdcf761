"""A workspace's two logos."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.serializers import WorkspaceSerializer
from accounts.api.viewsets import WorkspaceViewSet
from accounts.forms.workspaces import LogoForm
from accounts.operations.logos import remove_logo, replace_logo
from accounts.permissions import can_own
from accounts.serving import known_logo, logo_response
from core.images import RefusedImageError
from core.rest.bodies import FromForm
from core.rest.downloads import Download
from core.rest.problems import FieldError, InvalidProblem


class LogoViewSet(WorkspaceViewSet):
    """`which` is logo, that of the company or client, or consultant_logo. Their revision is the workspace's."""

    noun = "Logo"
    tag = "Workspaces"
    serializer_class = WorkspaceSerializer
    bodies = {"replace": FromForm(LogoForm)}
    answers = {"download": Download(("image/png",), "The image.")}
    may = {"replace": can_own, "remove": can_own}
    guarded = frozenset({"replace", "remove"})

    def download(self, request: Request, **place: Any) -> HttpResponse:
        """Download a logo: `logo` is that of the company or client, `consultant_logo` the consultant's."""
        return logo_response(self.workspace, self.kwargs["which"])

    def replace(self, request: Request, **place: Any) -> Response:
        """Put an image there, PNG or JPEG, as an owner. It is made anew before anybody sees it."""
        which, seen = known_logo(self.kwargs["which"]), self.seen(self.workspace)
        form = self.form(lambda data, files: LogoForm(data, files), seen=seen)
        try:
            stored = replace_logo(
                workspace=self.workspace, actor=self.actor, which=which, upload=form.cleaned_data["image"], seen=seen
            )
        except RefusedImageError as refused:
            raise InvalidProblem([FieldError("#/image", str(refused.sentence))]) from None
        return self.show(stored)

    def remove(self, request: Request, **place: Any) -> Response:
        """Take it away, as an owner."""
        which, seen = known_logo(self.kwargs["which"]), self.seen(self.workspace)
        return self.show(remove_logo(workspace=self.workspace, actor=self.actor, which=which, seen=seen))
