"""The pages of a workspace itself: its beginning, its overview and its settings."""

from functools import partial

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import PersonRequest, WorkspaceRequest, workspace_page
from accounts.forms.workspaces import NewWorkspaceForm, SettingsForm
from accounts.operations.workspaces import change_workspace, create_workspace
from accounts.permissions import can_own
from accounts.queries.activity import last_person_at
from accounts.queries.overview import overview_of
from core.colour import DEFAULT_ACCENT, READABLE, contrast, nearest_readable
from core.conflicts import save_form
from core.first_page import offered_to
from core.resend import keeps_what_was_sent


@workspace_page()
def workspace_detail(request: WorkspaceRequest) -> HttpResponse:
    """What the apps offer to this member, before what the workspace itself still lacks."""
    offered = offered_to(request.membership)
    context = {
        "overview": overview_of(request.membership),
        "cards": [card for each in offered for card in each.cards],
        "steps": [step for each in offered for step in each.steps],
    }
    return render(request, "accounts/workspace_detail.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def workspace_create(request: PersonRequest) -> HttpResponse:
    form = NewWorkspaceForm(request.POST or None)
    if form.is_valid():
        workspace = create_workspace(owner=request.user, **form.cleaned_data)
        return redirect("workspace_detail", workspace.code)
    return render(request, "accounts/workspace_form.html", {"form": form})


@keeps_what_was_sent
@workspace_page(can_own)
@require_http_methods(["GET", "POST"])
def workspace_settings(request: WorkspaceRequest) -> HttpResponse:
    form = SettingsForm(request.POST or None, instance=request.workspace)
    if form.is_valid():
        write = partial(change_workspace, workspace=request.workspace, actor=request.user)
        who = partial(last_person_at, request.workspace, request.workspace.code)
        if save_form(request, form, write, said=_("The name and the formats are saved."), who=who):
            return redirect("workspace_settings", request.workspace.code)
    context = {"form": form, "reading": reading_of(request.workspace.accent)}
    return render(request, "accounts/workspace_settings.html", context, status=form.status)


def reading_of(accent: str) -> dict[str, str | bool]:
    """How the accent colour reads on white paper, and the nearest that does."""
    colour = accent or DEFAULT_ACCENT
    ratio = contrast(colour, "#FFFFFF")
    return {
        "colour": colour,
        # Cut, not rounded: 4.499 is not enough and must not look it.
        "ratio": f"{int(ratio * 10) / 10:.1f}",
        "is_readable": ratio >= READABLE,
        "nearest": nearest_readable(colour),
    }
