"""What a link to a report leads to. Whoever holds it need not sign in, and gets to know nothing but this report."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import wraps

from allauth.core.ratelimit import consume
from django.contrib.auth.hashers import check_password
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.csp import CSP
from django.utils.translation import gettext as _
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_http_methods, require_safe

from evidence.serving import file_response
from reports.forms.shares import SharePasswordForm
from reports.models import ReportShare
from reports.operations.shares import note_download
from reports.queries.shares import find_share

UNLOCKED = "report_share:"
"""Under this and a link's code the session remembers when its password was typed."""
UNLOCKED_SECONDS = 60 * 60

type SharePage = Callable[[HttpRequest, ReportShare, str], HttpResponseBase]


def _by_link(view: SharePage) -> Callable[[HttpRequest, str], HttpResponseBase]:
    """One answer to all that leads nowhere, so that nobody learns what ever led to something."""

    @wraps(view)
    def found(request: HttpRequest, secret: str) -> HttpResponseBase:
        share = find_share(secret, now=timezone.now())
        response = view(request, share, secret) if share else _gone(request)
        response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        response.headers["Cache-Control"] = "private, no-store"
        # "no-referrer" would make browsers send forms from an origin "null", which is refused. To others this tells
        # nothing, either.
        response.headers["Referrer-Policy"] = "same-origin"
        return response

    return found


@require_http_methods(["GET", "HEAD", "POST"])
@_by_link
def shared_report(request: HttpRequest, share: ReportShare, secret: str) -> HttpResponseBase:
    if _is_unlocked(request, share):
        context = {"run": share.run, "share": share, "secret": secret}
        return render(request, "reports/pages/shared.html", context)
    form, status = SharePasswordForm(request.POST if request.method == "POST" else None), 200
    if form.is_valid():
        if not consume(request, action="report_password", key=share.code):
            form.add_error(None, _("Too many attempts. Wait a while, then try again."))
            status = 429
        elif check_password(form.cleaned_data["password"], share.password):
            request.session[f"{UNLOCKED}{share.code}"] = int(time.time())
            return redirect("shared_report", secret)
        else:
            form.add_error("password", _("This is not the password of this link."))
    if form.errors and status == 200:
        status = 422
    return render(request, "reports/pages/share_password.html", {"form": form}, status=status)


@require_safe
@_by_link
def shared_file(request: HttpRequest, share: ReportShare, secret: str) -> HttpResponseBase:
    """Counted when it is handed out, not when something only looks whether it is there."""
    if not _is_unlocked(request, share):
        return redirect("shared_report", secret)
    if request.method == "GET" and not note_download(share=share, now=timezone.now()):
        return _gone(request)  # revoked since it was found
    return _file(request, share)


@csp_override({"default-src": [CSP.NONE], "sandbox": True})  # type: ignore[dict-item]
def _file(request: HttpRequest, share: ReportShare) -> HttpResponseBase:
    assert share.run.stored_file
    return file_response(share.run.stored_file)


def _gone(request: HttpRequest) -> HttpResponse:
    return render(request, "reports/pages/share_gone.html", status=404)


def _is_unlocked(request: HttpRequest, share: ReportShare) -> bool:
    typed_at = request.session.get(f"{UNLOCKED}{share.code}", 0)
    return not share.password or time.time() - typed_at < UNLOCKED_SECONDS
