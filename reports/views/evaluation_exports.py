"""An evaluation of vendors as a workbook: for each person what they may see."""

from __future__ import annotations

from io import BytesIO

from django.http import HttpResponse
from django.utils.text import slugify
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.access import WorkspaceRequest, workspace_page
from assessments.queries.exchange import LONGEST_NAME, XLSX
from reports.exporters.evaluation_xlsx import write_evaluation_workbook
from reports.queries.evaluation_contents import contents_of
from reports.views.exports import attached
from vendors.views.door import seated_or_404


@never_cache
@workspace_page()
@require_safe
def evaluation_xlsx(request: WorkspaceRequest, evaluation_code: str) -> HttpResponse:
    seated, made = seated_or_404(request, evaluation_code), BytesIO()
    found = contents_of(seated.evaluation, request.membership, seated.participant, seated.seat)
    write_evaluation_workbook(found, made)
    whose = slugify(f"{request.workspace.name} {seated.evaluation.title}")[:LONGEST_NAME].strip("-")
    name = "-".join(filter(None, (whose, "evaluation", request.workspace.today.isoformat())))
    return attached(f"{name}.xlsx", made.getvalue(), XLSX)
