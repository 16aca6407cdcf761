"""Images from outside: what is refused and with which words, and that what is read looks as it did."""

from __future__ import annotations

import struct
import warnings
import zlib
from io import BytesIO

import pytest
from PIL import Image

from core.images import LARGEST_FILE, RefusedImageError, read_image


def png(width: int, height: int, bits: int, kind: int, rows: bytes, exif: bytes = b"") -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, bits, kind, 0, 0, 0))
    about = chunk(b"eXIf", exif) if exif else b""
    return b"\x89PNG\r\n\x1a\n" + head + about + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def tags(*entries: tuple[int, int, int, bytes]) -> bytes:
    """Metadata of a picture taken with the camera on its side: each further entry is tag, type, count and value."""
    rows = [(0x0112, 3, 1, b"\0\x06\0\0"), *entries]
    return struct.pack(">2sHIH", b"MM", 42, 8, len(rows)) + b"".join(struct.pack(">HHI4s", *row) for row in rows)


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


@pytest.mark.parametrize(
    "metadata",
    [
        tags((0x011A, 7, 1, b"\0\0\0\0")),  # a fraction that is bytes: TypeError when written anew
        tags((0x0115, 2, 4, b"text")),  # a number that is text: struct.error
        tags((0x8769, 4, 1, b"\0\0\0\xff")),  # a directory past the end
    ],
    ids=["bytes for a fraction", "text for a number", "directory past the end"],
)
def test_damage_beside_the_orientation_does_no_harm(metadata: bytes) -> None:
    lying = png(2, 1, 8, 0, b"\0\x10\x20", exif=metadata)
    assert Image.open(BytesIO(read_image(lying))).size == (1, 2)


@pytest.mark.parametrize("error", [TypeError, KeyError, struct.error, OverflowError, RuntimeError])
def test_whatever_breaks_while_reading_is_an_image_that_cannot_be_read(
    error: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(image: Image.Image) -> None:
        raise error("damaged")

    monkeypatch.setattr(Image.Image, "getexif", breaks)
    with pytest.raises(RefusedImageError, match="This is not a PNG or JPEG image that can be read"):
        read_image(saved(Image.new("RGB", (9, 9)), "PNG"))


def test_image_is_turned_as_its_camera_says_and_made_smaller() -> None:
    exif = Image.Exif()
    exif[274] = 6
    turned = Image.open(BytesIO(read_image(saved(Image.new("RGB", (3000, 1500)), "JPEG", exif=exif))))
    assert (turned.format, turned.size) == ("PNG", (600, 1200))
