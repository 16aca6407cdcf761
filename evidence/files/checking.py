"""What an upload is, by what is in it; its name and what the browser says of it are not believed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import BinaryIO

from django.utils.translation import gettext_lazy as _

from evidence.domain.kinds import GIF, JPEG, PDF, PNG, WEBP, Kind, shown_name, text_kind
from evidence.files import packages, pictures
from evidence.files.refusals import RefusedFileError, damaged, refused, something_appended
from evidence.files.texts import check_text

MEGABYTE = 1024 * 1024
END_OF_PDF = b"%%EOF"
PROGRAMS = (
    b"\x7fELF",
    b"MZ",
    b"\xca\xfe\xba\xbe",
    b"\xfe\xed\xfa\xce",
    b"\xfe\xed\xfa\xcf",
    b"\xce\xfa\xed\xfe",
    b"\xcf\xfa\xed\xfe",
)
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """`name` is fit for showing; `media_type` is what the file is to be served as."""

    kind: Kind
    name: str
    media_type: str


def check_upload(file: BinaryIO, *, name: str, size: int, largest: int) -> CheckedFile:
    """Raises RefusedFileError. Reads in pieces, wherever it needs to; the file is left at its beginning."""
    if size == 0:
        raise RefusedFileError(_("The file is empty."))
    if size > largest:
        raise RefusedFileError(
            _("The file is too large: at most %(size)d MB can be kept.") % {"size": largest // MEGABYTE}
        )
    try:
        return _checked(file, name, size)
    finally:
        file.seek(0)


def _checked(file: BinaryIO, name: str, size: int) -> CheckedFile:
    file.seek(0)
    start = file.read(16)
    kind = _binary_kind(file, start, size)
    if kind:
        return CheckedFile(kind, shown_name(name, kind), kind.media_type)
    encoding = check_text(file)
    kind = text_kind(name)
    return CheckedFile(kind, shown_name(name, kind), f"{kind.media_type}; charset={encoding}")


def _binary_kind(file: BinaryIO, start: bytes, size: int) -> Kind | None:
    """None for what can only be text."""
    if start.startswith(packages.START):
        return packages.check_package(file, size)
    if start.startswith(OLD_OFFICE):
        raise refused(_("This is a document of an old kind, or one with a password; save it as .docx, .xlsx or .pptx."))
    if start.startswith(PROGRAMS) and b"\x00" in start:  # a text may begin with MZ
        raise refused(_("This is a program, or a script."))
    kind = _picture_or_pdf(start)
    if kind:
        _check_to_its_end(kind, file, size)
        _require_no_archive_behind(file, size)
    return kind


def _picture_or_pdf(start: bytes) -> Kind | None:
    if start.startswith(b"%PDF-"):
        return PDF
    if start.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if start.startswith(b"\xff\xd8\xff"):
        return JPEG
    if start.startswith((b"GIF87a", b"GIF89a")):
        return GIF
    return WEBP if start.startswith(b"RIFF") and start[8:12] == b"WEBP" else None


def _check_to_its_end(kind: Kind, file: BinaryIO, size: int) -> None:
    checks = {
        PDF: _check_pdf,
        PNG: pictures.check_png,
        JPEG: pictures.check_jpeg,
        GIF: pictures.check_gif,
        WEBP: pictures.check_webp,
    }
    checks[kind](file, size)


def _check_pdf(file: BinaryIO, size: int) -> None:
    """Its end is marked, and only blanks follow; readers look for the mark in the last kilobyte."""
    file.seek(max(size - 1024, 0))
    _before, mark, behind = file.read().rpartition(END_OF_PDF)
    if not mark:
        raise damaged()
    if behind.strip(b" \t\r\n\f\x00"):
        raise something_appended()


def _require_no_archive_behind(file: BinaryIO, size: int) -> None:
    """An archive is read from its end, so that one file can be a picture or a PDF and an archive at the same time."""
    file.seek(max(size - packages.LENGTH_OF_END - packages.LONGEST_COMMENT, 0))
    if packages.END in file.read():
        raise something_appended()
