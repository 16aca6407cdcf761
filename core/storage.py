"""Files that are kept for people, in whatever storage the settings name."""

from collections.abc import Iterator
from pathlib import Path

from django.core.files.storage import FileSystemStorage, default_storage


def local_folder() -> Path | None:
    """Where the files lie on this disk; None where the settings name another storage."""
    if isinstance(default_storage, FileSystemStorage):
        return Path(default_storage.location)
    return None


def stored_names(folder: str = "") -> Iterator[str]:
    """Every file in a folder and those below it; nothing where there is no such folder."""
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    before = f"{folder}/" if folder else ""
    yield from (f"{before}{name}" for name in files)
    for name in folders:
        yield from stored_names(f"{before}{name}")


def delete_folder(folder: str) -> int:
    """Delete a folder with all that is in it; how many files there were. One that is not there is empty."""
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return 0
    count = len(files) + sum(delete_folder(f"{folder}/{name}") for name in folders)
    for name in files:
        default_storage.delete(f"{folder}/{name}")
    default_storage.delete(folder)
    return count
