"""Logos: images beside an answers file, which may come from somebody else and reaches nothing outside its folder."""

from __future__ import annotations

import os
from pathlib import Path
from stat import S_ISREG

from core.images import LARGEST_FILE, RefusedImageError, read_image
from core.source import Fields
from reports.domain.options import ReportOptions


def read_logos(top: Fields, folder: Path, options: ReportOptions) -> dict[str, bytes]:
    """The images that the answers file names, by the names that the report's page has for them.

    What cannot be used is noted as a fault at the place where it is named.
    """
    report = Fields(top.entries.get("report"), top.faults, "report")
    named = (("logo", options.logo, "logo.png"), ("consultant_logo", options.consultant_logo, "consultant-logo.png"))
    logos = {}
    for key, name, name_on_page in named:
        try:
            if name:
                logos[name_on_page] = read_logo(folder, name)
        except RefusedImageError as error:
            report.fault(key, f"names {name}, which cannot be used. {error}")
    return logos


def read_logo(folder: Path, name: str) -> bytes:
    """The image as a PNG that is safe to print. Raises RefusedImageError if the folder has no such PNG or JPEG."""
    try:
        path = Path(os.path.realpath(folder / name, strict=True))
        if not path.is_relative_to(folder.resolve()):
            raise RefusedImageError("It is a link that leads out of the folder of the answers file.")
        data = _content(path)
    except (OSError, ValueError) as error:  # ValueError: no name that a file could have
        raise RefusedImageError(f"{getattr(error, 'strerror', None) or 'It cannot be read'}.") from error
    return read_image(data)


def _content(path: Path) -> bytes:
    """What is in the file, one byte more than is allowed at most. A pipe or a device is not even waited for."""
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0)
    with open(path, "rb", opener=lambda file, _: os.open(file, flags)) as opened:
        if not S_ISREG(os.fstat(opened.fileno()).st_mode):
            raise RefusedImageError("It is not a file.")
        return opened.read(LARGEST_FILE + 1)
