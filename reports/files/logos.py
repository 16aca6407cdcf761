"""Logos that an answers file names."""

from __future__ import annotations

from pathlib import Path

from core.images import LARGEST_FILE, RefusedImageError, read_image
from core.source import BadInputError, Fault


def read_logo(path: Path) -> bytes:
    """The image as a PNG that is safe to print. Raises BadInputError if it is no PNG or JPEG."""
    try:
        data = path.read_bytes() if path.stat().st_size <= LARGEST_FILE else b""
    except OSError as error:
        raise _refused(path, f"{error.strerror or 'It cannot be read'}.") from error
    try:
        return read_image(data)
    except RefusedImageError as error:
        raise _refused(path, str(error)) from error


def _refused(path: Path, sentence: str) -> BadInputError:
    return BadInputError([Fault(str(path.name), None, sentence)])
