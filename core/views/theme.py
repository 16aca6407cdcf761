"""Light, dark or as the system has it: a choice for one browser, so it is kept there."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from core.context import THEMES

A_YEAR = 365 * 24 * 60 * 60


@require_POST
def theme_set(request: HttpRequest) -> HttpResponse:
    """Back to the page where it was chosen."""
    back = request.POST.get("next", "")
    is_ours = back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    response: HttpResponse = HttpResponseRedirect(back if is_ours else reverse("home"))
    theme = request.POST.get("theme", "")
    if theme in THEMES:
        response.set_cookie("theme", theme, max_age=A_YEAR, secure=request.is_secure(), httponly=True, samesite="Lax")
    else:
        response.delete_cookie("theme", samesite="Lax")
    return response
