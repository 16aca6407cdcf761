"""A person's own API tokens: made, shown once, listed and revoked."""

from allauth.account.adapter import get_adapter
from allauth.account.decorators import reauthentication_required
from allauth.core.ratelimit import consume
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import PersonRequest
from accounts.forms.tokens import OwnTokenForm
from accounts.models import ApiToken
from accounts.operations.tokens import MOST_WORKING, Made, TooManyTokensError, make_token, revoke_token
from accounts.queries.tokens import tokens_of
from core.addresses import full_address


@login_required
@require_GET
def token_list(request: PersonRequest) -> HttpResponse:
    return render(request, "accounts/token_list.html", {"tokens": list(tokens_of(request.user))})


@login_required
@reauthentication_required  # type: ignore[untyped-decorator]
@require_http_methods(["GET", "POST"])
def token_create(request: PersonRequest) -> HttpResponse:
    form = OwnTokenForm(request.POST or None, user=request.user)
    if form.is_valid() and not may_make(request):
        form.add_error(None, too_often())
    elif form.is_valid():
        try:
            made = make_token(user=request.user, **form.cleaned_data)
        except TooManyTokensError:
            form.add_error(None, too_many())
        else:
            _tell(request, "made", made.token)
            return show_once(request, made, reverse("token_list"))
    return render(request, "accounts/token_form.html", {"form": form}, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "POST"])
def token_revoke(request: PersonRequest, token_code: str) -> HttpResponse:
    token = get_object_or_404(tokens_of(request.user), code=token_code)
    if request.method == "POST":
        revoke_token(token=token, actor=request.user)
        _tell(request, "revoked", token)
        messages.success(request, revoked(token))
        return redirect("token_list")
    return ask_before_revoking(request, token, reverse("token_list"))


def show_once(request: HttpRequest, made: Made, back: str) -> HttpResponse:
    """In the answer itself: to show it after a redirect, the secret would have to be kept somewhere."""
    context = {
        "token": made.token,
        "secret": made.secret,
        "api": full_address(reverse("api_workspaces"), request),
        "back": back,
    }
    response = render(request, "accounts/token_made.html", context)
    response["Cache-Control"] = "no-store"
    return response


def ask_before_revoking(request: HttpRequest, token: ApiToken, back: str) -> HttpResponse:
    context = {
        "heading": _("Revoke the token “%(token)s”") % {"token": token},
        "consequences": [
            _("Programs that use it are refused from their next request on."),
            _("It cannot be taken back. To go on, make a new token and give it to them."),
        ],
        "submit": _("Revoke it"),
        "cancel": back,
    }
    return render(request, "confirm.html", context)


def may_make(request: PersonRequest) -> bool:
    """Counted before anything is made."""
    return bool(consume(request, action="make_token", user=request.user))


def too_often() -> str:
    return _("You have made very many tokens in the last hour. Nothing was made now; wait a while.")


def too_many() -> str:
    return _("%(most)d tokens work already. Revoke those that no program needs any more.") % {"most": MOST_WORKING}


def revoked(token: ApiToken) -> str:
    return _("The token “%(token)s” is revoked. It opens nothing any more.") % {"token": token}


def _tell(request: PersonRequest, what: str, token: ApiToken) -> None:
    """By mail, like every change of how one gets in."""
    page = reverse("token_list")
    get_adapter(request).send_notification_mail(
        f"account/email/token_{what}", request.user, {"token": token, "tokens_url": request.build_absolute_uri(page)}
    )
