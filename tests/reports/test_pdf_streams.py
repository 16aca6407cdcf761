"""What is found in a PDF, and how little a hostile one gets out of whoever looks."""

import hashlib
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pytest

from reports.files.pdf_streams import HEAD, LARGEST_ATTACHMENT, read_streams
from tests.factories.pdfs import make_pdf_file, make_results
from tests.work import at_most

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


@dataclass
class Unpacking:
    """What goes through zlib: the longest piece that it was given at once, and all that came out of it, in bytes."""

    longest_taken: int = 0
    given: int = 0
    make: Callable[[], Any] = field(default=zlib.decompressobj)

    def decompressobj(self) -> Any:
        return Unpacker(self.make(), self)


@dataclass
class Unpacker:
    real: Any
    unpacking: Unpacking

    def decompress(self, packed: bytes, most: int) -> bytes:
        self.unpacking.longest_taken = max(self.unpacking.longest_taken, len(packed))
        piece: bytes = self.real.decompress(packed, most)
        self.unpacking.given += len(piece)
        return piece

    def __getattr__(self, name: str) -> Any:
        return getattr(self.real, name)


@pytest.fixture
def unpacking(monkeypatch: pytest.MonkeyPatch) -> Unpacking:
    found = Unpacking()
    monkeypatch.setattr(zlib, "decompressobj", found.decompressobj)
    return found


class Hostile(NamedTuple):
    """How many calls reading it may take, how many megabytes it may unpack, and the file."""

    calls: int
    unpacked: int
    make: Callable[[], bytes]


HOSTILE = {
    "streams without end": Hostile(500_000, 0, lambda: nothing_but(b"stream\n")),
    "attachments without end": Hostile(150_000, 0, lambda: nothing_but(b"/EmbeddedFile stream\n")),
    "plain attachments": Hostile(150_000, 0, lambda: nothing_but(b"/EmbeddedFile stream\n{", MEGABYTE)),
    "attached bombs": Hostile(
        100_000, 49, lambda: nothing_but(b"/EmbeddedFile stream\n" + zlib.compress(b" " * 30 * MEGABYTE))
    ),
    "many bombs": Hostile(100_000, 25, lambda: nothing_but(b"stream\n" + zlib.compress(b"TJ" + b"<" * 40 * MEGABYTE))),
    "much text": Hostile(
        10_000_000,
        25,
        lambda: nothing_but(
            b"stream\n"
            + zlib.compress(b"begincmap<0000> <0041>")
            + b"\nstream\n"
            + zlib.compress(b"TJ<" + b"0000" * 200_000 + b">")
        ),
    ),
    "many fonts": Hostile(
        1_000_000,
        25,
        lambda: nothing_but(b"stream\n" + zlib.compress(b"begincmap" + b"<0000> <0041>" * 80_000), MEGABYTE),
    ),
    "brackets": Hostile(200_000, 25, lambda: nothing_but(b"stream\n" + zlib.compress(b"TJ" + b"<0000" * 200_000))),
    "spaces": Hostile(
        100_000,
        25,
        lambda: nothing_but(b"stream\n" + zlib.compress(b"begincmap<0000>" + b" " * MEGABYTE), MEGABYTE),
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_file_gets_little(name: str, unpacking: Unpacking) -> None:
    hostile = HOSTILE[name]
    content = hostile.make()
    with at_most(hostile.calls):
        found = read_streams(content)
    assert len(found.attached) <= 8
    assert unpacking.longest_taken <= 64 * 1024
    assert unpacking.given <= hostile.unpacked * MEGABYTE


def test_what_a_stream_is_stands_close_before_it() -> None:
    """Who looked for it further away would look through all of the file at each stream."""
    near, far = (nothing_but(b"/EmbeddedFile" + b" " * blanks + b"stream\n{", 1_000) for blanks in (600, 700))
    assert len(read_streams(near).attached) == 1
    assert read_streams(far).attached == []
