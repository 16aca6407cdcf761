"""What is kept and what is not, by its content; a name proves nothing."""

import struct
import sys
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook
from PIL import Image

from evidence.files.checking import CheckedFile, check_upload
from evidence.files.packages import MOST_ENTRIES
from evidence.files.refusals import ALLOWED, RefusedFileError
from tests.factories.uploads import PDF, make_open_document, make_open_xml, make_package, make_picture
from tests.work import at_most

MB = 1024 * 1024
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(document.cookie)</script>"
ARCHIVE = make_package({"run.exe": b"MZ"})
PNG, JPEG, GIF, WEBP = (make_picture(kind) for kind in ("PNG", "JPEG", "GIF", "WEBP"))


def check(content: bytes, name: str = "proof.pdf", largest: int = 25 * MB) -> CheckedFile:
    return check_upload(BytesIO(content), name=name, size=len(content), largest=largest)


KEPT = {
    "pdf": (PDF, "application/pdf"),
    "png": (PNG, "image/png"),
    "jpg": (JPEG, "image/jpeg"),
    "gif": (GIF, "image/gif"),
    "webp": (WEBP, "image/webp"),
    "txt": ("Über die Übung am Dienstag\n".encode(), "text/plain; charset=utf-8"),
    "log": (b"<13>Nov 21 14:05 host app: started\n", "text/plain; charset=utf-8"),
    "csv": ("\ufeffday;minutes\n2026-11-21;34\n".encode(), "text/csv; charset=utf-8"),
    "md": ("# 演習\n".encode("utf-16"), "text/markdown; charset=utf-16"),
    "json": (b'{"restored": true}', "application/json; charset=utf-8"),
    "docx": (make_open_xml(), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "xlsx": (
        make_open_xml("spreadsheetml.sheet.main+xml"),
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    "pptx": (
        make_open_xml("presentationml.presentation.main+xml"),
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ),
    "odt": (make_open_document("text"), "application/vnd.oasis.opendocument.text"),
    "ods": (make_open_document("spreadsheet"), "application/vnd.oasis.opendocument.spreadsheet"),
    "odp": (make_open_document("presentation"), "application/vnd.oasis.opendocument.presentation"),
}


@pytest.mark.parametrize("ending", KEPT)
def test_kind_is_told_by_the_content_and_corrects_the_name(ending: str) -> None:
    content, media_type = KEPT[ending]
    checked = check(content, f"drill.{ending}")
    assert (checked.name, checked.media_type) == (f"drill.{ending}", media_type)
    is_text = "charset" in media_type
    assert check(content, "drill.exe").name == f"drill.{'txt' if is_text else ending}"


def test_workbook_of_ours_is_kept() -> None:
    out = BytesIO()
    Workbook().save(out)
    assert check(out.getvalue(), "answers.xlsx").kind.endings == ("xlsx",)


@pytest.mark.parametrize(
    "options", [{"progressive": True}, {"optimize": True, "quality": 95}, {"comment": b"x" * 9000}]
)
def test_pictures_of_every_make_are_walked_to_their_end(options: dict[str, object]) -> None:
    assert check(make_picture("JPEG", (900, 700), **options)).kind.media_type == "image/jpeg"


def test_moving_gif_and_png_of_many_parts_are_kept() -> None:
    frames = [Image.effect_noise((300, 300), 60).convert("P") for _ in range(5)]
    out = BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    assert check(out.getvalue()).kind.media_type == "image/gif"
    assert check(make_picture("PNG", (1200, 900))).kind.media_type == "image/png"


def test_picture_of_a_telephone_with_a_second_one_behind_it_is_kept() -> None:
    assert check(JPEG + b"\x00" * 7 + JPEG).kind.media_type == "image/jpeg"


ELF = Path(sys.executable).resolve().read_bytes()[: 64 * 1024]
REFUSED = {
    "program of Linux": (ELF, "This is a program"),
    "program of Windows": (b"MZ\x90\x00\x03\x00\x00\x00" + b"\x00" * 100, "This is a program"),
    "program of macOS": (b"\xcf\xfa\xed\xfe\x07\x00\x00\x01" + b"\x00" * 100, "This is a program"),
    "script": (b"#!/bin/sh\nrm -rf /\n", "This is a program"),
    "page": (HTML, "markup"),
    "page after blanks": (b" \n" * 50_000 + b"<html>", "markup"),
    "page in another encoding": (HTML.decode().encode("utf-16"), "markup"),
    "svg with script": (SVG, "markup"),
    "svg behind a declaration": (b'\xef\xbb\xbf<?xml version="1.0"?>' + SVG, "markup"),
    "pdf that does not begin at once": (b"\n" + PDF + b"\x00", "not a file of a kind"),
    "pdf with an archive": (PDF + ARCHIVE, "after the end"),
    "pdf with an archive and another end": (PDF + ARCHIVE + b"%%EOF\n", "after the end"),
    "pdf with a page": (PDF + HTML, "after the end"),
    "pdf without an end": (PDF[:-6], "damaged"),
    "picture with an archive": (PNG + ARCHIVE, "after the end"),
    "photograph with an archive": (JPEG + ARCHIVE, "after the end"),
    "photograph with a page": (JPEG + HTML, "after the end"),
    "gif with an archive": (GIF + ARCHIVE, "after the end"),
    "gif with a script": (GIF + b"/*" + HTML, "after the end"),
    "gif that is a script": (b"GIF89a/*" + b" " * 50 + b"*/=1;alert(1)//;", "damaged"),
    "webp with a page": (WEBP + HTML, "after the end"),
    "picture that ends too early": (PNG[:-20], "damaged"),
    "photograph that ends too early": (JPEG[:-20], "damaged"),
    "archive": (ARCHIVE, "archive"),
    "archive behind a program": (b"\x7fELF\x00" + ARCHIVE, "This is a program"),
    "document with a page behind it": (make_open_xml() + HTML, "after the end"),
    "document with macros": (make_open_xml("", {"word/vbaProject.bin": b"x"}), "macros"),
    "document of LibreOffice with macros": (make_open_document(parts={"Basic/Standard/Module1.xml": b"x"}), "macros"),
    "document that leads out of its folder": (make_open_xml(parts={"../../etc/passwd": b"x"}), "damaged"),
    "document packed like an attack": (make_open_xml(parts={"word/media/a": b"\x00" * 30 * MB}), "attack"),
    "document with a lying list": (
        make_package({"[Content_Types].xml": b"<!DOCTYPE x [<!ENTITY a 'b'>]><x/>"}),
        "damaged",
    ),
    "document with a list in another encoding": (
        make_package({"[Content_Types].xml": "<!DOCTYPE x [<!ENTITY a 'b'>]><x/>".encode("utf-16")}),
        "damaged",
    ),
    **{
        f"document with a list in {encoding}": (
            make_package({"[Content_Types].xml": f'<?xml version="1.0" encoding="{encoding}"?><x/>'.encode()}),
            "damaged",
        )
        for encoding in ("no-such", "rot13", "zlib", "punycode")
    },
    "document with two lists": (
        make_open_xml(parts={"[content_types].XML": b'<Types><Default ContentType="x.vbaProject"/></Types>'}),
        "damaged",
    ),
    "page behind what cannot be seen": (b"\xef\xbb\xbf" + "\ufeff\u200b".encode() + HTML, "markup"),
    "page at the end of the first piece": (b" " * (64 * 1024 - 1) + HTML, "markup"),
    "old document": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "save it as .docx"),
    "text with a zero": (b"plain\x00text", "not a file of a kind"),
    "text that sets a terminal's colours": (b"\x1b[31mred", "not a file of a kind"),
    "text of an older encoding": ("Übung".encode("cp1252"), "Save it once more as UTF-8"),
    "what is no text in any encoding": (b"\xdc\x00bung", "not a file of a kind"),
    "nothing": (b"", "empty"),
}


@pytest.mark.parametrize("what", REFUSED)
@pytest.mark.parametrize("name", ["proof.pdf", "proof.txt", "proof.png", "proof.docx"])
def test_everything_else_is_refused_whatever_its_name(what: str, name: str) -> None:
    content, said = REFUSED[what]
    with pytest.raises(RefusedFileError, match=said) as refused:
        check(content, name)
    assert what == "nothing" or str(ALLOWED) in str(refused.value.sentence)


@pytest.mark.parametrize(
    "main",
    [
        "wordprocessingml.macroEnabled.main+xml",
        "wordprocessingml.vbaProject",
        "spreadsheetml.macrosheet+xml",
    ],
)
def test_document_of_which_a_part_is_a_macro_is_refused(main: str) -> None:
    with pytest.raises(RefusedFileError, match="macros"):
        check(make_open_xml(main))


def test_file_over_the_limit_is_refused_unread() -> None:
    class Unread(BytesIO):
        def read(self, *arguments: object) -> bytes:
            raise AssertionError("The file was read.")

    with pytest.raises(RefusedFileError, match="at most 25 MB"):
        check_upload(Unread(), name="a.pdf", size=25 * MB + 1, largest=25 * MB)


def million_entries(entries: int, *, told: int, length: int | None = None) -> bytes:
    """An archive with a directory of so many entries, which says that there are `told` of them."""
    record = struct.pack("<4s6H3L5H2L", b"PK\x01\x02", 20, 20, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0) + b"a"
    local = struct.pack("<4s5H3L2H", b"PK\x03\x04", 20, 0, 0, 0, 0, 0, 0, 0, 1, 0) + b"a"
    size = len(record) * entries if length is None else length
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, told, told, size, len(local), 0)
    return local + record * entries + end


