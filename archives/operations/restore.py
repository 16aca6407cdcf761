"""An archive into an empty place: all of it, or nothing."""

import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import connection
from django.db.models import Model

from accounts.models import User, Workspace
from archives.domain.manifest import DATABASE, FILES, VENDORS, ArchiveError, Manifest
from archives.files.unpacking import unpack
from archives.operations.vendors import vendor_named
from core.locks import LockHeldError, file_lock
from core.schema import known_migrations, sole_migrator
from core.storage import local_folder, stored_names
from webhooks.models import Webhook
from webhooks.operations.webhooks import pause_all


def check_archive(*, archive: Path) -> Manifest:
    """Everything that `restore_archive` checks about the archive itself, without touching database or files."""
    with TemporaryDirectory(prefix="rungs-check-") as name:
        folder = Path(name)
        manifest = unpack(archive, folder)
        _require_known_version(manifest)
        vendor_named(manifest.vendor).check_dump(folder / DATABASE, server=manifest.server)
    return manifest


def restore_archive(*, archive: Path) -> Manifest:
    """Raises ArchiveError, and leaves everything as it was, unless the place is empty and the archive is sound."""
    try:
        with file_lock(settings.DATA_DIR / "running.lock", wait=False), sole_migrator():
            return _restore(archive)
    except LockHeldError:
        raise ArchiveError("Rungs is running here: stop it first.") from None


def _restore(archive: Path) -> Manifest:
    _require_empty()
    with TemporaryDirectory(prefix=".restore-", dir=settings.DATA_DIR) as name:
        folder = Path(name)
        manifest = unpack(archive, folder)
        _require_known_version(manifest)
        _require_same_database(manifest)
        vendor = vendor_named(manifest.vendor)
        vendor.check_dump(folder / DATABASE, server=manifest.server)
        with files_in_place(folder / FILES):
            vendor.load_dump(folder / DATABASE, scratch=folder)
            _let_webhooks_rest()
    return manifest


def _let_webhooks_rest() -> None:
    """The original may be running still, and its receivers cannot tell a copy from it. An old archive has none."""
    if Webhook._meta.db_table in connection.introspection.table_names():
        pause_all()


def _require_known_version(manifest: Manifest) -> None:
    unknown = set(manifest.migrations) - {f"{app}.{name}" for app, name in known_migrations()}
    if unknown:
        raise ArchiveError(
            f"The archive was written by Rungs {manifest.version}, which is newer than this {settings.VERSION}:"
            f" it has {min(unknown)}. Restore it with that version."
        )


def _require_same_database(manifest: Manifest) -> None:
    if manifest.vendor != connection.vendor:
        raise ArchiveError(
            f"The archive is of {VENDORS[manifest.vendor]} and this is {VENDORS[connection.vendor]}:"
            " restore it into the same kind of database, see DATABASE_URL."
        )
    here = vendor_named(manifest.vendor).server_version()
    if manifest.server > here:
        raise ArchiveError(f"The archive is of PostgreSQL {manifest.server} and this server is the older {here}.")


def _require_empty() -> None:
    tables = set(connection.introspection.table_names())
    models: list[type[Model]] = [User, Workspace]
    for model in models:
        if model._meta.db_table in tables and model._base_manager.exists():
            raise ArchiveError(
                f"The database is not empty: it has {model._meta.verbose_name_plural}."
                " Restoring is for an empty place, such as another RUNGS_DATA_DIR or a new PostgreSQL database."
            )
    if next(stored_names(), None):
        place = local_folder() or "The storage of RUNGS_STORAGE_URL"
        raise ArchiveError(f"{place} is not empty: move what is in it away first.")


def files_in_place(staged: Path) -> AbstractContextManager[None]:
    """The files first, because a database that names files which are missing is worse than the other way round."""
    staged.mkdir(exist_ok=True)
    media = local_folder()
    return _moved(staged, media) if media else _uploaded(staged)


@contextmanager
def _uploaded(staged: Path) -> Iterator[None]:
    done: list[str] = []
    try:
        for path in sorted(path for path in staged.rglob("*") if path.is_file()):
            name = str(path.relative_to(staged))
            with path.open("rb") as file:
                done.append(default_storage.save(name, File(file)))
            if done[-1] != name:
                raise ArchiveError(f"The storage keeps {name} under another name: it is not empty.")
        yield
    except BaseException:
        for name in done:
            default_storage.delete(name)
        raise


@contextmanager
def _moved(staged: Path, media: Path) -> Iterator[None]:
    media.mkdir(parents=True, exist_ok=True)
    moved: list[Path] = []
    try:
        for entry in sorted(staged.iterdir()):
            place = media / entry.name
            if place.is_dir():
                shutil.rmtree(place)  # a folder without files, or the place had not been called empty
            moved.append(place)
            shutil.move(entry, place)
        yield
    except BaseException:
        for place in moved:
            if place.is_dir():
                shutil.rmtree(place)
            else:
                place.unlink(missing_ok=True)
        raise
