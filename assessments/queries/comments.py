"""What people say to each other about questions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Prefetch, QuerySet

from accounts.models import Workspace
from accounts.queries import members
from assessments.domain.mentions import Person
from assessments.models import Assessment, Comment, Mention, Thread


@dataclass(frozen=True, slots=True)
class Talk:
    """A thread with those of its comments that are there, the oldest first."""

    thread: Thread
    comments: Sequence[Comment]

    @property
    def is_open(self) -> bool:
        return self.thread.resolved_at is None


def count_open_threads(assessment: Assessment) -> dict[str, int]:
    """By the id of the question, for those that have one: one query for the whole assessment."""
    alive = Comment.objects.filter(thread__assessment=assessment, thread__resolved_at=None, deleted_at=None)
    counted = alive.values("thread__question").annotate(count=Count("thread", distinct=True))
    return dict(counted.values_list("thread__question", "count"))


def talks_about(assessment: Assessment, question: str) -> list[Talk]:
    """Those that are open first, each with the oldest first."""
    return _talks(assessment, question=question)


def talks_in(assessment: Assessment) -> list[Talk]:
    """Of all questions, in the order in which they were begun."""
    return _talks(assessment)


def _talks(assessment: Assessment, **wanted: str) -> list[Talk]:
    threads = _with_comments(Thread.objects.filter(assessment=assessment, **wanted)).order_by("pk")
    found = [Talk(thread, list(thread.comments.all())) for thread in threads]
    return sorted((talk for talk in found if talk.comments), key=lambda talk: not talk.is_open)


def threads_of(assessment: Assessment) -> QuerySet[Thread]:
    """Those of which something is left."""
    alive = Comment.objects.filter(thread=OuterRef("pk"), deleted_at=None)
    return _with_comments(Thread.objects.filter(Exists(alive), assessment=assessment))


def _with_comments(threads: QuerySet[Thread]) -> QuerySet[Thread]:
    """Those that are there, the oldest first, and whom they are for."""
    mentions = Prefetch("mentions", Mention.objects.select_related("user").order_by("pk"))
    comments = Comment.objects.filter(deleted_at=None).select_related("author").prefetch_related(mentions)
    return threads.select_related("resolved_by").prefetch_related(Prefetch("comments", comments.order_by("pk")))


def find_thread(workspace: Workspace, assessment: str, code: str) -> Thread:
    """Raises Thread.DoesNotExist."""
    thread = Thread.objects.select_related("assessment").get(code=code, **_of(workspace, assessment, "assessment__"))
    thread.assessment.workspace = workspace
    return thread


def find_comment(workspace: Workspace, assessment: str, code: str, *, also_deleted: bool = False) -> Comment:
    """Raises Comment.DoesNotExist."""
    comments = Comment.objects.all() if also_deleted else Comment.objects.filter(deleted_at=None)
    where = _of(workspace, assessment, "thread__assessment__")
    comment: Comment = comments.select_related("thread__assessment", "author").get(code=code, **where)
    comment.thread.assessment.workspace = workspace
    return comment


def _of(workspace: Workspace, assessment: str, to: str) -> dict[str, object]:
    return {f"{to}code": assessment, f"{to}workspace": workspace, f"{to}deleted_at": None}


def people_of(workspace: Workspace) -> list[Person]:
    """Whom a comment can be for, by name."""
    return [Person(*said) for said in members.people_of(workspace).values_list("code", "name", "email")]
