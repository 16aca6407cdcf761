"""Images from outside: understood by what is in them, never by their name, and made anew before anybody sees them."""

from __future__ import annotations

import warnings
from io import BytesIO
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from PIL.Image import Image

LARGEST_FILE = 5 * 1024 * 1024
MOST_PIXELS = 40_000_000
LARGEST_SIDE = 1200
"""Pixels; a logo is printed at 60 mm at most, and more than 500 dpi is not seen."""


class RefusedImageError(Exception):
    """`sentence` says why the image cannot be used."""

    def __init__(self, sentence: str | Promise) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence


def read_image(data: bytes, *, most_pixels: int = MOST_PIXELS) -> bytes:
    """The image as a PNG without metadata, no side over 1,200 pixels.

    Only PNG and JPEG are read: an SVG can hold scripts, a GIF thousands of frames. The size is checked before the
    pixels are unpacked, of which a file of a few kilobytes may claim billions.
    """
    from PIL import Image

    if not data:
        raise RefusedImageError(_("The file is empty."))
    if len(data) > LARGEST_FILE:
        raise RefusedImageError(
            _("A logo must be an image of at most %(size)d MB.") % {"size": LARGEST_FILE // 1024 // 1024}
        )
    too_many = _("The image has more than %(count)d million pixels.") % {"count": most_pixels // 1_000_000}
    try:
        with warnings.catch_warnings():
            warnings.simplefilter(
                "ignore"
            )  # of damaged metadata, which is left out, and of sizes, which are checked here
            opened = Image.open(BytesIO(data), formats=("PNG", "JPEG"))
            if opened.width * opened.height > most_pixels:
                raise RefusedImageError(too_many)
            image = _in_eight_bits(_turned(opened)).convert("RGBA")
    except Image.DecompressionBombError as error:
        raise RefusedImageError(too_many) from error
    except RefusedImageError:
        raise
    except Exception as error:  # Pillow raises whatever a damaged file makes it stumble over
        raise RefusedImageError(_("This is not a PNG or JPEG image that can be read.")) from error
    image.thumbnail((LARGEST_SIDE, LARGEST_SIDE))
    out = BytesIO()
    image.save(out, "PNG", optimize=False)
    return out.getvalue()


def _turned(image: Image) -> Image:
    """As the camera was held. Pillow's own `exif_transpose` writes the metadata anew, and fails where it is damaged."""
    from PIL import ExifTags
    from PIL.Image import Transpose

    image.load()
    turns = {
        2: Transpose.FLIP_LEFT_RIGHT,
        3: Transpose.ROTATE_180,
        4: Transpose.FLIP_TOP_BOTTOM,
        5: Transpose.TRANSPOSE,
        6: Transpose.ROTATE_270,
        7: Transpose.TRANSVERSE,
        8: Transpose.ROTATE_90,
    }
    turn = turns.get(image.getexif().get(ExifTags.Base.Orientation, 1))
    return image if turn is None else image.transpose(turn)


def _in_eight_bits(image: Image) -> Image:
    """Grey of 16 bits scaled to 8: converted as it is, all but the darkest of it would turn white."""
    return image.point(lambda shade: shade / 256).convert("L") if image.mode.startswith("I") else image
