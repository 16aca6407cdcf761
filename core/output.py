"""Files that a command writes: refused before the work, whole or not there at all, not mixed with another run's."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from errno import EISDIR
from pathlib import Path
from secrets import token_hex
from stat import S_ISDIR
from tempfile import TemporaryFile

from core.stopping import STOPS


class CannotWriteError(Exception):
    """The text says which path cannot be written, and why."""

    def __init__(self, path: Path, error: OSError) -> None:
        super().__init__(f"{path}: {error.strerror or 'It cannot be written'}.")


def check_files(folder: Path, names: Iterable[str]) -> None:
    """Raises CannotWriteError where `write_files` would, so that nobody waits for a report that has no place.

    Nothing is changed: what is tried out is a file without a name, where the folder is or would be made.
    """
    path = folder
    try:
        TemporaryFile(dir=_nearest(folder)).close()
        for path in (folder / name for name in names):
            if _is_folder(path):
                raise IsADirectoryError(EISDIR, os.strerror(EISDIR))
    except OSError as error:
        raise CannotWriteError(path, error) from error


def write_files(folder: Path, contents: Mapping[str, bytes]) -> tuple[Path, ...]:
    """Write these files into the folder, which is made where it is missing. Raises CannotWriteError.

    They are written under names of their own, then all renamed: a reader finds the old file or the new one, and where
    something fails before that, everything is as it was. A link at a file's place is replaced, not followed.
    """
    waiting: dict[Path, Path] = {}
    path = folder
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in contents.items():
            path, beside = folder / name, folder / f".rungs-{token_hex(8)}"
            waiting[beside] = path
            with beside.open("xb") as file:  # x: it must not be there, also not as a link to somewhere else
                file.write(content)
        with _turn_in(folder), _undisturbed():
            for beside, path in waiting.items():
                beside.replace(path)
    except OSError as error:
        raise CannotWriteError(path, error) from error
    finally:
        for beside in waiting:
            with suppress(OSError):
                beside.unlink(missing_ok=True)
    return tuple(waiting.values())


def _nearest(folder: Path) -> Path:
    """The folder, or the one in which it would be made."""
    try:
        folder.stat()
    except FileNotFoundError:
        if folder.is_symlink():
            raise  # a link to nothing: no folder can be made in its place
        return _nearest(folder.parent)
    return folder


def _is_folder(path: Path) -> bool:
    try:
        return S_ISDIR(path.lstat().st_mode)
    except FileNotFoundError:
        return False


@contextmanager
def _turn_in(folder: Path) -> Iterator[None]:
    """Whoever writes into the same folder waits, so that the files of one run lie side by side."""
    try:
        import fcntl
    except ImportError:
        yield  # Windows
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # a file system without locks
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)  # which frees the lock


@contextmanager
def _undisturbed() -> Iterator[None]:
    """A stop that comes between two renames comes too late: only some of the files would be new."""
    if threading.current_thread() is not threading.main_thread():
        yield  # signals reach the main thread only
        return
    before = {number: signal.signal(number, signal.SIG_IGN) for number in STOPS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
