"""Whether a PDF is one of the reports that the person may see, and unchanged."""

from __future__ import annotations

from typing import Any

from allauth.core.ratelimit import consume
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from evidence.uploading import takes_upload
from reports.forms.verify import TOO_OFTEN, VerifyForm
from reports.queries.verify import RefusedPdfError, reports_visible_to, verify_pdf


@takes_upload
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def report_verify(request: HttpRequest) -> HttpResponse:
    """The file is read and not kept. Reports of other workspaces are as unknown here as those of nobody."""
    form = VerifyForm(request.POST, request.FILES) if request.method == "POST" else VerifyForm()
    context: dict[str, Any] = {"form": form}
    status = 200
    if form.is_valid():
        pdf = form.cleaned_data["pdf"]
        if not consume(request, action="report_verify"):
            form.add_error(None, TOO_OFTEN)
            status = 429
        else:
            try:
                verified = verify_pdf(pdf.read(), among=reports_visible_to(request.user))  # type: ignore[arg-type]
            except RefusedPdfError as refused:
                form.add_error("pdf", str(refused))
            else:
                context |= {"verified": verified, "verdict": verified.verdict.value, "name": pdf.name}
    if form.errors and status == 200:
        status = 422
    return render(request, "reports/pages/verify.html", context, status=status)
