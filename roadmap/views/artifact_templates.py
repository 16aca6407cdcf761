"""The template of an artifact, to download and to go on writing in."""

from __future__ import annotations

from django.http import HttpResponseBase
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.access import WorkspaceRequest, workspace_page
from core.downloads import attached
from roadmap.files.template_docx import DOCX, template_docx
from roadmap.files.template_markdown import template_markdown
from roadmap.queries.artifact_template import template_name, template_of
from roadmap.views.door import artifact_or_404


@never_cache
@workspace_page()
@require_safe
def artifact_markdown(request: WorkspaceRequest, roadmap_code: str, artifact_code: str) -> HttpResponseBase:
    artifact = artifact_or_404(request, roadmap_code, artifact_code)
    content = template_markdown(template_of(artifact)).encode()
    return attached(template_name(artifact, "md"), content, "text/markdown; charset=utf-8")


@never_cache
@workspace_page()
@require_safe
def artifact_docx(request: WorkspaceRequest, roadmap_code: str, artifact_code: str) -> HttpResponseBase:
    artifact = artifact_or_404(request, roadmap_code, artifact_code)
    return attached(template_name(artifact, "docx"), template_docx(template_of(artifact)), DOCX)
