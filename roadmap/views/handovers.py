"""What is handed over at the end of a pilot: listed, ticked off, deleted and taken back."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import WorkspaceRequest, workspace_page
from core.resend import keeps_what_was_sent
from core.undo import offer_undo
from roadmap.forms.check_ins import HandoverForm
from roadmap.models import PilotHandover
from roadmap.operations.actions import NotRestorableError
from roadmap.operations.handovers import add_handover, delete_handover, restore_handover, tick_handover
from roadmap.permissions import can_plan, can_work
from roadmap.queries.pilots import find_handover
from roadmap.views.door import pilot_or_404
from roadmap.views.pilots import show_page


@keeps_what_was_sent
@workspace_page(can_plan)
@require_POST
def handover_create(request: WorkspaceRequest, roadmap_code: str, pilot_code: str) -> HttpResponse:
    pilot = pilot_or_404(request, roadmap_code, pilot_code)
    form = HandoverForm(request.POST)
    if not form.is_valid():
        return show_page(request, pilot, handover_form=form, status=422)
    add_handover(pilot=pilot, actor=request.user, **form.cleaned_data)
    return redirect(f"{pilot.get_absolute_url()}#handover")


@workspace_page(can_work)
@require_POST
def handover_tick(request: WorkspaceRequest, roadmap_code: str, pilot_code: str, handover_code: str) -> HttpResponse:
    """`is_done` says which way, so that two who tick it at once do not undo each other."""
    item = _handover_or_404(request, roadmap_code, pilot_code, handover_code)
    tick_handover(item=item, actor=request.user, is_done=request.POST.get("is_done") == "yes")
    return redirect(f"{item.pilot.get_absolute_url()}#handover")


@workspace_page(can_plan)
@require_POST
def handover_delete(request: WorkspaceRequest, roadmap_code: str, pilot_code: str, handover_code: str) -> HttpResponse:
    item = _handover_or_404(request, roadmap_code, pilot_code, handover_code)
    delete_handover(item=item, actor=request.user)
    undo = reverse("pilot_handover_restore", args=[request.workspace.code, roadmap_code, pilot_code, item.code])
    offer_undo(request, _("“%(text)s” is deleted. It can be restored for 30 days.") % {"text": item.text}, undo)
    return redirect(item.pilot)


@workspace_page(can_plan)
@require_POST
def handover_restore(request: WorkspaceRequest, roadmap_code: str, pilot_code: str, handover_code: str) -> HttpResponse:
    item = _handover_or_404(request, roadmap_code, pilot_code, handover_code)
    try:
        restore_handover(item=item, actor=request.user)
    except NotRestorableError:
        messages.error(request, _("It was deleted more than 30 days ago."))
    else:
        messages.success(request, _("“%(text)s” is back.") % {"text": item.text})
    return redirect(item.pilot)


def _handover_or_404(request: WorkspaceRequest, roadmap: str, pilot: str, code: str) -> PilotHandover:
    """Also a deleted one."""
    try:
        return find_handover(pilot_or_404(request, roadmap, pilot), code)
    except PilotHandover.DoesNotExist:
        raise Http404 from None
