"""What a person has been told."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import PersonRequest
from accounts.operations.digests import choose_digest, user_of_token
from accounts.operations.notices import read_all_notices, read_notice
from accounts.queries.notices import notices_of

PAGE = 30


@login_required
@require_GET
def notice_list(request: PersonRequest) -> HttpResponse:
    page = Paginator(notices_of(request.user), PAGE).get_page(request.GET.get("page"))
    return render(request, "accounts/notice_list.html", {"page": page})


@login_required
def notice_open(request: PersonRequest, notice_code: str) -> HttpResponse:
    """Having been there is having read it."""
    notice = get_object_or_404(notices_of(request.user), code=notice_code)
    read_notice(notice=notice)
    return redirect(notice.path or "notice_list")


@login_required
@require_POST
def notices_read(request: PersonRequest) -> HttpResponse:
    read_all_notices(user=request.user)
    return redirect("notice_list")


@login_required
@require_POST
def digest_choose(request: PersonRequest) -> HttpResponse:
    wants = request.POST.get("wants") == "yes"
    choose_digest(user=request.user, wants=wants)
    messages.success(
        request, _("New notices come to you by mail, once a day.") if wants else _("No more mails about notices.")
    )
    return redirect("notice_list")


@csrf_exempt
@require_http_methods(["GET", "POST"])
def digest_off(request: HttpRequest, token: str) -> HttpResponse:
    """From the mail, by whoever has its link. Mail programs post here by themselves (RFC 8058), without a cookie."""
    user = user_of_token(token)
    if user is None:
        raise Http404
    if request.method == "POST":
        choose_digest(user=user, wants=False)
    return render(request, "accounts/digest_off.html", {"is_done": request.method == "POST"})
