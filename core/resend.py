"""What somebody typed into a form and sent when the session had run out: kept in the answer, to be sent again.

A view asks for it by `keeps_what_was_sent`. No view that takes a secret, such as a password, may.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render

MOST_CHARACTERS = 200_000
"""In names and values together: several times the longest note. What is longer is not sent back."""


def keeps_what_was_sent[View: Callable[..., Any]](view: View) -> View:
    """Outermost: a form sent by who is signed out is answered with all that was typed instead of the sign-in page.

    Requests of scripts go on as ever, since scripts keep what they send; see static/js/answering.js.
    """

    @wraps(view)
    def keeping(request: HttpRequest, *arguments: Any, **keywords: Any) -> HttpResponseBase:
        if request.method == "POST" and not request.user.is_authenticated and not _is_of_script(request):
            return ask_to_send_again(request, status=401)
        return view(request, *arguments, **keywords)  # type: ignore[no-any-return]

    keeping.keeps_what_was_sent = True  # type: ignore[attr-defined]
    return keeping  # type: ignore[return-value]


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Django's name for a form whose token is of an earlier visit, as after signing in anew in another tab.

    Such a form is handed back to be sent again where it is surely ours. Anything else could have been made by another
    site, and to that nothing is given back.
    """
    match = request.resolver_match
    if match and getattr(match.func, "keeps_what_was_sent", False) and is_from_here(request):
        if _is_of_script(request):
            user = getattr(request.user, "code", "")  # so that nobody sends what somebody else has typed
            return JsonResponse({"token": get_token(request), "user": user}, status=403)
        return ask_to_send_again(request, status=403)
    return render(request, "403_csrf.html", status=403)


def is_from_here(request: HttpRequest) -> bool:
    """A browser says of this request that a page of ours made it. No page of another site can say so."""
    if (site := request.headers.get("Sec-Fetch-Site")) is not None:
        return site == "same-origin"
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"


def ask_to_send_again(request: HttpRequest, *, status: int) -> HttpResponse:
    """The page with every field in it; files cannot be in it, and it says so."""
    lists = [(name, values) for name, values in request.POST.lists() if name != "csrfmiddlewaretoken"]
    fields = [(name, value) for name, values in lists for value in values]
    is_too_long = sum(len(name) + len(value) for name, value in fields) > MOST_CHARACTERS
    files = [file.name for _name, files in request.FILES.lists() for file in files]
    context = {
        "action": request.get_full_path(),
        "fields": [] if is_too_long else fields,
        "is_too_long": is_too_long,
        "files": files,
        "status": status,
    }
    return render(request, "send_again.html", context, status=status)


def _is_of_script(request: HttpRequest) -> bool:
    return "HX-Request" in request.headers or request.headers.get("Accept") == "application/json"
