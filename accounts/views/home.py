"""Where one lands after signing in."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts.access import memberships_of


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """With one workspace: into it. With several: the choice. With none: what to do about it."""
    memberships = memberships_of(request)
    if len(memberships) == 1:
        return redirect("workspace_detail", memberships[0].workspace.code)
    return render(request, "accounts/home.html")
