"""A workspace's two logos. A file is stored before the row names it, and goes after no row names it any more."""

from typing import Literal

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from accounts.models import User, Workspace
from accounts.models.workspace import logo_path
from accounts.operations.activity import log_activity
from accounts.operations.guard import lock_as_owner
from core.codes import new_code
from core.images import read_image

type Which = Literal["logo", "consultant_logo"]

MOST_PIXELS = 12_000_000
"""Unpacked they take four bytes each, in a process that serves others at the same time."""


def replace_logo(*, workspace: Workspace, actor: User, which: Which, upload: bytes, seen: int) -> Workspace:
    """Raises RefusedImageError with a sentence, StaleWriteError when somebody else has changed the settings."""
    image = read_image(upload, most_pixels=MOST_PIXELS)
    stored_as = default_storage.save(logo_path(workspace, f"{new_code()}.png"), ContentFile(image))
    is_kept = False
    try:
        stored = _point_to(stored_as, workspace, actor, which, seen)
        is_kept = True
    finally:
        if not is_kept:
            default_storage.delete(stored_as)
    return stored


def remove_logo(*, workspace: Workspace, actor: User, which: Which, seen: int) -> Workspace:
    return _point_to("", workspace, actor, which, seen)


@transaction.atomic
def _point_to(name: str, workspace: Workspace, actor: User, which: Which, seen: int) -> Workspace:
    workspace = lock_as_owner(workspace.pk, actor)
    old = getattr(workspace, which).name
    stored = workspace.save_revision(seen=seen, **{which: name})
    verb = "workspace.logo_replaced" if name else "workspace.logo_removed"
    log_activity(workspace=stored, actor=actor, verb=verb, target=stored, field=which)
    if old:
        transaction.on_commit(lambda: default_storage.delete(old))
    return stored
