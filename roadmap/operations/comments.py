"""What people say about an action."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.domain.periods import DELETED_IS_KEPT
from accounts.models import User
from accounts.operations.activity import log_activity
from roadmap.models import Action, ActionComment


class CommentNotRestorableError(Exception):
    """The comment's time is over."""


@transaction.atomic
def write_comment(*, action: Action, actor: User, text: str, is_logged: bool = True) -> ActionComment:
    """Who says in the log already why the comment is there, need not have it logged."""
    comment = ActionComment.objects.create(action=action, text=text, written_by=actor)
    if is_logged:
        _log(action, actor, "action.commented")
    return comment


@transaction.atomic
def delete_comment(*, comment: ActionComment, actor: User) -> None:
    """It disappears at once, and for good after a month. Deleting what is deleted does nothing."""
    if ActionComment.objects.filter(pk=comment.pk, deleted_at=None).update(deleted_at=timezone.now()):
        _log(comment.action, actor, "action.comment_deleted")


@transaction.atomic
def restore_comment(*, comment: ActionComment, actor: User) -> None:
    """Raises CommentNotRestorableError. Restoring what is there does nothing."""
    if comment.deleted_at is None:
        return
    due = ActionComment.objects.filter(pk=comment.pk, deleted_at__gt=timezone.now() - DELETED_IS_KEPT)
    if not due.update(deleted_at=None):
        raise CommentNotRestorableError
    _log(comment.action, actor, "action.comment_restored")


def purge_comments(*, now: datetime) -> int:
    """Remove what was deleted a month ago or earlier; how many comments that were."""
    return ActionComment.objects.filter(deleted_at__lte=now - DELETED_IS_KEPT).delete()[0]


def _log(action: Action, actor: User, verb: str) -> None:
    log_activity(workspace=action.roadmap.workspace, actor=actor, verb=verb, target=action)
