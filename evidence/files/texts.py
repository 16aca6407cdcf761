"""Text: what decodes from beginning to end, and holds nothing but letters, spaces and line ends."""

from __future__ import annotations

import codecs
import re
from typing import BinaryIO

from django.utils.translation import gettext_lazy as _

from evidence.files.refusals import refused

PIECE = 64 * 1024
_NO_TEXT = re.compile(b"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f]")
_MARKUP = re.compile(r"[\s\ufeff\u200b-\u200f]*<([!?/A-Za-z%]|\Z)")
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)

OTHER_ENCODING = _(
    "This text is in an older encoding, such as Windows-1252, in which letters like “é” are not read alike everywhere. "
    "Save it once more as UTF-8; in Excel, as “CSV UTF-8”."
)


def check_text(file: BinaryIO) -> str:
    """The name of its encoding. Refused are scripts, and what a browser could take for a page by its first letters."""
    file.seek(0)
    encoding = "utf-16" if file.read(2) in _UTF_16 else "utf-8"
    file.seek(0)
    decoder = codecs.getincrementaldecoder("utf-16" if encoding == "utf-16" else "utf-8-sig")()
    is_start = True
    while True:
        piece = file.read(PIECE)
        try:
            text = decoder.decode(piece, final=not piece)
        except UnicodeDecodeError as error:
            if _NO_TEXT.search(piece):
                raise refused(_("This is not a file of a kind that is kept here.")) from error
            raise refused(OTHER_ENCODING) from error
        if _CONTROL.search(text):
            raise refused(_("This is not a file of a kind that is kept here."))
        if is_start and text.strip():
            _check_start(text)
            is_start = False
        if not piece:
            return encoding


def _check_start(text: str) -> None:
    if text.startswith("#!"):
        raise refused(_("This is a program, or a script."))
    if _MARKUP.match(text):
        raise refused(_("This is a page or a picture in markup, such as HTML or SVG, which can hold scripts."))
