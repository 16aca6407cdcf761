"""Taking back what was done on the board and in the list."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts.access import WorkspaceRequest, workspace_page
from roadmap.models import ActionChange
from roadmap.operations.undoing import Undone, undo_change
from roadmap.permissions import can_plan, can_work
from roadmap.views.door import roadmap_or_404


@workspace_page(can_work)
@require_POST
def actions_undo(request: WorkspaceRequest, roadmap_code: str, change_code: str) -> HttpResponse:
    """By whoever did it, and by who may plan."""
    roadmap = roadmap_or_404(request, roadmap_code)
    change = get_object_or_404(ActionChange, roadmap=roadmap, code=change_code)
    if change.made_by_id != request.user.pk and not can_plan(request.membership):
        raise PermissionDenied
    change.roadmap = roadmap
    _say(request, undo_change(change=change, actor=request.user))
    name = "action_list" if request.GET.get("to") == "list" else "action_board"
    return redirect(name, request.workspace.code, roadmap.code)


def _say(request: WorkspaceRequest, undone: Undone) -> None:
    count = len(undone.actions)
    if count:
        sentence = ngettext(
            "%(count)d action is as it was before.", "%(count)d actions are as they were before.", count
        )
        messages.success(request, sentence % {"count": count})
    if undone.left:
        titles = ", ".join(f"“{action.title}”" for action in undone.left)
        messages.warning(request, _("Somebody has changed these since, so they stay as they are: %s") % titles)
    if not undone.actions and not undone.left:
        messages.info(request, _("That was taken back already."))
