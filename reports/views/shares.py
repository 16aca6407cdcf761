"""Links to reports, as editors make and revoke them."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import WorkspaceRequest, workspace_page
from accounts.permissions import can_edit
from core.addresses import full_address
from core.undo import offer_undo
from reports.forms.shares import ShareForm
from reports.models import ReportRun, ReportShare
from reports.operations.plans import NotRestorableError
from reports.operations.shares import (
    ReportGoneError,
    TooManyLinksError,
    restore_share,
    revoke_share,
    share_report,
)
from reports.views.door import run_or_404
from reports.views.runs import run_page


@workspace_page(can_edit)
@require_POST
def report_share(request: WorkspaceRequest, run_code: str) -> HttpResponse:
    """The link is in the answer itself: to show it after a redirect, it would have to be kept somewhere."""
    run, form = run_or_404(request, run_code), ShareForm(request.POST, workspace=request.workspace)
    if not form.is_valid():
        return run_page(request, run, form, status=422)
    try:
        shared = share_report(run=run, actor=request.user, **form.cleaned_data)
    except ReportGoneError:
        raise Http404 from None
    except TooManyLinksError:
        form.add_error(None, _("Too many links to this report are open. Revoke those that nobody needs any more."))
        return run_page(request, run, form, status=422)
    context = {
        "run": run,
        "share": shared.share,
        "link": full_address(shared.path, request),
        "password": form.cleaned_data["password"],
    }
    return render(request, "reports/pages/share_link.html", context)


@workspace_page(can_edit)
@require_POST
def share_revoke(request: WorkspaceRequest, run_code: str, share_code: str) -> HttpResponse:
    run = run_or_404(request, run_code)
    share = _find(run, share_code)
    revoke_share(share=share, actor=request.user)
    undo = reverse("share_restore", args=[request.workspace.code, run.code, share.code])
    offer_undo(request, _("The link for “%(recipient)s” leads nowhere any more.") % {"recipient": share}, undo)
    return redirect(run)


@workspace_page(can_edit)
@require_POST
def share_restore(request: WorkspaceRequest, run_code: str, share_code: str) -> HttpResponse:
    run = run_or_404(request, run_code)
    share = _find(run, share_code)
    try:
        restore_share(share=share, actor=request.user)
    except NotRestorableError:
        messages.error(request, _("The link was revoked too long ago, or has run out. Make a new one."))
    else:
        messages.success(request, _("The link for “%(recipient)s” works again.") % {"recipient": share})
    return redirect(run)


def _find(run: ReportRun, code: str) -> ReportShare:
    share: ReportShare | None = ReportShare.objects.filter(run=run, code=code).first()
    if share is None:
        raise Http404
    share.run = run
    return share
