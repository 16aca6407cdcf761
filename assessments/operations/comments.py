"""Talking about a question: threads of comments, whom they are for, and that they are settled."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from accounts.models import Membership, User
from accounts.operations.activity import log_activity
from accounts.operations.notices import notify_all
from assessments.models import Assessment, Comment, Mention, Thread
from assessments.queries.assessments import DELETED_IS_KEPT


class NotRestorableError(Exception):
    """The comment's time is over."""


@transaction.atomic
def open_thread(
    *, assessment: Assessment, question: str, actor: User, text: str, mentioned: Collection[str] = ()
) -> Comment:
    """`mentioned` are codes of members, who are told. What is under review is talked about like anything else."""
    thread = Thread.objects.create(assessment=assessment, question=question)
    return _write(thread, actor, text, mentioned)


@transaction.atomic
def reply(*, thread: Thread, actor: User, text: str, mentioned: Collection[str] = ()) -> Comment:
    """Who wrote in the thread is told, too. What was settled is open again: somebody still has something to say."""
    Thread.objects.filter(pk=thread.pk).update(resolved_at=None, resolved_by=None)
    return _write(thread, actor, text, mentioned)


@transaction.atomic
def change_comment(*, comment: Comment, seen: int, text: str, mentioned: Collection[str]) -> Comment:
    """Raises StaleWriteError. Only who was not named before is told."""
    stored = comment.save_revision(seen=seen, text=text, edited_at=timezone.now())
    stored.thread, stored.author = comment.thread, comment.author
    before = set(stored.mentions.values_list("user__code", flat=True))
    stored.mentions.exclude(user__code__in=mentioned).delete()
    _mention(stored, set(mentioned) - before)
    return stored


@transaction.atomic
def delete_comment(*, comment: Comment) -> None:
    """It disappears at once, and for good after a month. Deleting what is deleted does nothing."""
    if Comment.objects.filter(pk=comment.pk, deleted_at=None).update(deleted_at=timezone.now()):
        _log(comment, comment.author, "comment.deleted")


@transaction.atomic
def restore_comment(*, comment: Comment) -> None:
    """Raises NotRestorableError. Restoring what is there does nothing."""
    stored: Comment = Comment.objects.locked().get(pk=comment.pk)
    if stored.deleted_at is None:
        return
    if stored.deleted_at <= timezone.now() - DELETED_IS_KEPT:
        raise NotRestorableError
    Comment.objects.filter(pk=comment.pk).update(deleted_at=None)
    _log(comment, comment.author, "comment.restored")


@transaction.atomic
def resolve_thread(*, thread: Thread, actor: User) -> None:
    """Of two at once the first one did it."""
    if Thread.objects.filter(pk=thread.pk, resolved_at=None).update(resolved_at=timezone.now(), resolved_by=actor):
        _log_thread(thread, actor, "comment.resolved")


@transaction.atomic
def reopen_thread(*, thread: Thread, actor: User) -> None:
    if Thread.objects.filter(pk=thread.pk, resolved_at__isnull=False).update(resolved_at=None, resolved_by=None):
        _log_thread(thread, actor, "comment.reopened")


def purge_comments(*, now: datetime) -> int:
    """Remove what was deleted a month ago or earlier, and threads of which nothing is left; how many comments."""
    _rows, by_model = Comment.objects.filter(deleted_at__lte=now - DELETED_IS_KEPT).delete()
    Thread.objects.filter(~Exists(Comment.objects.filter(thread=OuterRef("pk")))).delete()
    return by_model.get("assessments.Comment", 0)


def _write(thread: Thread, actor: User, text: str, mentioned: Collection[str]) -> Comment:
    comment: Comment = Comment.objects.create(thread=thread, author=actor, text=text)
    told = _mention(comment, set(mentioned))
    _log(comment, actor, "comment.written")
    others = User.objects.filter(
        pk__in=Comment.objects.filter(thread=thread, deleted_at=None).values("author"),
        memberships__workspace=thread.assessment.workspace_id,
    ).exclude(pk__in=[actor.pk, *told])
    _notify(comment, list(others.order_by("pk")), _("%(actor)s replied about %(question)s in %(title)s: %(text)s"))
    return comment


def _mention(comment: Comment, codes: set[str]) -> list[int]:
    """Name members of the workspace; the keys of those who are told, which is everybody but the author."""
    if not codes:
        return []
    belong = Membership.objects.of_people().filter(workspace=comment.thread.assessment.workspace_id)
    members = belong.filter(user__code__in=codes)
    people = [membership.user for membership in members.select_related("user").order_by("pk")]
    Mention.objects.bulk_create(Mention(comment=comment, user=user) for user in people)
    told = [user for user in people if user.pk != comment.author_id]
    _notify(comment, told, _("%(actor)s asks you about %(question)s in %(title)s: %(text)s"))
    return [user.pk for user in told]


def _notify(comment: Comment, users: list[User], sentence: str) -> None:
    thread = comment.thread
    said = {
        "actor": comment.author,
        "question": thread.question,
        "title": Truncator(thread.assessment.title).chars(60),
        "text": Truncator(" ".join(comment.text.split())).chars(120),
    }
    workspace = thread.assessment.workspace
    path = reverse("comment_list", args=[workspace.code, thread.assessment.code, thread.question])
    notify_all(users=users, workspace=workspace, sentence=sentence % said, path=f"{path}#{comment.code}")


def _log(comment: Comment, actor: Any, verb: str) -> None:
    _log_thread(comment.thread, actor, verb)


def _log_thread(thread: Thread, actor: User, verb: str) -> None:
    assessment = thread.assessment
    log_activity(workspace=assessment.workspace, actor=actor, verb=verb, target=assessment, question=thread.question)
