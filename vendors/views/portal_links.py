"""Private links for vendors, as the moderator makes and revokes them."""

from __future__ import annotations

from functools import partial

from allauth.core.ratelimit import consume
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import WorkspaceRequest, workspace_page
from core.addresses import full_address
from core.undo import offer_undo
from vendors.forms.proposals import LinkForm
from vendors.models import PortalLink, Proposal
from vendors.operations.portal_links import (
    LinkNotRestorableError,
    TooManyLinksError,
    make_link,
    restore_link,
    revoke_link,
)
from vendors.operations.proposals import StageIsOverError
from vendors.queries.seated import Seated
from vendors.views.door import moderating_or_refused
from vendors.views.proposal_door import STAGE_IS_OVER, proposal_or_404
from vendors.views.proposals import proposal_page


@workspace_page()
@require_POST
def proposal_link_create(request: WorkspaceRequest, evaluation_code: str, proposal_code: str) -> HttpResponse:
    """The link is in the answer itself: to show it after a redirect, it would have to be kept somewhere."""
    seated = moderating_or_refused(request, evaluation_code)
    proposal = proposal_or_404(seated, proposal_code)
    form = LinkForm(request.POST)
    if not form.is_valid():
        return proposal_page(request, seated, proposal, form, status=422)
    email = form.cleaned_data["email"]
    if email and not consume(request, action="portal_mail", key=email.lower(), user=request.user):
        form.add_error("email", _("Too much mail in a short time. Wait a while, then try again."))
        return proposal_page(request, seated, proposal, form, status=429)
    try:
        address = partial(full_address, request=request)
        made = make_link(proposal=proposal, actor=request.user, email=email, address=address)
    except StageIsOverError:
        form.add_error(None, STAGE_IS_OVER)
        return proposal_page(request, seated, proposal, form, status=422)
    except TooManyLinksError:
        form.add_error(None, _("Many links to this proposal work already. Revoke those that nobody needs any more."))
        return proposal_page(request, seated, proposal, form, status=422)
    context = {"seated": seated, "tab": "proposals", "proposal": proposal, "made": made}
    return render(request, "vendors/proposal_link.html", context)


@workspace_page()
@require_POST
def proposal_link_revoke(
    request: WorkspaceRequest, evaluation_code: str, proposal_code: str, link_code: str
) -> HttpResponse:
    seated = moderating_or_refused(request, evaluation_code)
    link = _find(seated, proposal_code, link_code)
    revoke_link(link=link, actor=request.user)
    undo = reverse("proposal_link_restore", args=[request.workspace.code, evaluation_code, proposal_code, link.code])
    offer_undo(request, _("The link leads nowhere any more. What the vendor wrote stays."), undo)
    return redirect(_address(request, link.proposal))


@workspace_page()
@require_POST
def proposal_link_restore(
    request: WorkspaceRequest, evaluation_code: str, proposal_code: str, link_code: str
) -> HttpResponse:
    seated = moderating_or_refused(request, evaluation_code)
    link = _find(seated, proposal_code, link_code)
    try:
        restore_link(link=link, actor=request.user)
    except LinkNotRestorableError:
        messages.error(request, _("The link was revoked too long ago. Make a new one."))
    else:
        messages.success(request, _("The link works again."))
    return redirect(_address(request, link.proposal))


def _find(seated: Seated, proposal_code: str, code: str) -> PortalLink:
    proposal = proposal_or_404(seated, proposal_code)
    link = PortalLink.objects.filter(proposal=proposal, code=code).first()
    if link is None:
        raise Http404
    link.proposal = proposal
    return link


def _address(request: WorkspaceRequest, proposal: Proposal) -> str:
    return reverse("proposal_detail", args=[request.workspace.code, proposal.evaluation.code, proposal.code])
