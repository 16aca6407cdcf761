"""The XML parts of an XLSX file other than its sheets, and the bounds within which any of them is read.

Follows ECMA-376 part 1, 18.2 (workbook), 18.4 (shared strings), 18.8 (styles) and 22.9.2.19 (escapes).
"""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING
from xml.parsers import expat

from core.spreadsheets.package import Package, RefusedWorkbookError

if TYPE_CHECKING:
    from xml.parsers.expat import XMLParserType

LONGEST_TITLE = 100
"""Characters of a sheet's title that are kept: it stands in the place of every cell. Programs allow 31."""
ENDS_EARLY = expat.errors.codes[expat.errors.XML_ERROR_NO_ELEMENTS]

_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


def unescaped(text: str) -> str:
    """`_x000D_` is a carriage return in these files, and `_x005F_` the underscore that keeps it from being one."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


class Part:
    """Reads one XML part. Expat sees every entity and document type first, and both are refused."""

    is_whole = True
    """Where it is not, elements may be open at the end of what is needed."""

    def __init__(self) -> None:
        self.words: list[str] | None = None

    def needed(self, data: bytes) -> bytes:
        """What of the part is read."""
        return data

    def read(self, package: Package, name: str) -> None:
        """Read the package's part of this name. Raises RefusedWorkbookError."""
        data = self.needed(package.read(name))
        package.count(data)
        # Part names and marks are looked for in the bytes, so these must be what they seem.
        if b"\0" in data:
            raise RefusedWorkbookError(f"The workbook's part {name} is not UTF-8 text.")
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self.refuse_document_type
        parser.StartElementHandler = self.on_start
        parser.EndElementHandler = self.on_end
        parser.CharacterDataHandler = self.on_text
        self.parser: XMLParserType = parser
        try:
            parser.Parse(data, True)
        except (expat.ExpatError, ValueError, KeyError, IndexError) as error:
            if not self.is_whole and getattr(error, "code", None) == ENDS_EARLY:
                return
            raise RefusedWorkbookError(f"The workbook is damaged: its part {name} cannot be read.") from error

    def refuse_document_type(self, *_: object) -> None:
        raise RefusedWorkbookError("The workbook holds a document type declaration, as attacks do, and is not read.")

    def on_start(self, name: str, attributes: dict[str, str]) -> None:
        self.start(name.rpartition(":")[2], attributes)

    def on_end(self, name: str) -> None:
        self.end(name.rpartition(":")[2])

    def on_text(self, text: str) -> None:
        if self.words is not None:
            self.words.append(text)

    def text(self) -> str:
        """What was gathered since `words` was set, which ends the gathering."""
        words, self.words = self.words or [], None
        return "".join(words)

    def start(self, name: str, attributes: dict[str, str]) -> None: ...

    def end(self, name: str) -> None: ...


class Book(Part):
    def __init__(self) -> None:
        super().__init__()
        self.sheets: list[tuple[str, str]] = []
        self.from_1904 = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "sheet":
            relation = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            self.sheets.append((unescaped(attributes["name"])[:LONGEST_TITLE], relation))
        elif name == "workbookPr":
            self.from_1904 = attributes.get("date1904") in ("1", "true")


class Relations(Part):
    """Which part stands behind a relation's id, with the last word of its type."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, tuple[str, str]] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            path = posixpath.normpath(posixpath.join("/xl", attributes["Target"])).lstrip("/")
            self.found[attributes["Id"]] = (attributes["Type"].rpartition("/")[2], path)

    def path_of_type(self, kind: str) -> str:
        return next((path for type_, path in self.found.values() if type_ == kind), "")


class Strings(Part):
    """Shared strings. One may come in runs of different looks, and with a phonetic reading, which is left out."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.runs: list[str] = []
        self.phonetic = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "si":
            self.runs = []
        elif name == "rPh":
            self.phonetic = True
        elif name == "t" and not self.phonetic:
            self.words = []

    def end(self, name: str) -> None:
        if name == "t" and not self.phonetic:
            self.runs.append(unescaped(self.text()))
        elif name == "rPh":
            self.phonetic = False
        elif name == "si":
            self.found.append("".join(self.runs))


class Styles(Part):
    """The number format of each cell style."""

    def __init__(self) -> None:
        super().__init__()
        self.formats: dict[int, str] = {}
        self.format_ids: list[int] = []
        self.in_cell_formats = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "numFmt":
            self.formats[int(attributes["numFmtId"])] = attributes["formatCode"]
        elif name == "cellXfs":
            self.in_cell_formats = True
        elif name == "xf" and self.in_cell_formats:
            self.format_ids.append(int(attributes.get("numFmtId", "0")))

    def end(self, name: str) -> None:
        if name == "cellXfs":
            self.in_cell_formats = False
