"""Telling people what happened."""

from accounts.models import Notice, User, Workspace


def notify(*, user: User, sentence: str, workspace: Workspace | None = None, path: str = "") -> Notice:
    """`path` is where to look, as `reverse` gives it."""
    return Notice.objects.create(user=user, workspace=workspace, sentence=sentence[:300], path=path)
