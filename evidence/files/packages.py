"""Documents of Office and LibreOffice: ZIP archives, judged by their directory, of which the end is read first."""

from __future__ import annotations

import struct
import zlib
from typing import BinaryIO
from xml.etree.ElementTree import ParseError, TreeBuilder, XMLParser, fromstring
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from django.utils.translation import gettext_lazy as _

from evidence.domain.kinds import OPEN_DOCUMENT, OPEN_XML, Kind
from evidence.files.refusals import damaged, refused, something_appended

START = b"PK\x03\x04"
END = b"PK\x05\x06"
LENGTH_OF_END = 22
LARGE_LOCATOR = b"PK\x06\x07"
LENGTH_OF_LOCATOR = 20
LONGEST_COMMENT = 65_535

MEGABYTE = 1024 * 1024
MOST_ENTRIES = 5_000
LARGEST_DIRECTORY = MEGABYTE
LARGEST_UNPACKED = 500 * MEGABYTE
LARGEST_LIST = MEGABYTE
RATIO = 200
"""How many times larger than packed an entry above a megabyte may be."""

_MAIN_PART = {f"{kind.media_type}.main+xml": kind for kind in OPEN_XML}
_ODF = {kind.media_type.encode(): kind for kind in OPEN_DOCUMENT}
_PROGRAM_FOLDERS = ("basic/", "scripts/")


def check_package(file: BinaryIO, size: int) -> Kind:
    """Which document it is. Raises RefusedFileError for every other archive, and for what looks like an attack.

    The directory is measured before it is parsed, since parsing one of a million entries takes seconds.
    """
    _check_end(file, size)
    try:
        with ZipFile(file) as archive:
            entries = archive.infolist()
            _check_entries(entries)
            return _kind_of(archive, entries)
    except (BadZipFile, KeyError, RuntimeError, EOFError, OSError, ValueError, struct.error, zlib.error) as error:
        raise damaged() from error


def _check_end(file: BinaryIO, size: int) -> None:
    """The record that closes the archive is the last of the file, and right behind the directory that it tells of.

    Before it another may stand, for archives of more than 4 GB, which would be believed more.
    """
    file.seek(max(size - LENGTH_OF_END - LENGTH_OF_LOCATOR, 0))
    locator, record = file.read(LENGTH_OF_LOCATOR), file.read(LENGTH_OF_END)
    if len(record) < LENGTH_OF_END or not record.startswith(END):
        raise something_appended()
    _disk, _first, _here, entries, length, offset, comment = struct.unpack("<4H2LH", record[4:])
    if entries > MOST_ENTRIES or length > LARGEST_DIRECTORY:
        raise refused(_("This archive holds more files than any document has."))
    if comment or locator.startswith(LARGE_LOCATOR) or offset + length + LENGTH_OF_END != size:
        raise damaged()


def _check_entries(entries: list[ZipInfo]) -> None:
    for entry in entries:
        if entry.flag_bits & 0x1 or entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise refused(_("This document is locked or packed in an unusual way."))
        if entry.file_size > MEGABYTE and entry.file_size > RATIO * max(entry.compress_size, 1):
            raise refused(_("This document is packed so tightly that it looks like an attack."))
        if entry.filename.startswith(("/", "\\")) or ".." in entry.filename.replace("\\", "/").split("/"):
            raise damaged()
    if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > LARGEST_UNPACKED:
        raise refused(_("This document is too large when it is unpacked."))
    names = [entry.filename.lower() for entry in entries]
    if len(set(names)) < len(names):  # one program takes the first of two, and another one the last
        raise damaged()
    if any(name.endswith("vbaproject.bin") or name.startswith(_PROGRAM_FOLDERS) for name in names):
        raise _with_macros()


def _kind_of(archive: ZipFile, entries: list[ZipInfo]) -> Kind:
    if "[Content_Types].xml" in archive.NameToInfo:
        return _open_xml_kind(_content_types(archive))
    first = entries[0] if entries else None
    if first and first.filename == "mimetype" and (kind := _ODF.get(_start_of(archive, "mimetype", 100))):
        return kind
    raise refused(_("This is an archive, or a document of another program."))


def _content_types(archive: ZipFile) -> set[str]:
    listed = _start_of(archive, "[Content_Types].xml", LARGEST_LIST + 1)
    if len(listed) > LARGEST_LIST:
        raise damaged()
    try:
        return {entry.get("ContentType", "") for entry in fromstring(listed, XMLParser(target=_WithoutDeclarations()))}
    except (ParseError, LookupError) as error:  # of the second kind for an encoding that does not exist
        raise damaged() from error


class _WithoutDeclarations(TreeBuilder):
    """Of a document type, in whatever encoding: it declares entities, which no list of types needs."""

    def doctype(self, name: str, public: str | None, system: str | None) -> None:
        raise damaged()


def _open_xml_kind(content_types: set[str]) -> Kind:
    if any("macro" in each.lower() or "vbaproject" in each.lower() for each in content_types):
        raise _with_macros()
    for content_type, kind in _MAIN_PART.items():
        if content_type in content_types:
            return kind
    raise refused(_("This is an archive, or a document of another program."))


def _start_of(archive: ZipFile, name: str, length: int) -> bytes:
    with archive.open(name) as part:
        return part.read(length)


def _with_macros() -> Exception:
    return refused(_("This document holds macros; save it without them."))
