"""The one way into the activity log. Operations call it inside their own transaction: both are kept, or neither."""

from typing import Any

from django.db import models, transaction

from accounts.models import Activity, User, Workspace
from accounts.models.activity import STREAM
from core.advisory_locks import share


def log_activity(
    *, workspace: Workspace, actor: User | None, verb: str, target: models.Model, **detail: Any
) -> Activity:
    """`verb` is a name that an app declares in its `activity.py`, such as "member.joined".

    Without an actor it was Rungs itself.
    `detail` must be JSON: what a reader needs to understand the event, never a secret.
    """
    with transaction.atomic(savepoint=False):
        share(STREAM, workspace.pk)  # see events_after
        return Activity.objects.create(
            workspace=workspace,
            actor=actor,
            actor_name=str(actor or ""),
            verb=verb,
            object_kind=target._meta.label_lower,
            object_code=getattr(target, "code", ""),
            object_name=str(target)[:254],
            detail=detail,
        )
