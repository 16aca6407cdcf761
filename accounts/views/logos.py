"""A workspace's logos: changing them, and handing them to members."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_GET, require_POST

from accounts.access import WorkspaceRequest, workspace_page
from accounts.forms.workspaces import LogoForm, RevisionOnlyForm
from accounts.operations.logos import Which, remove_logo, replace_logo
from accounts.permissions import can_own
from accounts.serving import POLICY, known_logo, logo_response
from core.forms import NO_REVISION
from core.images import RefusedImageError
from core.models import StaleWriteError

TITLES: dict[Which, str] = {
    "logo": gettext_lazy("Logo of the company or client"),  # type: ignore[dict-item]
    "consultant_logo": gettext_lazy("Logo of the consultant"),  # type: ignore[dict-item]
}


@workspace_page(can_own)
@require_GET
def workspace_logos(request: WorkspaceRequest) -> HttpResponse:
    return _page(request)


@workspace_page(can_own)
@require_POST
def logo_replace(request: WorkspaceRequest, which: str) -> HttpResponse:
    known, form = known_logo(which), LogoForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, known, form, status=422)
    found = form.cleaned_data
    try:
        replace_logo(
            workspace=request.workspace,
            actor=request.user,
            which=known,
            upload=found["image"],
            seen=found["revision"],
        )
    except RefusedImageError as refused:
        form.add_error("image", str(refused.sentence))
        return _page(request, known, form, status=422)
    except StaleWriteError as stale:
        return _stale(request, stale)
    messages.success(request, _("Saved."))
    return redirect("workspace_logos", request.workspace.code)


@workspace_page(can_own)
@require_POST
def logo_remove(request: WorkspaceRequest, which: str) -> HttpResponse:
    known, form = known_logo(which), RevisionOnlyForm(request.POST)
    if not form.is_valid():
        messages.error(request, NO_REVISION)
        return _page(request, status=422)
    try:
        remove_logo(workspace=request.workspace, actor=request.user, which=known, seen=form.cleaned_data["revision"])
    except StaleWriteError as stale:
        return _stale(request, stale)
    messages.success(request, _("The logo is removed."))
    return redirect("workspace_logos", request.workspace.code)


@workspace_page()
@require_GET
@csp_override(POLICY)
def workspace_logo(request: WorkspaceRequest, which: str) -> HttpResponse:
    return logo_response(request.workspace, which)


def _stale(request: WorkspaceRequest, stale: StaleWriteError) -> HttpResponse:
    """There is nothing to choose between: the page shows what is stored now, and the person decides anew."""
    request.workspace = stale.current  # type: ignore[assignment]
    messages.error(
        request, _("Somebody else changed the settings first. Nothing was changed now; look, then try again.")
    )
    return _page(request, status=409)


def _page(
    request: WorkspaceRequest, which: Which | None = None, form: LogoForm | None = None, *, status: int = 200
) -> HttpResponse:
    logos = [
        {
            "which": known,
            "title": title,
            "is_there": bool(getattr(request.workspace, known)),
            "form": form if form and which == known else LogoForm(auto_id=f"{known}_%s"),
        }
        for known, title in TITLES.items()
    ]
    return render(request, "accounts/workspace_logos.html", {"logos": logos}, status=status)
