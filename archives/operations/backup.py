"""A backup: the database as it was at one moment, every uploaded file that it names, and what proves both."""

import os
import shutil
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection

from archives.domain.manifest import DATABASE, FILES, ArchiveError, Manifest
from archives.files.packing import describe_file, pack
from archives.operations.vendors import vendor_named
from core.schema import applied_migrations
from core.storage import local_folder, stored_names


def write_backup(*, out: Path, now: datetime, replace: bool = False) -> Manifest:
    """While everything goes on. Raises ArchiveError, and leaves nothing behind, when it cannot be done.

    The secret key is left out: whoever finds the archive cannot sign anything with it.
    """
    out = out.absolute()
    media = Path(settings.MEDIA_ROOT)
    if not out.parent.is_dir():
        raise ArchiveError(f"There is no folder {out.parent}.")
    if out.is_relative_to(media):
        raise ArchiveError(f"{out} is among the files that are backed up: choose another place.")
    if out.is_dir() or (out.exists() and not replace):
        raise ArchiveError(f"{out} exists: choose another name, or replace it with --force.")
    vendor = vendor_named(connection.vendor)
    migrations = tuple(sorted(f"{app}.{name}" for app, name in applied_migrations()))
    if not migrations:
        raise ArchiveError("There is nothing to back up: the database has no tables yet.")
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=".backup-", dir=settings.DATA_DIR) as name:
        folder = Path(name)
        # A row is stored after its file and deleted before it. So all files that the database names at the moment of
        # its copy were there before, or came before they are looked for a second time.
        gather(folder / FILES)
        vendor.dump_database(folder / DATABASE)
        gather(folder / FILES)
        names = [DATABASE, *sorted(str(path.relative_to(folder)) for path in _files_in(folder / FILES))]
        manifest = Manifest(
            version=settings.VERSION,
            created_at=now.isoformat(timespec="seconds"),
            vendor=connection.vendor,
            server=vendor.server_version(),
            migrations=migrations,
            members={name: describe_file(folder / name) for name in names},
        )
        pack(manifest=manifest, folder=folder, out=out, replace=replace)
    return manifest


def gather(into: Path) -> None:
    """Every uploaded file, from wherever it is kept; what is there already stays."""
    if media := local_folder():
        _link(media, into)
        return
    for name in stored_names():
        if not (target := into / name).exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            _fetch(name, target)


def _fetch(name: str, target: Path) -> None:
    part = target.with_name(f"{target.name}.part")
    try:
        with default_storage.open(name) as source, part.open("wb") as copy:
            shutil.copyfileobj(source, copy, 1024 * 1024)
    except FileNotFoundError:  # deleted since it was listed
        part.unlink(missing_ok=True)
    else:
        part.rename(target)


def _link(media: Path, into: Path) -> None:
    """Stored files are never changed in place, so a second name for one is as good as a copy, and costs nothing."""
    for source in _files_in(media):
        target = into / source.relative_to(media)
        if target.exists():
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(source, target)
        except FileNotFoundError:
            continue  # deleted since it was listed
        except OSError:  # on another file system
            _copy_whole(source, target)


def _copy_whole(source: Path, target: Path) -> None:
    try:
        shutil.copy2(source, target)
    except FileNotFoundError:
        target.unlink(missing_ok=True)


def _files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]
