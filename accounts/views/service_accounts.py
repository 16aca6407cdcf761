"""The programs that belong to a workspace, and their tokens: a page of its settings, for its owners."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import WorkspaceRequest, workspace_page
from accounts.forms.tokens import ServiceAccountForm, TokenForm
from accounts.models import Membership
from accounts.operations.service_accounts import (
    MOST,
    TooManyAccountsError,
    change_service_account,
    make_service_account,
    remove_service_account,
)
from accounts.operations.tokens import TooManyTokensError, make_service_token, revoke_token
from accounts.permissions import can_own
from accounts.queries.service_accounts import find_service_account, service_accounts_of
from accounts.queries.tokens import tokens_of
from accounts.views.tokens import ask_before_revoking, may_make, revoked, show_once, too_many, too_often


@workspace_page(can_own)
@require_GET
def service_account_list(request: WorkspaceRequest) -> HttpResponse:
    context = {"accounts": list(service_accounts_of(request.workspace))}
    return render(request, "accounts/service_account_list.html", context)


@workspace_page(can_own)
@require_http_methods(["GET", "POST"])
def service_account_create(request: WorkspaceRequest) -> HttpResponse:
    form = ServiceAccountForm(request.POST or None)
    if form.is_valid():
        try:
            made = make_service_account(workspace=request.workspace, actor=request.user, **form.cleaned_data)
        except TooManyAccountsError:
            form.add_error(
                None,
                _("The workspace has %(most)d service accounts. Remove those that are not needed.") % {"most": MOST},
            )
        else:
            messages.success(request, _("%(account)s is made. It needs a token to come in.") % {"account": made.user})
            return redirect("service_account_detail", request.workspace.code, made.user.code)
    return render(request, "accounts/service_account_form.html", {"form": form}, status=422 if form.errors else 200)


@workspace_page(can_own)
@require_http_methods(["GET", "POST"])
def service_account_detail(request: WorkspaceRequest, user_code: str) -> HttpResponse:
    """What it is called and may do, and its tokens."""
    account = _account(request, user_code)
    form = ServiceAccountForm(request.POST or None, initial={"name": account.user.name, "role": account.role})
    if form.is_valid():
        change_service_account(
            workspace=request.workspace, account=account.user, actor=request.user, **form.cleaned_data
        )
        messages.success(request, _("Saved."))
        return redirect("service_account_detail", request.workspace.code, user_code)
    context = {"account": account, "tokens": list(tokens_of(account.user)), "form": form}
    return render(request, "accounts/service_account_detail.html", context, status=422 if form.errors else 200)


@workspace_page(can_own)
@require_http_methods(["GET", "POST"])
def service_account_remove(request: WorkspaceRequest, user_code: str) -> HttpResponse:
    account = _account(request, user_code)
    if request.method == "POST":
        remove_service_account(workspace=request.workspace, account=account.user, actor=request.user)
        messages.success(request, _("%(account)s is removed, with its tokens.") % {"account": account.user})
        return redirect("service_account_list", request.workspace.code)
    context = {
        "heading": _("Remove %(account)s") % {"account": account.user},
        "consequences": [
            _("All of its tokens are revoked: programs that use them are refused from their next request on."),
            _("What it did stays, under its name."),
            _("It cannot be taken back. To go on, make a new service account and a token for it."),
        ],
        "submit": _("Remove it"),
        "cancel": reverse("service_account_detail", args=[request.workspace.code, user_code]),
    }
    return render(request, "confirm.html", context)


@workspace_page(can_own)
@reauthentication_required  # type: ignore[untyped-decorator]
@require_http_methods(["GET", "POST"])
def service_token_create(request: WorkspaceRequest, user_code: str) -> HttpResponse:
    account = _account(request, user_code)
    back = reverse("service_account_detail", args=[request.workspace.code, user_code])
    form = TokenForm(request.POST or None)
    if form.is_valid() and not may_make(request):
        form.add_error(None, too_often())
    elif form.is_valid():
        try:
            made = make_service_token(
                workspace=request.workspace, account=account.user, actor=request.user, **form.cleaned_data
            )
        except TooManyTokensError:
            form.add_error(None, too_many())
        else:
            return show_once(request, made, back)
    context = {"form": form, "account": account, "cancel": back}
    return render(request, "accounts/service_token_form.html", context, status=422 if form.errors else 200)


@workspace_page(can_own)
@require_http_methods(["GET", "POST"])
def service_token_revoke(request: WorkspaceRequest, user_code: str, token_code: str) -> HttpResponse:
    account = _account(request, user_code)
    token = get_object_or_404(tokens_of(account.user), code=token_code)
    back = reverse("service_account_detail", args=[request.workspace.code, user_code])
    if request.method == "POST":
        revoke_token(token=token, actor=request.user)
        messages.success(request, revoked(token))
        return redirect(back)
    return ask_before_revoking(request, token, back)


def _account(request: WorkspaceRequest, code: str) -> Membership:
    try:
        return find_service_account(request.workspace, code)
    except Membership.DoesNotExist:
        raise Http404 from None
