"""After something small was done: back to the page on which it was."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme


def back_to(request: HttpRequest, otherwise: str, *, place: str = "") -> HttpResponse:
    """The page that the form names, if it is one of ours; `place` is where on it."""
    back = request.POST.get("next", "")
    is_ours = back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return HttpResponseRedirect((back if is_ours else otherwise) + place)
