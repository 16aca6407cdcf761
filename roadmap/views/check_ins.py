"""Weekly check-ins of a pilot: written by whoever works on it, changed and deleted by who wrote them."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import WorkspaceRequest, workspace_page
from core.conflicts import save_form
from core.resend import keeps_what_was_sent
from core.undo import offer_undo
from roadmap.forms.check_ins import CheckInForm
from roadmap.models import PilotCheckIn
from roadmap.operations.actions import NotRestorableError
from roadmap.operations.check_ins import (
    DayTakenError,
    change_check_in,
    delete_check_in,
    restore_check_in,
    write_check_in,
)
from roadmap.permissions import can_work
from roadmap.queries.pilots import find_check_in
from roadmap.views.door import pilot_or_404


@keeps_what_was_sent
@workspace_page(can_work)
@require_http_methods(["GET", "POST"])
def check_in_create(request: WorkspaceRequest, roadmap_code: str, pilot_code: str) -> HttpResponse:
    pilot = pilot_or_404(request, roadmap_code, pilot_code)
    today = request.workspace.today
    begun = PilotCheckIn(pilot=pilot, day_date=max(today, pilot.start_date))
    form = CheckInForm(request.POST or None, instance=begun, today=today)
    if form.is_valid():
        try:
            write_check_in(pilot=pilot, actor=request.user, **form.values)
        except DayTakenError:
            form.add_error("day_date", _("There is a check-in of that day already."))
        else:
            messages.success(request, _("Checked in."))
            return redirect(pilot)
    return _page(request, form, None)


@keeps_what_was_sent
@workspace_page(can_work)
@require_http_methods(["GET", "POST"])
def check_in_change(request: WorkspaceRequest, roadmap_code: str, pilot_code: str, check_in_code: str) -> HttpResponse:
    check_in = _own_or_404(request, roadmap_code, pilot_code, check_in_code)
    form = CheckInForm(request.POST or None, instance=check_in, today=request.workspace.today)
    if form.is_valid():
        write = partial(change_check_in, check_in=check_in, actor=request.user)
        try:
            if save_form(request, form, write, said=_("The check-in is saved.")):
                return redirect(check_in.pilot)
        except DayTakenError:
            form.add_error("day_date", _("There is a check-in of that day already."))
    return _page(request, form, check_in)


@workspace_page(can_work)
@require_POST
def check_in_delete(request: WorkspaceRequest, roadmap_code: str, pilot_code: str, check_in_code: str) -> HttpResponse:
    check_in = _own_or_404(request, roadmap_code, pilot_code, check_in_code, also_deleted=True)
    delete_check_in(check_in=check_in, actor=request.user)
    codes = [request.workspace.code, roadmap_code, pilot_code, check_in.code]
    undo = reverse("pilot_check_in_restore", args=codes)
    offer_undo(request, _("The check-in is deleted. It can be restored for 30 days."), undo)
    return redirect(check_in.pilot)


@workspace_page(can_work)
@require_POST
def check_in_restore(request: WorkspaceRequest, roadmap_code: str, pilot_code: str, check_in_code: str) -> HttpResponse:
    check_in = _own_or_404(request, roadmap_code, pilot_code, check_in_code, also_deleted=True)
    try:
        restore_check_in(check_in=check_in, actor=request.user)
    except NotRestorableError:
        messages.error(request, _("The check-in was deleted more than 30 days ago."))
    except DayTakenError:
        messages.error(request, _("There is another check-in of its day by now, so it stays deleted."))
    else:
        messages.success(request, _("The check-in is back."))
    return redirect(check_in.pilot)


def _page(request: WorkspaceRequest, form: CheckInForm, check_in: PilotCheckIn | None) -> HttpResponse:
    pilot = form.instance.pilot
    context = {"roadmap": pilot.roadmap, "tab": "pilots", "pilot": pilot, "form": form, "check_in": check_in}
    status = form.status if form.is_stale or not form.errors else 422
    return render(request, "roadmap/pilot_check_in.html", context, status=status)


def _own_or_404(
    request: WorkspaceRequest, roadmap: str, pilot: str, code: str, *, also_deleted: bool = False
) -> PilotCheckIn:
    """What somebody else wrote is theirs to change."""
    try:
        check_in = find_check_in(pilot_or_404(request, roadmap, pilot), code, also_deleted=also_deleted)
    except PilotCheckIn.DoesNotExist:
        raise Http404 from None
    if check_in.written_by_id != request.user.pk:
        raise PermissionDenied
    return check_in
