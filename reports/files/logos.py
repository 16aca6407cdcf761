"""Logos: foreign image files, understood by what is in them and made anew before they get into a report."""

from __future__ import annotations

import warnings
from io import BytesIO
from pathlib import Path

from core.source import BadInputError, Fault

LARGEST_FILE = 5 * 1024 * 1024
MOST_PIXELS = 40_000_000
LARGEST_SIDE = 1200
"""Pixels; a logo is printed at 60 mm at most, and more than 500 dpi is not seen."""


def read_logo(path: Path) -> bytes:
    """The image as a PNG without metadata, no side over 1,200 pixels. Raises BadInputError if it is no PNG or JPEG."""
    from PIL import Image, ImageOps

    try:
        data = path.read_bytes() if path.stat().st_size <= LARGEST_FILE else b""
    except OSError as error:
        raise _refused(path, f"{error.strerror or 'It cannot be read'}.") from error
    if not data:
        raise _refused(path, f"A logo must be an image of at most {LARGEST_FILE // 1024 // 1024} MB.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            opened = Image.open(BytesIO(data), formats=("PNG", "JPEG"))
            if opened.width * opened.height > MOST_PIXELS:
                raise _refused(path, f"The image has more than {MOST_PIXELS // 1_000_000} million pixels.")
            image = ImageOps.exif_transpose(opened).convert("RGBA")
    except (
        OSError,
        ValueError,
        SyntaxError,
        Image.DecompressionBombError,
        Image.DecompressionBombWarning,
    ) as error:
        raise _refused(path, "This is not a PNG or JPEG image that can be read.") from error
    image.thumbnail((LARGEST_SIDE, LARGEST_SIDE))
    out = BytesIO()
    image.save(out, "PNG", optimize=False)
    return out.getvalue()


def _refused(path: Path, sentence: str) -> BadInputError:
    return BadInputError([Fault(str(path.name), None, sentence)])
