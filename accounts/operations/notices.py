"""Telling people what happened."""

from collections.abc import Iterable

from django.utils import timezone

from accounts.models import Notice, User, Workspace

LONGEST = 300


def notify(*, user: User, sentence: str, workspace: Workspace | None = None, path: str = "") -> None:
    """`path` is where to look, as `reverse` gives it. Nobody reads what is said to a service account."""
    notify_all(users=[user], workspace=workspace, sentence=sentence, path=path)


def notify_all(*, users: Iterable[User], sentence: str, workspace: Workspace | None = None, path: str = "") -> None:
    Notice.objects.bulk_create(
        Notice(user=user, workspace=workspace, sentence=sentence[:LONGEST], path=path)
        for user in users
        if not user.is_service
    )


def read_notice(*, notice: Notice) -> None:
    """The first time counts."""
    Notice.objects.filter(pk=notice.pk, read_at=None).update(read_at=timezone.now())


def read_all_notices(*, user: User, workspace: Workspace | None = None) -> None:
    """Those of one workspace, or of all."""
    unread = Notice.objects.filter(user=user, read_at=None)
    if workspace:
        unread = unread.filter(workspace=workspace)
    unread.update(read_at=timezone.now())
