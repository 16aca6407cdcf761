"""Pictures, walked from their first byte to their last: what is appended to one could be anything.

Nothing is unpacked. Each walk reads the headers of parts only, and skips what is in them.
"""

from __future__ import annotations

import re
import struct
from typing import BinaryIO

from evidence.files.refusals import damaged, something_appended

PIECE = 64 * 1024
MOST_READS = 400_000
"""A GIF of 25 MB has 100,000 parts; one made to be walked for long has ten millions."""

_MARKER = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")
"""In the packed data of a JPEG: the next part. Zero, fill bytes and restart marks belong to the data."""


class Walk:
    """A file with its size. Raises RefusedFileError where it ends too early, or has too many parts."""

    def __init__(self, file: BinaryIO, size: int, at: int = 0) -> None:
        self.file, self.size, self.reads = file, size, 0
        file.seek(at)

    @property
    def is_at_end(self) -> bool:
        return self.file.tell() >= self.size

    def take(self, count: int) -> bytes:
        data = self.file.read(count)
        self.reads += 1
        if len(data) < count or self.reads > MOST_READS:
            raise damaged()
        return data

    def number(self, shape: str) -> int:
        (found,) = struct.unpack(shape, self.take(struct.calcsize(shape)))
        return int(found)

    def skip(self, count: int) -> None:
        self.file.seek(count, 1)

    def require_end(self) -> None:
        if self.file.tell() > self.size:
            raise damaged()
        if self.file.tell() < self.size:
            raise something_appended()


def check_png(file: BinaryIO, size: int) -> None:
    walk, kind = Walk(file, size, 8), b""
    while kind != b"IEND":
        length, kind = walk.number(">I"), walk.take(4)
        walk.skip(length + 4)
    walk.require_end()


def check_gif(file: BinaryIO, size: int) -> None:
    walk = Walk(file, size, 10)
    _skip_colours(walk, walk.take(3)[0])
    while (block := walk.take(1)) != b"\x3b":
        if block == b"\x2c":
            _skip_colours(walk, walk.take(9)[8])
        elif block != b"\x21":
            raise damaged()
        walk.skip(1)
        while length := walk.take(1)[0]:
            walk.skip(length)
    walk.require_end()


def _skip_colours(walk: Walk, flags: int) -> None:
    if flags & 0x80:
        walk.skip(3 << ((flags & 7) + 1))


def check_webp(file: BinaryIO, size: int) -> None:
    walk = Walk(file, size, 4)
    length = walk.number("<I")
    walk.skip(length + (length & 1))
    walk.require_end()


def check_jpeg(file: BinaryIO, size: int) -> None:
    """Telephones put further pictures behind the first (a map of brightness, a small one): each is walked."""
    walk = Walk(file, size)
    while not walk.is_at_end:
        if walk.take(2) != b"\xff\xd8":
            raise something_appended()
        _walk_jpeg(walk)
        _skip_zeros(walk)


def _walk_jpeg(walk: Walk) -> None:
    while True:
        lead, kind = walk.take(2)
        while kind == 0xFF:
            kind = walk.take(1)[0]
        if lead != 0xFF:
            raise damaged()
        if kind == 0xD9:
            return
        if kind == 0x01 or 0xD0 <= kind <= 0xD7:
            continue
        walk.skip(max(walk.number(">H") - 2, 0))
        if kind == 0xDA:
            _skip_packed(walk.file)


def _skip_packed(file: BinaryIO) -> None:
    """To the next part; the last byte of a piece is read again, as a mark may begin with it."""
    while len(piece := file.read(PIECE)) > 1:
        if found := _MARKER.search(piece):
            file.seek(found.start() - len(piece), 1)
            return
        file.seek(-1, 1)
        if len(piece) < PIECE:
            break
    raise damaged()


def _skip_zeros(walk: Walk) -> None:
    while piece := walk.file.read(PIECE):
        if rest := piece.lstrip(b"\x00"):
            walk.file.seek(-len(rest), 1)
            return
