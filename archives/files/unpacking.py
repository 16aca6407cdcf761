"""Reading an archive as a foreign file: whatever is in it, nothing is written outside of the given folder, and no more
is read than the manifest has announced.
"""

import gzip
import hashlib
import io
import shutil
import tarfile
import zlib
from pathlib import Path
from typing import BinaryIO

from archives.domain.manifest import ArchiveError, DamagedArchiveError, Manifest, Member, read_manifest
from archives.files.packing import MANIFEST

MOST_IN_A_MANIFEST = 64 * 1024 * 1024
MOST_AROUND_A_MEMBER = 16 * 1024
"""Headers and padding of one member; long names have a header of their own."""
AT_ONCE = 1024 * 1024


class Inflating(io.RawIOBase):
    """The inflated archive, as far as it may go: a few bytes of gzip can become any number."""

    def __init__(self, raw: BinaryIO) -> None:
        self.packed = gzip.GzipFile(fileobj=raw, mode="rb")
        self.end = MOST_IN_A_MANIFEST + 2 * MOST_AROUND_A_MEMBER

    def readable(self) -> bool:
        return True

    def tell(self) -> int:
        return self.packed.tell()

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Only ever forward, over the padding between members."""
        if whence != io.SEEK_SET or not 0 <= offset - self.tell() <= AT_ONCE:
            raise DamagedArchiveError("The archive is damaged: its parts do not follow each other.")
        self.read(offset - self.tell())
        return self.tell()

    def read(self, size: int = -1) -> bytes:
        if not 0 <= size <= AT_ONCE:
            raise DamagedArchiveError("The archive is damaged: a header has no sensible size.")
        content = self.packed.read(size)
        if self.tell() > self.end:
            raise DamagedArchiveError("The archive holds more than its manifest says.")
        return content


def unpack(archive: Path, into: Path) -> Manifest:
    """Everything in the archive, below `into`, each file as long as announced and with its checksum."""
    try:
        with archive.open("rb") as raw:
            return _unpack(raw, into)
    except FileNotFoundError:
        raise ArchiveError(f"There is no file {archive}.") from None
    except (IsADirectoryError, PermissionError) as error:
        raise ArchiveError(f"{archive} cannot be read: {error.strerror}.") from None
    except (gzip.BadGzipFile, tarfile.TarError, zlib.error, EOFError, UnicodeError, OverflowError):
        raise DamagedArchiveError(f"{archive} is damaged, cut off or no archive of Rungs.") from None


def _unpack(raw: BinaryIO, into: Path) -> Manifest:
    inflating = Inflating(raw)
    with tarfile.open(fileobj=inflating, mode="r:") as tar:
        manifest = _read_manifest(tar)
        _require_space(into, manifest.size)
        inflating.end = inflating.tell() + manifest.size + (len(manifest.members) + 2) * MOST_AROUND_A_MEMBER
        for name, member in manifest.members.items():
            _extract(tar, name, member, into / name)
        if tar.next() is not None:
            raise DamagedArchiveError("The archive holds more than its manifest says.")
    while inflating.read(AT_ONCE):  # to the very end, where gzip keeps its own checksum
        pass
    return manifest


def _read_manifest(tar: tarfile.TarFile) -> Manifest:
    info = tar.next()
    if info is None or info.name != MANIFEST or info.type != tarfile.REGTYPE or info.size > MOST_IN_A_MANIFEST:
        raise DamagedArchiveError("This is no archive of Rungs: it does not start with a manifest.")
    content = tar.extractfile(info)
    assert content is not None  # it is a regular file
    return read_manifest(b"".join(iter(lambda: content.read(AT_ONCE // 2), b"")))


def _require_space(folder: Path, size: int) -> None:
    free = shutil.disk_usage(folder).free
    if size > free:
        raise ArchiveError(f"The archive needs {size:,} bytes and {folder} has {free:,} left.")


def _extract(tar: tarfile.TarFile, name: str, member: Member, to: Path) -> None:
    info = tar.next()
    if info is None or info.name != name or info.size != member.size:
        raise DamagedArchiveError(f"The archive is damaged: {name} is missing or not where its manifest says.")
    if info.type != tarfile.REGTYPE:
        raise DamagedArchiveError(f"The archive holds something else than a file: {name}.")
    content = tar.extractfile(info)
    assert content is not None  # it is a regular file
    digest = hashlib.sha256()
    try:
        to.parent.mkdir(parents=True, exist_ok=True)
        with to.open("xb") as file:
            while chunk := content.read(AT_ONCE // 2):
                digest.update(chunk)
                file.write(chunk)
    except (FileExistsError, NotADirectoryError):
        raise DamagedArchiveError(f"The archive holds two things in one place: {name}.") from None
    if digest.hexdigest() != member.sha256:
        raise DamagedArchiveError(f"The archive is damaged: {name} is not what was stored.")
