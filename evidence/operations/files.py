"""Keeping what people upload. A file is stored before its row, and goes after no row names it any more."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import datetime, timedelta
from pathlib import PurePosixPath

import structlog
from django.conf import settings
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import RestrictedError

from accounts.models import User, Workspace
from evidence.files.checking import check_upload
from evidence.models import StoredFile
from evidence.models.stored_file import folder_of

logger = structlog.get_logger("rungs.files")

ORPHANS_ARE_KEPT = timedelta(days=1)
"""For longer than any upload takes: its row may still be on the way."""


def store_file(*, workspace: Workspace, upload: File[bytes], actor: User) -> StoredFile:
    """Check and keep a file that somebody uploaded, for whatever app. Raises RefusedFileError with a sentence.

    In a transaction that fails later the file stays without a row, until `sweep_files`; `storing` avoids that.
    """
    with storing(workspace=workspace, upload=upload, actor=actor) as stored:
        stored.save()
    return stored


@contextmanager
def storing(*, workspace: Workspace, upload: File[bytes], actor: User | None) -> Iterator[StoredFile]:
    """The file is written; the block saves the row, in its own transaction. If it fails, the file goes again.

    Without an actor it came from somebody outside who need not sign in.

    Written outside of the transaction, so that nobody waits for a disk.
    """
    with _until_saved(_written(workspace, upload, actor)) as stored:
        yield stored


@contextmanager
def keeping(
    *, workspace: Workspace, content: bytes, name: str, media_type: str, actor: User | None
) -> Iterator[StoredFile]:
    """The same for what Rungs made itself for somebody, and so need not check."""
    stored = StoredFile(
        workspace=workspace,
        name=name,
        media_type=media_type,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        uploaded_by=actor,
    )
    stored.file.save(name, ContentFile(content), save=False)
    with _until_saved(stored):
        yield stored


@contextmanager
def _until_saved(stored: StoredFile) -> Iterator[StoredFile]:
    is_kept = False
    try:
        yield stored
        is_kept = True
    finally:
        if not is_kept:
            stored.file.storage.delete(str(stored.file.name))


def _written(workspace: Workspace, upload: File[bytes], actor: User | None) -> StoredFile:
    size = upload.size
    checked = check_upload(upload, name=upload.name or "", size=size, largest=settings.LARGEST_UPLOAD)  # type: ignore[arg-type]
    checksum = hashlib.sha256()
    for piece in upload.chunks():
        checksum.update(piece)
    stored = StoredFile(
        workspace=workspace,
        name=checked.name,
        media_type=checked.media_type,
        size=size,
        sha256=checksum.hexdigest(),
        uploaded_by=actor,
    )
    stored.file.save(checked.name, upload, save=False)
    return stored


def storing_if_given(
    *, workspace: Workspace, upload: File[bytes] | None, actor: User
) -> AbstractContextManager[StoredFile | None]:
    return storing(workspace=workspace, upload=upload, actor=actor) if upload else nullcontext()


def discard_files(files: Iterable[StoredFile]) -> int:
    """Inside a transaction: rows now, files when it is kept. What something else still names stays; how many went."""
    count = 0
    for stored in files:
        try:
            stored.delete()
        except RestrictedError:
            continue
        count += 1
        transaction.on_commit(lambda storage=stored.file.storage, name=stored.file.name: storage.delete(name))  # type: ignore[misc]
    return count


def sweep_files(*, now: datetime) -> int:
    """Delete files that no row names, left behind by a process that died or a transaction that failed."""
    return sum(_sweep(workspace, now) for workspace in Workspace.objects.order_by("pk").iterator())


def _sweep(workspace: Workspace, now: datetime) -> int:
    folder = folder_of(workspace)
    try:
        found = {f"{folder}/{name}" for name in default_storage.listdir(folder)[1] if name}
    except FileNotFoundError:
        return 0
    old = {name for name in found if default_storage.get_modified_time(name) <= now - ORPHANS_ARE_KEPT}
    orphans = old.difference(StoredFile.objects.filter(workspace=workspace).values_list("file", flat=True))
    for name in sorted(orphans):
        default_storage.delete(name)
        logger.info("file without a row removed", workspace=workspace.code, file=PurePosixPath(name).name)
    return len(orphans)
