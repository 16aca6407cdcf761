"""The kinds of file that are kept, and the names under which they are shown."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

LONGEST_NAME = 200
LONGEST_ENDING = 5
_ENDING = re.compile(rf"\.(?=[0-9]*[A-Za-z])[0-9A-Za-z]{{1,{LONGEST_ENDING}}}\Z")
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
"""Categories of Unicode: controls, what turns the direction of text, halves of characters, and line ends."""


@dataclass(frozen=True, slots=True)
class Kind:
    """`endings` are those that a name of this kind may have, the usual one first."""

    media_type: str
    endings: tuple[str, ...]
    is_picture: bool = False


PDF = Kind("application/pdf", ("pdf",))
PNG = Kind("image/png", ("png",), is_picture=True)
JPEG = Kind("image/jpeg", ("jpg", "jpeg"), is_picture=True)
WEBP = Kind("image/webp", ("webp",), is_picture=True)
GIF = Kind("image/gif", ("gif",), is_picture=True)
TEXT = Kind("text/plain", ("txt", "log"))
CSV = Kind("text/csv", ("csv",))
MARKDOWN = Kind("text/markdown", ("md",))
JSON = Kind("application/json", ("json",))
_OPEN_XML = "application/vnd.openxmlformats-officedocument."
DOCX = Kind(_OPEN_XML + "wordprocessingml.document", ("docx",))
XLSX = Kind(_OPEN_XML + "spreadsheetml.sheet", ("xlsx",))
PPTX = Kind(_OPEN_XML + "presentationml.presentation", ("pptx",))
ODT = Kind("application/vnd.oasis.opendocument.text", ("odt",))
ODS = Kind("application/vnd.oasis.opendocument.spreadsheet", ("ods",))
ODP = Kind("application/vnd.oasis.opendocument.presentation", ("odp",))

PICTURES = (PNG, JPEG, WEBP, GIF)
TEXTS = (TEXT, CSV, MARKDOWN, JSON)
OPEN_XML = (DOCX, XLSX, PPTX)
OPEN_DOCUMENT = (ODT, ODS, ODP)
KINDS = (PDF, *PICTURES, *TEXTS, *OPEN_XML, *OPEN_DOCUMENT)


def text_kind(name: str) -> Kind:
    """Texts differ by nothing but the ending of their name; one without a known ending is plain."""
    ending = ending_of(name)
    return next((kind for kind in TEXTS if ending in kind.endings), TEXT)


def ending_of(name: str) -> str:
    """What stands after the last dot, in small letters; empty where that is none, as in "Report 2026.10"."""
    found = _ENDING.search(name)
    return found[0][1:].lower() if found else ""


def shown_name(given: str, kind: Kind) -> str:
    """The name to show and to download under: without folders, without what cannot be seen, of the kind's ending."""
    last = re.split(r"[/\\]", given)[-1]
    seen = "".join(" " if letter.isspace() else letter for letter in last if _is_seen(letter))
    name = " ".join(seen.split())
    ending = ending_of(name)
    stem = _ENDING.sub("", name).strip(". ") or "file"
    behind = f".{name[-len(ending) :] if ending in kind.endings else kind.endings[0]}"
    return stem[: LONGEST_NAME - len(behind)] + behind


def _is_seen(letter: str) -> bool:
    return letter.isspace() or unicodedata.category(letter) not in _UNSEEN
