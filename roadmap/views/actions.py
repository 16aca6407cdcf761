"""One action: its page, how far it is, deleting it and taking that back."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.access import WorkspaceRequest, workspace_page
from accounts.queries.activity import last_person_at
from core.models import StaleWriteError
from core.undo import offer_undo
from roadmap.forms.comments import CommentForm
from roadmap.forms.states import StateForm
from roadmap.models import Action
from roadmap.operations.actions import NotRestorableError, change_action, delete_action, restore_action
from roadmap.permissions import can_plan, can_reopen, can_work
from roadmap.queries.action_page import action_page
from roadmap.views.door import action_or_404, roadmap_or_404


@workspace_page()
@require_safe
def action_detail(request: WorkspaceRequest, roadmap_code: str, action_code: str) -> HttpResponse:
    return show_action(request, action_or_404(request, roadmap_code, action_code))


@workspace_page(can_work)
@require_POST
def action_state(request: WorkspaceRequest, roadmap_code: str, action_code: str) -> HttpResponse:
    """Another open state, or more progress. Who saw an older revision is shown what is stored, with 409."""
    action = action_or_404(request, roadmap_code, action_code)
    if not can_reopen(request.membership, action):
        raise PermissionDenied
    form = StateForm(request.POST)
    if not form.is_valid():
        return show_action(request, action, state_form=form, status=422)
    try:
        change_action(action=action, actor=request.user, seen=form.seen, **form.values)
    except Action.DoesNotExist:
        raise Http404 from None
    except StaleWriteError:
        stored = action_or_404(request, roadmap_code, action_code)
        name = last_person_at(request.workspace, stored.code) or _("Somebody else")
        sentence = _("%(name)s saved this action meanwhile. Nothing was changed; this is how it stands now.")
        messages.warning(request, sentence % {"name": name})
        return show_action(request, stored, status=409)
    messages.success(request, _("The action is saved."))
    return redirect(action)


@workspace_page(can_plan)
@require_POST
def action_delete(request: WorkspaceRequest, roadmap_code: str, action_code: str) -> HttpResponse:
    action = action_or_404(request, roadmap_code, action_code, also_deleted=True)
    delete_action(action=action, actor=request.user)
    undo = reverse("action_restore", args=[request.workspace.code, roadmap_code, action.code])
    offer_undo(request, _("“%(title)s” is deleted. It can be restored for 30 days.") % {"title": action}, undo)
    return redirect(action.roadmap)


@workspace_page(can_plan)
@require_POST
def action_restore(request: WorkspaceRequest, roadmap_code: str, action_code: str) -> HttpResponse:
    action = action_or_404(request, roadmap_code, action_code, also_deleted=True)
    try:
        left_out = restore_action(action=action, actor=request.user)
    except NotRestorableError:
        messages.error(request, _("The action was deleted more than 30 days ago."))
        return redirect(roadmap_or_404(request, roadmap_code))
    messages.success(request, _("The action is back."))
    if left_out:
        sentence = ngettext(
            "%(count)d dependency was left out: by now it would be a circle.",
            "%(count)d dependencies were left out: by now they would be a circle.",
            left_out,
        )
        messages.warning(request, sentence % {"count": left_out})
    return redirect(action)


def show_action(
    request: WorkspaceRequest,
    action: Action,
    *,
    state_form: StateForm | None = None,
    comment_form: CommentForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """Its page, with a form on it that was filled in wrongly or too late."""
    context = {
        "roadmap": action.roadmap,
        "tab": "actions",
        "action": action,
        "page": action_page(action),
        "phase": action.roadmap.questions.phase[action.phase],
        "state_form": state_form or StateForm(initial={"revision": action.revision, "progress": action.progress}),
        "comment_form": comment_form or CommentForm(),
        "may_work": can_work(request.membership),
        "may_plan": can_plan(request.membership),
        "may_reopen": can_reopen(request.membership, action),
    }
    return render(request, "roadmap/action_detail.html", context, status=status)
