"""The template of an artifact, to download and to go on writing in."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.text import slugify
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.access import WorkspaceRequest, workspace_page
from roadmap.files.template_docx import DOCX, template_docx
from roadmap.files.template_markdown import template_markdown
from roadmap.models import Artifact
from roadmap.queries.artifact_template import template_of
from roadmap.views.door import artifact_or_404


@never_cache
@workspace_page()
@require_safe
def artifact_markdown(request: WorkspaceRequest, roadmap_code: str, artifact_code: str) -> HttpResponse:
    artifact = artifact_or_404(request, roadmap_code, artifact_code)
    content = template_markdown(template_of(artifact)).encode()
    return _attached(artifact, content, "md", "text/markdown; charset=utf-8")


@never_cache
@workspace_page()
@require_safe
def artifact_docx(request: WorkspaceRequest, roadmap_code: str, artifact_code: str) -> HttpResponse:
    artifact = artifact_or_404(request, roadmap_code, artifact_code)
    return _attached(artifact, template_docx(template_of(artifact)), "docx", DOCX)


def _attached(artifact: Artifact, content: bytes, ending: str, content_type: str) -> HttpResponse:
    """Saved, never shown by the browser: it holds what somebody typed."""
    response = HttpResponse(content, content_type=content_type)
    name = slugify(f"{artifact.roadmap.workspace.name} {artifact}")[:80].strip("-") or "artifact"
    response["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
