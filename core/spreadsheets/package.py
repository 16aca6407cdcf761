"""A foreign XLSX file, opened without trusting it: only parts that are needed are read, each within bounds."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass, field
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

MEGABYTE = 1024 * 1024
CENTRAL_RECORD = b"PK\x01\x02"
OLE_FILE = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True, slots=True)
class PackageLimits:
    """Bounds on a file. `ratio` is how many times larger than packed a part above a megabyte may be.

    A filled cell takes two elements with three attributes.
    """

    size: int = 10 * MEGABYTE
    unpacked: int = 60 * MEGABYTE
    members: int = 1_000
    ratio: int = 200
    elements: int = 400_000
    attributes: int = 600_000


class RefusedWorkbookError(Exception):
    """The file is not read; the message is a sentence for the person who sent it."""


@dataclass(slots=True)
class Package:
    """An opened file. `unpacked` counts what was really read: the sizes a file declares may be lies.

    A part is read once: a workbook whose sheets all name the same one would be as large as it likes.
    """

    archive: ZipFile
    limits: PackageLimits
    unpacked: int = field(default=0, init=False)
    done: set[str] = field(default_factory=set, init=False)
    elements: int = field(default=0, init=False)
    attributes: int = field(default=0, init=False)

    def has(self, name: str) -> bool:
        return name in self.archive.NameToInfo

    def read(self, name: str) -> bytes:
        """The part of this name. Raises RefusedWorkbookError where it is missing, damaged or too large."""
        if name in self.done:
            raise RefusedWorkbookError(f"The workbook is damaged: it names its part {name} twice.")
        self.done.add(name)
        left = self.limits.unpacked - self.unpacked
        try:
            with self.archive.open(name) as part:
                data = part.read(left + 1)
        except KeyError as error:
            raise RefusedWorkbookError(f"The workbook is damaged: its part {name} is missing.") from error
        except (BadZipFile, RuntimeError, EOFError, OSError, ValueError, struct.error, zlib.error) as error:
            raise RefusedWorkbookError(f"The workbook is damaged: its part {name} cannot be unpacked.") from error
        if len(data) > left:
            raise _too_large(self.limits)
        self.unpacked += len(data)
        return data

    def count(self, xml: bytes) -> None:
        """Refuse a workbook with too much markup before it is parsed: counting takes a hundredth of the time."""
        self.elements += xml.count(b"<") - xml.count(b"</")
        self.attributes += xml.count(b"=")
        if self.elements > self.limits.elements or self.attributes > self.limits.attributes:
            raise RefusedWorkbookError(
                f"The workbook holds more than {self.limits.elements:,} elements, or {self.limits.elements // 2:,} "
                "filled cells; remove empty rows with a format, and what is not about answers."
            )


def open_package(data: bytes, limits: PackageLimits | None = None) -> Package:
    """Open the bytes of an XLSX file. Raises RefusedWorkbookError, with nothing unpacked, where they are not one."""
    limits = limits or PackageLimits()
    if len(data) > limits.size:
        largest = limits.size // MEGABYTE
        raise RefusedWorkbookError(f"The file has {len(data):,} bytes; at most {largest} MB are read.")
    if data.startswith(OLE_FILE):
        raise RefusedWorkbookError(
            "This is not an XLSX file but an old XLS file or one with a password; save it as “Excel Workbook (.xlsx)”."
        )
    # Counted before the directory is parsed, which takes seconds where it has hundreds of thousands of entries.
    if data.count(CENTRAL_RECORD) > limits.members:
        raise RefusedWorkbookError(f"The file holds more than {limits.members:,} parts; no answers workbook does.")
    try:
        package = Package(ZipFile(BytesIO(data)), limits)
    except (BadZipFile, RuntimeError, OSError, ValueError, struct.error) as error:
        raise RefusedWorkbookError("This is not an XLSX file; save it as “Excel Workbook (.xlsx)”.") from error
    if not (package.has("[Content_Types].xml") and package.has("xl/workbook.xml")):
        raise RefusedWorkbookError("This is not an XLSX file: it is a ZIP archive without a workbook in it.")
    _check_members(package.archive.infolist(), limits)
    return package


def _check_members(members: list[ZipInfo], limits: PackageLimits) -> None:
    for member in members:
        if member.filename.lower().endswith("vbaproject.bin"):
            raise RefusedWorkbookError("The workbook holds macros; save it as “Excel Workbook (.xlsx)”, without them.")
        if member.flag_bits & 0x1 or member.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise RefusedWorkbookError("The workbook is locked or packed in an unusual way; save it again from Excel.")
        packed = max(member.compress_size, 1)
        if member.file_size > MEGABYTE and member.file_size > limits.ratio * packed:
            raise RefusedWorkbookError(
                f"The workbook's part {member.filename} is {member.file_size // packed:,} times larger than packed;"
                " that looks like an attack and is not read."
            )
    if sum(member.file_size for member in members) > limits.unpacked:
        raise _too_large(limits)


def _too_large(limits: PackageLimits) -> RefusedWorkbookError:
    return RefusedWorkbookError(
        f"The workbook is larger than {limits.unpacked // MEGABYTE} MB when unpacked; remove what is not about answers."
    )
