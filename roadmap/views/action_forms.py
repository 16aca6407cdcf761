"""Writing an action by hand, and changing one."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import WorkspaceRequest, workspace_page
from accounts.queries.activity import last_person_at
from core.conflicts import save_form
from core.resend import keeps_what_was_sent
from roadmap.forms.actions import ActionForm, NewActionForm, cycle_in_words
from roadmap.models import Action
from roadmap.operations.actions import change_action, create_action
from roadmap.operations.dependencies import CycleError
from roadmap.permissions import can_plan
from roadmap.views.door import action_or_404, roadmap_or_404


@keeps_what_was_sent
@workspace_page(can_plan)
@require_http_methods(["GET", "POST"])
def action_create(request: WorkspaceRequest, roadmap_code: str) -> HttpResponse:
    roadmap = roadmap_or_404(request, roadmap_code)
    form = NewActionForm(request.POST or None, roadmap=roadmap, phase=request.GET.get("phase", ""))
    if form.is_valid():
        action = create_action(roadmap=roadmap, actor=request.user, **form.wanted)
        messages.success(request, _("The action is added."))
        return redirect(action)
    context = {"roadmap": roadmap, "tab": "actions", "form": form}
    return render(request, "roadmap/action_form.html", context, status=422 if form.errors else 200)


@keeps_what_was_sent
@workspace_page(can_plan)
@require_http_methods(["GET", "POST"])
def action_settings(request: WorkspaceRequest, roadmap_code: str, action_code: str) -> HttpResponse:
    action = action_or_404(request, roadmap_code, action_code)
    form = ActionForm(request.POST or None, instance=action)
    if form.is_valid():
        write = partial(change_action, action=action, actor=request.user)
        who = partial(last_person_at, request.workspace, action.code)
        try:
            if save_form(request, form, write, said=_("The action is saved."), who=who):
                return redirect(action)
        except Action.DoesNotExist:
            raise Http404 from None
        except CycleError as error:
            form.add_error("needs", cycle_in_words(error))
    context = {"roadmap": action.roadmap, "tab": "actions", "action": action, "form": form}
    status = form.status if form.is_stale or not form.errors else 422
    return render(request, "roadmap/action_form.html", context, status=status)
