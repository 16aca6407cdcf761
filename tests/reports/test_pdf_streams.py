"""What is found in a PDF, and how little a hostile one gets out of whoever looks."""

import hashlib
import zlib
from collections.abc import Callable

import pytest

from reports.files.pdf_streams import HEAD, LARGEST_ATTACHMENT, read_streams
from tests.factories.pdfs import make_pdf_file, make_results

HASHES = [hashlib.sha256(text).hexdigest() for text in (b"pack", b"content")]
MEGABYTE = 1024 * 1024


@pytest.mark.parametrize("is_packed", [True, False])
def test_attached_files_are_found(is_packed: bool) -> None:
    files = [make_results(), b"{" + b"x" * 200_000]
    found = read_streams(make_pdf_file(*files, is_packed=is_packed)).attached
    assert [each.sha256 for each in found] == [hashlib.sha256(file).hexdigest() for file in files]
    assert [each.size for each in found] == [len(file) for file in files]
    assert [each.head for each in found] == [file[:HEAD] for file in files]


def test_printed_hashes_are_read() -> None:
    found = read_streams(make_pdf_file(printed=HASHES))
    assert found.printed_hashes == set(HASHES)
    assert found.attached == []


def test_damaged_streams_are_left_out() -> None:
    whole = make_pdf_file(make_results(), make_results("Other"), printed=HASHES)
    first = whole.index(b"stream") + 20
    damaged = whole[:first] + b"\x00\x01\x02" + whole[first + 3 :]
    found = read_streams(damaged)
    assert found.attached[1].sha256 == hashlib.sha256(make_results("Other")).hexdigest()
    assert found.attached[0].sha256 != hashlib.sha256(make_results()).hexdigest()
    for cut in range(0, len(whole), 37):
        read_streams(whole[:cut])


def test_what_unpacks_to_too_much_is_noticed() -> None:
    bomb = make_pdf_file(b"{" + b" " * (LARGEST_ATTACHMENT + MEGABYTE))
    assert len(bomb) < MEGABYTE
    [found] = read_streams(bomb).attached
    assert found.is_too_large


def nothing_but(piece: bytes, size: int = 25 * MEGABYTE) -> bytes:
    return b"%PDF-1.7\n" + piece * (size // len(piece))


HOSTILE: dict[str, Callable[[], bytes]] = {
    "streams without end": lambda: nothing_but(b"stream\n"),
    "attachments without end": lambda: nothing_but(b"/EmbeddedFile stream\n"),
    "plain attachments": lambda: nothing_but(b"/EmbeddedFile stream\n{"),
    "many bombs": lambda: nothing_but(b"stream\n" + zlib.compress(b"TJ" + b"<" * 4 * MEGABYTE)),
    "much text": lambda: nothing_but(
        b"stream\n"
        + zlib.compress(b"begincmap<0000> <0041>")
        + b"\nstream\n"
        + zlib.compress(b"TJ<" + b"0000" * 200_000 + b">")
    ),
    "many fonts": lambda: nothing_but(b"stream\n" + zlib.compress(b"begincmap" + b"<0000> <0041>" * 80_000), MEGABYTE),
    "brackets": lambda: nothing_but(b"stream\n" + zlib.compress(b"TJ" + b"<0000" * 200_000)),
    "spaces": lambda: nothing_but(b"stream\n" + zlib.compress(b"begincmap<0000>" + b" " * MEGABYTE), MEGABYTE),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_file_gets_little(name: str) -> None:
    """It takes a second at most; without the bounds some of these took minutes."""
    found = read_streams(HOSTILE[name]())
    assert len(found.attached) <= 8
