"""Inviting, as owners do, and coming in by an invitation, as anybody may who holds one."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import INVITATION, WorkspaceRequest, workspace_page
from accounts.forms.invitations import (
    SETTLED,
    TOO_MANY_MAILS,
    TOO_MANY_OPEN,
    WAITS_ALREADY,
    InvitationForm,
    belongs_already,
)
from accounts.limits import may_mail_invitation
from accounts.models import Invitation, Membership
from accounts.operations.invitations import (
    BelongsAlreadyError,
    Invited,
    OtherAddressError,
    TooManyInvitationsError,
    WaitsAlreadyError,
    accept_invitation,
    invite,
    renew_invitation,
    withdraw_invitation,
)
from accounts.permissions import can_own
from accounts.queries.invitations import InvitationGoneError, invitation_for, is_addressed_to
from core.addresses import full_address


@workspace_page(can_own)
@require_http_methods(["GET", "POST"])
def invitation_create(request: WorkspaceRequest) -> HttpResponse:
    form = InvitationForm(request.POST or None, initial={"email": request.GET.get("email", "")})
    if form.is_valid() and not may_mail_invitation(request, request.user, form.cleaned_data["email"]):
        form.add_error("email", TOO_MANY_MAILS)
    elif form.is_valid():
        try:
            invited = invite(
                workspace=request.workspace,
                actor=request.user,
                role=form.cleaned_data["role"],
                email=form.cleaned_data["email"],
                address=partial(full_address, request=request),
            )
        except BelongsAlreadyError as there:
            form.add_error("email", belongs_already(there.membership))
        except WaitsAlreadyError:
            form.add_error("email", WAITS_ALREADY)
        except TooManyInvitationsError:
            form.add_error(None, TOO_MANY_OPEN)
        else:
            return _show_once(request, invited)
    return render(request, "accounts/invitation_form.html", {"form": form})


@workspace_page(can_own)
@require_POST
def invitation_renew(request: WorkspaceRequest, invitation_code: str) -> HttpResponse:
    invitation = _of_workspace(request, invitation_code)
    if not may_mail_invitation(request, request.user, invitation.email):
        messages.error(request, TOO_MANY_MAILS)
        return redirect("member_list", request.workspace.code)
    try:
        invited = renew_invitation(
            invitation=invitation, actor=request.user, address=partial(full_address, request=request)
        )
    except InvitationGoneError:
        return _settled(request)
    return _show_once(request, invited)


@workspace_page(can_own)
@require_POST
def invitation_withdraw(request: WorkspaceRequest, invitation_code: str) -> HttpResponse:
    invitation = _of_workspace(request, invitation_code)
    try:
        withdraw_invitation(invitation=invitation, actor=request.user)
    except InvitationGoneError:
        return _settled(request)
    messages.success(request, _("The invitation is withdrawn. Its link opens nothing any more."))
    return redirect("member_list", request.workspace.code)


@never_cache
@require_GET
def invitation_open(request: HttpRequest, secret: str) -> HttpResponse:
    """Where the link leads. The secret goes into the session and out of the address, which others may get to see."""
    try:
        invitation_for(secret=secret, user=request.user if request.user.is_authenticated else None)
    except InvitationGoneError:
        response = _gone(request)
    else:
        request.session[INVITATION] = secret
        response = redirect("invitation_detail")
    response["Referrer-Policy"] = "no-referrer"
    return response


@never_cache
@require_GET
def invitation_detail(request: HttpRequest) -> HttpResponse:
    """Who invites into what; with a way in for who has signed in, and a way to sign in or up for who has not."""
    user = request.user if request.user.is_authenticated else None
    try:
        invitation = invitation_for(secret=request.session.get(INVITATION, ""), user=user)
    except InvitationGoneError:
        return _gone(request)
    context = {
        "invitation": invitation,
        "is_member": bool(user and Membership.objects.filter(workspace=invitation.workspace, user=user).exists()),
        "is_addressed": bool(user and is_addressed_to(invitation, user)),
    }
    return render(request, "accounts/invitation_detail.html", context)


@login_required
@require_POST
def invitation_accept(request: HttpRequest) -> HttpResponse:
    """The secret stays in the session: a second press of the button leads to the same place."""
    secret = request.session.get(INVITATION, "")
    try:
        membership = accept_invitation(secret=secret, user=request.user)  # type: ignore[arg-type]
    except (InvitationGoneError, OtherAddressError):
        return redirect("invitation_detail")  # which says what is in the way
    return redirect("workspace_detail", membership.workspace.code)


def _show_once(request: WorkspaceRequest, invited: Invited) -> HttpResponse:
    """In the answer itself: to show it after a redirect, the secret would have to be kept somewhere."""
    response = render(request, "accounts/invitation_link.html", {"invited": invited})
    response["Cache-Control"] = "no-store"
    return response


def _of_workspace(request: WorkspaceRequest, code: str) -> Invitation:
    return get_object_or_404(Invitation, workspace=request.workspace, code=code)


def _settled(request: WorkspaceRequest) -> HttpResponse:
    messages.error(request, SETTLED)
    return redirect("member_list", request.workspace.code)


def _gone(request: HttpRequest) -> HttpResponse:
    """One answer for all that cannot be used, so that nobody learns which secrets ever were one."""
    return render(request, "accounts/invitation_gone.html", status=404)