def large_directory() -> bytes:
    """The small record tells of one entry, and one for large archives before it of a million."""
    plain = million_entries(400_000, told=0)
    directory, end = plain[:-22], plain[-22:]
    large = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, 400_000, 400_000, len(directory) - 31, 31)
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, len(directory), 1)
    small = end[:12] + struct.pack("<2LH", len(large) + len(locator), len(directory), 0)
    return directory + large + locator + small


ENDLESS_GIF = b"GIF89a" + b"\x01\x00\x01\x00\x00\x00\x00" + b"\x21\xfe" + b"\x01x" * 12_000_000
COSTLY = {
    "archive of a million entries": million_entries(500_000, told=65_535),
    "archive that lies about their number": million_entries(500_000, told=1),
    "archive that lies about its length": million_entries(500_000, told=1, length=47),
    "archive with a second directory": large_directory(),
    "archive of as many as pass": million_entries(MOST_ENTRIES * 3, told=1),
    "gif of twelve million parts": ENDLESS_GIF,
    "photograph of six million parts": b"\xff\xd8\xff" + b"\xe0\x00\x02\xff" * 6_000_000,
    "photograph of nothing but fill bytes": b"\xff\xd8" + b"\xff" * 24_000_000,
    "picture of two million parts": b"\x89PNG\r\n\x1a\n" + b"\x00\x00\x00\x00IDATcrcs" * 2_000_000,
}


@pytest.mark.parametrize("what", COSTLY)
def test_file_made_to_take_long_is_refused_before_it_was_walked(what: str) -> None:
    """Walking all of any of them takes more than eight million calls."""
    with at_most(calls=3_000_000), pytest.raises(RefusedFileError):
        check(COSTLY[what])


def test_largest_text_is_read_in_pieces() -> None:
    pieces: list[int] = []

    class Counting(BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            pieces.append(size or -1)
            return super().read(size)

    text = "Zeile für Zeile\n".encode() * 600_000
    check_upload(Counting(text), name="a.txt", size=len(text), largest=25 * MB)
    assert max(pieces) <= 64 * 1024
    assert min(pieces) > 0
