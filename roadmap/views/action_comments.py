"""Talking about an action: everybody who works on it may, and takes back only what they said themselves."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import WorkspaceRequest, workspace_page
from core.resend import keeps_what_was_sent
from core.undo import offer_undo
from roadmap.forms.comments import CommentForm
from roadmap.models import ActionComment
from roadmap.operations.comments import (
    CommentNotRestorableError,
    delete_comment,
    restore_comment,
    write_comment,
)
from roadmap.permissions import can_work
from roadmap.views.actions import show_action
from roadmap.views.door import action_or_404


@keeps_what_was_sent
@workspace_page(can_work)
@require_POST
def action_comment_create(request: WorkspaceRequest, roadmap_code: str, action_code: str) -> HttpResponse:
    action = action_or_404(request, roadmap_code, action_code)
    form = CommentForm(request.POST)
    if not form.is_valid():
        return show_action(request, action, comment_form=form, status=422)
    comment = write_comment(action=action, actor=request.user, text=form.cleaned_data["text"])
    return redirect(_place(comment))


@workspace_page(can_work)
@require_POST
def action_comment_delete(
    request: WorkspaceRequest, roadmap_code: str, action_code: str, comment_code: str
) -> HttpResponse:
    comment = _own_or_404(request, roadmap_code, action_code, comment_code)
    delete_comment(comment=comment, actor=request.user)
    undo = reverse("action_comment_restore", args=[request.workspace.code, roadmap_code, action_code, comment.code])
    offer_undo(request, _("The comment is deleted. It can be restored for 30 days."), undo)
    return redirect(comment.action)


@workspace_page(can_work)
@require_POST
def action_comment_restore(
    request: WorkspaceRequest, roadmap_code: str, action_code: str, comment_code: str
) -> HttpResponse:
    comment = _own_or_404(request, roadmap_code, action_code, comment_code)
    try:
        restore_comment(comment=comment, actor=request.user)
    except CommentNotRestorableError:
        messages.error(request, _("The comment was deleted more than 30 days ago."))
        return redirect(comment.action)
    return redirect(_place(comment))


def _own_or_404(request: WorkspaceRequest, roadmap: str, action: str, code: str) -> ActionComment:
    """Also a deleted one: who deletes may restore."""
    found = action_or_404(request, roadmap, action)
    try:
        comment: ActionComment = found.comments.get(code=code)
    except ActionComment.DoesNotExist:
        raise Http404 from None
    if comment.written_by_id != request.user.pk:
        raise PermissionDenied
    comment.action = found
    return comment


def _place(comment: ActionComment) -> str:
    return f"{comment.action.get_absolute_url()}#{comment.code}"
