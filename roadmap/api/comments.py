"""What people say about an action."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework.request import Request
from rest_framework.response import Response

from core.rest.bodies import FromForm
from core.rest.problems import FORBIDDEN, Problem
from roadmap.api.action_serializers import ActionCommentSerializer
from roadmap.api.door import ActionsViewSet
from roadmap.forms.comments import CommentForm
from roadmap.models import ActionComment
from roadmap.operations.comments import (
    CommentNotRestorableError,
    delete_comment,
    restore_comment,
    write_comment,
)
from roadmap.permissions import can_work


class CommentViewSet(ActionsViewSet):
    noun = "ActionComment"
    serializer_class = ActionCommentSerializer
    bodies = {"create": FromForm(CommentForm, name="ActionComment")}
    guarded = frozenset()
    may = dict.fromkeys(("create", "destroy", "restore"), can_work)
    answers = {"destroy": None}
    refuses = {CommentNotRestorableError: gettext_lazy("It was deleted more than 30 days ago.")}
    sorts = {"written_at": "written_at"}
    order = ("pk",)
    lookup_url_kwarg = "comment_code"

    def get_queryset(self) -> Any:
        return self.get_action().comments.filter(deleted_at=None).select_related("written_by")

    def create(self, request: Request, **place: Any) -> Response:
        """Say something about it."""
        action = self.get_action()
        form = self.form(lambda data, files: CommentForm(data))
        comment = write_comment(action=action, actor=self.actor, text=form.cleaned_data["text"])
        return self.made(comment, reverse("api_action_comment", args=self.here(action.code, comment.code)))

    def destroy(self, request: Request, **place: Any) -> Response:
        """Delete what one said oneself. It can be restored for 30 days."""
        delete_comment(comment=self.get_own(), actor=self.actor)
        return Response(status=204)

    def restore(self, request: Request, **place: Any) -> Response:
        """Take back its deletion."""
        restore_comment(comment=self.get_own(), actor=self.actor)
        return self.show(self.get_object())

    def get_own(self) -> ActionComment:
        """Also a deleted one: who deletes may restore."""
        action = self.get_action()
        comment: ActionComment = action.comments.get(code=self.kwargs["comment_code"])
        if comment.written_by_id != self.actor.pk:
            raise Problem(FORBIDDEN, _("A comment is taken back by who wrote it."))
        comment.action = action
        return comment
