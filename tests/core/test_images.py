"""Images from outside: what is refused and with which words, and that what is read looks as it did."""

from __future__ import annotations

import struct
import warnings
import zlib
from io import BytesIO

import pytest
from PIL import Image

from core.images import LARGEST_FILE, RefusedImageError, read_image


def png(width: int, height: int, bits: int, kind: int, rows: bytes) -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, bits, kind, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def saved(image: Image.Image, form: str, **options: object) -> bytes:
    out = BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def colour_of(data: bytes) -> object:
    return Image.open(BytesIO(data)).getpixel((0, 0))


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "The file is empty."),
        (b"x" * (LARGEST_FILE + 1), "A logo must be an image of at most 5 MB."),
        (png(8000, 8000, 1, 0, b""), "The image has more than 40 million pixels."),
        (png(12_000, 9000, 1, 0, b""), "The image has more than 40 million pixels."),
        (png(20_000, 20_000, 1, 0, b""), "The image has more than 40 million pixels."),
        (b"\x89PNG\r\n\x1a\nxxxx", "This is not a PNG or JPEG image that can be read."),
        (png(9, 9, 8, 2, b""), "This is not a PNG or JPEG image that can be read."),
        (saved(Image.new("P", (9, 9)), "GIF"), "This is not a PNG or JPEG image that can be read."),
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "This is not a PNG or JPEG image that can be read."),
    ],
)
def test_image_that_cannot_be_used_is_refused(data: bytes, sentence: str) -> None:
    with pytest.raises(RefusedImageError) as caught:
        read_image(data)
    assert str(caught.value) == sentence


@pytest.mark.parametrize(
    ("bits", "kind", "pixel", "expected"),
    [
        (16, 0, b"\x80\x10", (128, 128, 128, 255)),
        (16, 0, b"\x00\xff", (0, 0, 0, 255)),
        (16, 0, b"\xff\xff", (255, 255, 255, 255)),
        (16, 4, b"\x80\x10\x40\x10", (128, 128, 128, 64)),
        (16, 2, b"\x10\x00\x80\x00\xf0\x00", (16, 128, 240, 255)),
        (8, 0, b"\x80", (128, 128, 128, 255)),
        (1, 0, b"\x80", (255, 255, 255, 255)),
    ],
)
def test_shades_stay_what_they_are(bits: int, kind: int, pixel: bytes, expected: tuple[int, ...]) -> None:
    assert colour_of(read_image(png(1, 1, bits, kind, b"\0" + pixel))) == expected


@pytest.mark.parametrize(
    "metadata", [b"Exif\0\0II", b"Exif\0\0MM\0*\0\0\0\x08\xff\xff\x01\x12\0\x03", b"Exif\0\0\xff\xff"]
)
def test_damaged_metadata_is_dropped_in_silence(metadata: bytes) -> None:
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        read = read_image(saved(Image.new("RGB", (20, 9), "red"), "JPEG", exif=metadata))
    assert [str(warning.message) for warning in said] == []
    assert b"Exif" not in read


def test_image_is_turned_as_its_camera_says_and_made_smaller() -> None:
    exif = Image.Exif()
    exif[274] = 6
    turned = Image.open(BytesIO(read_image(saved(Image.new("RGB", (3000, 1500)), "JPEG", exif=exif))))
    assert (turned.format, turned.size) == ("PNG", (600, 1200))
