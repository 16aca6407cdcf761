"""Writing an archive: a gzipped tar whose first member says what follows, with sizes and checksums."""

import gzip
import hashlib
import os
import tarfile
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from secrets import token_hex

from archives.domain.manifest import ArchiveError, Manifest, Member

MANIFEST = "manifest.json"


def describe_file(path: Path) -> Member:
    with path.open("rb") as file:
        checksum = hashlib.file_digest(file, "sha256").hexdigest()
    return Member(path.stat().st_size, checksum)


def pack(*, manifest: Manifest, folder: Path, out: Path, replace: bool) -> None:
    """Write `manifest` and the members under `folder` into `out`, whole or not at all.

    Readable by its owner only: it holds everything that the database does. Raises ArchiveError, and leaves `out` as it
    was, when there is already something under that name, unless it may be replaced.
    """
    part = out.with_name(f".{out.name}.{token_hex(4)}.part")
    try:
        with part.open("xb") as raw:
            part.chmod(0o600)
            with (
                gzip.GzipFile(fileobj=raw, mode="wb", compresslevel=6, filename="") as packed,
                tarfile.open(fileobj=packed, mode="w") as tar,
            ):
                _add(tar, MANIFEST, manifest.as_json())
                for name in manifest.members:
                    _add_file(tar, name, folder / name)
            raw.flush()
            os.fsync(raw.fileno())
        _put_in_place(part, out, replace)
    finally:
        with suppress(FileNotFoundError):
            part.unlink()


def _add(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    info = tarfile.TarInfo(name)
    info.size = len(content)
    tar.addfile(info, BytesIO(content))


def _add_file(tar: tarfile.TarFile, name: str, path: Path) -> None:
    info = tarfile.TarInfo(name)
    stat = path.stat()
    info.size, info.mtime, info.mode = stat.st_size, int(stat.st_mtime), 0o600
    with path.open("rb") as file:
        tar.addfile(info, file)


def _put_in_place(part: Path, out: Path, replace: bool) -> None:
    """A link is refused where the name is taken, even if that happened a moment ago; a rename is not."""
    if replace:
        part.replace(out)
        return
    try:
        out.hardlink_to(part)
    except FileExistsError:
        raise ArchiveError(f"{out} exists: choose another name, or replace it with --force.") from None
    except OSError:  # a file system without links
        if out.exists():
            raise ArchiveError(f"{out} exists: choose another name, or replace it with --force.") from None
        part.rename(out)
