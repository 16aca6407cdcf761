"""What is attached to a PDF and which hashes its pages print, without a reader of PDFs.

Reading a stranger's PDF as a whole is what its maker may hope for. Here every step is a search for fixed words or the
unpacking of a stream, and all of it together takes so much time and memory at most, whatever the file is.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

LARGEST_ATTACHMENT = 32 * 1024 * 1024
HEAD = 1024
"""Of an attached file so much is kept beside its hash."""

_MOST_ATTACHED = 48 * 1024 * 1024
_MOST_ATTACHMENTS = 8
_MOST_STREAMS = 20_000
_MOST_TEXT = 24 * 1024 * 1024
"""Of what pages hold, so much is unpacked; a report of three hundred pages has a third of it."""
_MOST_OF_A_STREAM = 1024 * 1024
_MOST_GLYPHS = 2 * 1024 * 1024
_MOST_FONTS = 8
_LARGEST_FONT = 128 * 1024
_DICTIONARY = 700
"""Before the word `stream` stands what the stream is, in not more than this."""
_PIECE = 64 * 1024

_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_ATTACHED = re.compile(rb"/EmbeddedFile(?![A-Za-z])")
_LETTER = re.compile(rb"<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]{4})>")
_GLYPHS = re.compile(rb"<((?:[0-9A-Fa-f]{4})+)>")
_HASH = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """`head` are its first bytes. Of one that is larger than any of ours nothing else is known."""

    sha256: str
    size: int
    head: bytes
    is_too_large: bool = False


@dataclass(slots=True)
class PdfStreams:
    attached: list[AttachedFile] = field(default_factory=list)
    printed_hashes: set[str] = field(default_factory=set)


def read_streams(content: bytes) -> PdfStreams:
    """As far as they can be unpacked; what is damaged is left out."""
    found = PdfStreams()
    fonts: list[dict[bytes, str]] = []
    texts: list[bytes] = []
    attached_left, text_left = _MOST_ATTACHED, _MOST_TEXT
    for match in islice(_STREAM.finditer(content), _MOST_STREAMS):
        before = content[max(0, match.start() - _DICTIONARY) : match.start()]
        if _ATTACHED.search(before, before.rfind(b"obj") + 1):
            if len(found.attached) < _MOST_ATTACHMENTS and attached_left > 0:
                found.attached.append(_attached_file(content, match.end(), min(LARGEST_ATTACHMENT, attached_left)))
                attached_left -= found.attached[-1].size
        elif text_left > 0:
            text = b"".join(_unpacked(content, match.end(), _MOST_OF_A_STREAM))
            text_left -= len(text)
            if b"begincmap" in text[:_LARGEST_FONT]:
                letters = _LETTER.findall(text[:_LARGEST_FONT])
                fonts.append({glyph.lower(): chr(int(letter, 16)) for glyph, letter in letters})
            elif b"TJ" in text or b"Tj" in text:
                texts.append(b"".join(_GLYPHS.findall(text)).lower())
    found.printed_hashes = set(_hashes(texts, fonts[:_MOST_FONTS]))
    return found


def _attached_file(content: bytes, start: int, largest: int) -> AttachedFile:
    checksum, size, head = hashlib.sha256(), 0, b""
    is_packed = content[start : start + 1] != b"{"
    pieces = _unpacked(content, start, largest + 1) if is_packed else _plain(content, start)
    for piece in pieces:
        checksum.update(piece)
        head += piece[: HEAD - len(head)]
        size += len(piece)
    return AttachedFile(checksum.hexdigest(), size, head, size > largest)


def _unpacked(content: bytes, start: int, most: int) -> Iterator[bytes]:
    """The stream that begins here, in pieces, `most` bytes together at most. It ends early where it is damaged."""
    unpack, rest = zlib.decompressobj(), b""
    view = memoryview(content)
    while most > 0 and not unpack.eof and (rest or start < len(content)):
        packed: bytes | memoryview = rest
        if not rest:
            packed, start = view[start : start + _PIECE], start + _PIECE
        try:
            piece = unpack.decompress(packed, min(most, _PIECE))
        except zlib.error:
            return
        rest = unpack.unconsumed_tail
        most -= len(piece)
        yield piece


def _plain(content: bytes, start: int) -> Iterator[bytes]:
    """What some programs make of a stream when they save a file anew: the same, not packed."""
    end = content.find(b"endstream", start)
    if end > 0:
        yield content[start:end].removesuffix(b"\n").removesuffix(b"\r")


def _hashes(texts: list[bytes], fonts: list[dict[bytes, str]]) -> Iterator[str]:
    """Pages name glyphs by number, and which letters these are a font says. Which font is which is not asked: only
    the right one makes such a hash of them.
    """
    left = _MOST_GLYPHS
    for text in texts:
        glyphs = [text[place : place + 4] for place in range(0, min(len(text), left), 4)]
        left -= len(text)
        for letters in fonts:
            yield from _HASH.findall("".join(letters.get(glyph, " ") for glyph in glyphs))
        if left <= 0:
            return
