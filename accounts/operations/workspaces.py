"""A workspace's beginning, its settings, and its end."""

from datetime import datetime
from typing import Any

import structlog
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.domain.periods import DELETED_IS_KEPT
from accounts.domain.roles import Role
from accounts.models import Membership, User, Workspace
from accounts.operations.activity import log_activity
from accounts.operations.guard import lock_as_owner, require_owner, require_person
from accounts.operations.notices import notify_all
from accounts.queries.service_accounts import service_accounts_ever_in
from core.local import day
from core.storage import delete_folder

logger = structlog.get_logger("rungs.purge")


class OtherNameError(Exception):
    """What was typed to confirm a deletion is not the workspace's name."""


class NotRestorableError(Exception):
    """The workspace is not deleted, or its time is over."""


@transaction.atomic
def create_workspace(*, name: str, owner: User, time_zone: str = "UTC") -> Workspace:
    require_person(owner)
    workspace = Workspace.objects.create(name=name, time_zone=time_zone)
    Membership.objects.create(workspace=workspace, user=owner, role=Role.OWNER.value)
    log_activity(workspace=workspace, actor=owner, verb="workspace.created", target=workspace)
    return workspace


@transaction.atomic
def change_workspace(*, workspace: Workspace, actor: User, seen: int, **values: Any) -> Workspace:
    """Write settings that were read at the revision `seen`. Raises StaleWriteError when somebody else has since."""
    workspace = lock_as_owner(workspace.pk, actor)
    before = {name: getattr(workspace, name) for name in values}
    stored = workspace.save_revision(seen=seen, **values)
    for field, value in values.items():
        if value != before[field]:
            log_activity(
                workspace=stored,
                actor=actor,
                verb="workspace.changed",
                target=stored,
                field=field,
                before=before[field],
                after=value,
            )
    return stored


@transaction.atomic
def delete_workspace(*, workspace: Workspace, actor: User, typed: str) -> None:
    """It disappears for everybody at once, and for good after a month in which any of its owners can restore it.

    `typed` is the name as the person wrote it to confirm. Raises OtherNameError.
    """
    workspace = _locked_also_deleted(workspace, actor)
    if " ".join(typed.split()) != " ".join(workspace.name.split()):
        raise OtherNameError
    if workspace.deleted_at:
        return
    workspace.deleted_at = timezone.now()
    workspace.save(update_fields=["deleted_at", "changed_at"])
    log_activity(workspace=workspace, actor=actor, verb="workspace.deleted", target=workspace)
    last = day(workspace.deleted_at + DELETED_IS_KEPT, workspace.locale)
    sentence = _("%(actor)s deleted %(workspace)s. Until %(day)s its owners can restore it.")
    _tell_others(workspace, actor, sentence % {"actor": actor, "workspace": workspace, "day": last}, reverse("home"))


@transaction.atomic
def restore_workspace(*, workspace: Workspace, actor: User) -> Workspace:
    """Raises NotRestorableError. Restoring what somebody else has just restored does nothing."""
    workspace = _locked_also_deleted(workspace, actor)
    if workspace.deleted_at is None:
        return workspace
    if workspace.deleted_at <= timezone.now() - DELETED_IS_KEPT:
        raise NotRestorableError
    workspace.deleted_at = None
    workspace.save(update_fields=["deleted_at", "changed_at"])
    log_activity(workspace=workspace, actor=actor, verb="workspace.restored", target=workspace)
    sentence = _("%(actor)s restored %(workspace)s.") % {"actor": actor, "workspace": workspace}
    _tell_others(workspace, actor, sentence, reverse("workspace_detail", args=[workspace.code]))
    return workspace


def purge_workspaces(*, now: datetime) -> int:
    """Remove what was deleted a month ago or earlier, rows and files; how many workspaces that were."""
    due = Workspace.objects.filter(deleted_at__lte=now - DELETED_IS_KEPT).values_list("pk", flat=True)
    return sum(_purge(key, now) for key in list(due))


@transaction.atomic
def _purge(key: int, now: datetime) -> bool:
    """Files go first: what is due can no longer be restored, so a purge cut off here ends with the next one."""
    workspace = Workspace.objects.locked().filter(pk=key, deleted_at__lte=now - DELETED_IS_KEPT).first()
    if workspace is None:
        return False
    programs = [*service_accounts_ever_in(workspace).values_list("pk", flat=True)]
    files = delete_folder(workspace.folder)
    _count, rows = workspace.delete()
    User.objects.filter(pk__in=programs).delete()
    logger.info("workspace purged", workspace=workspace.code, files=files, rows=sum(rows.values()))
    return True


def _locked_also_deleted(workspace: Workspace, actor: User) -> Workspace:
    locked: Workspace = Workspace.objects.locked().get(pk=workspace.pk)
    require_owner(locked, actor)
    return locked


def _tell_others(workspace: Workspace, actor: User, sentence: str, path: str) -> None:
    others = User.objects.filter(memberships__workspace=workspace).exclude(pk=actor.pk)
    notify_all(users=others, workspace=workspace, sentence=sentence, path=path)
