"""Foreign JSON with line numbers and duplicate keys found, which the standard library's reader does not give."""

from __future__ import annotations

import re
from json import JSONDecodeError
from json.decoder import scanstring  # type: ignore[attr-defined]  # the C scanner; its types are not published

from core.source.faults import Faults
from core.source.limits import DEFAULT_LIMITS, Limits, decode
from core.source.nodes import Node, resolve_plain
from core.source.wording import quoted

_SPACE = re.compile(r"[ \t\r\n]*")
_WORD = re.compile(r"true|false|null|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?")


def read_json(data: bytes, faults: Faults, limits: Limits = DEFAULT_LIMITS) -> Node | None:
    """The file as a tree of nodes, or None with the reason noted in `faults`."""
    text = decode(data, faults, limits)
    if text is None:
        return None
    if not text.strip():
        faults.add(None, "The file is empty.")
        return None
    reader = _Reader(text, faults, limits)
    try:
        return reader.document()
    except JSONDecodeError as error:
        faults.add(error.lineno, f"This is not valid JSON: {error.msg[0].lower()}{error.msg[1:]}.")
        return None


class _Reader:
    def __init__(self, text: str, faults: Faults, limits: Limits) -> None:
        self.text = text
        self.faults = faults
        self.limits = limits
        self.at = 0
        self.counted_to = 0
        self.line = 1
        self.count = 0

    def document(self) -> Node:
        node = self.value(depth=0)
        self.skip_space()
        if self.at < len(self.text):
            raise self.error("More follows after the end of the document")
        return node

    def error(self, message: str) -> JSONDecodeError:
        return JSONDecodeError(message, self.text, min(self.at, len(self.text)))

    def skip_space(self) -> None:
        match = _SPACE.match(self.text, self.at)
        self.at = match.end() if match else self.at

    def line_here(self) -> int:
        self.line += self.text.count("\n", self.counted_to, self.at)
        self.counted_to = self.at
        return self.line

    def value(self, depth: int) -> Node:
        self.skip_space()
        self.count += 1
        if self.count > self.limits.values:
            raise self.error(f"More than {self.limits.values:,} values")
        if depth > self.limits.depth:
            raise self.error(f"Nested more than {self.limits.depth} levels deep")
        line, first = self.line_here(), self.text[self.at : self.at + 1]
        if first == "{":
            return Node(self.entries(depth), line)
        if first == "[":
            return Node(self.items(depth), line)
        if first == '"':
            text = self.string()
            return Node(text, line, text)
        word = _WORD.match(self.text, self.at)
        if not word:
            raise self.error("A value is expected here")
        self.at = word.end()
        return Node(resolve_plain(word[0]), line, word[0])

    def string(self) -> str:
        text: str
        text, self.at = scanstring(self.text, self.at + 1, True)
        return text

    def items(self, depth: int) -> list[Node]:
        items: list[Node] = []
        self.at += 1
        while not self.closes("]", first=not items):
            items.append(self.value(depth + 1))
        return items

    def entries(self, depth: int) -> dict[str, Node]:
        entries: dict[str, Node] = {}
        lines: dict[str, int] = {}
        self.at += 1
        first = True
        while not self.closes("}", first=first):
            first = False
            self.skip_space()
            if self.text[self.at : self.at + 1] != '"':
                raise self.error("A key in double quotes is expected here")
            line, name = self.line_here(), self.string()
            self.skip_space()
            if self.text[self.at : self.at + 1] != ":":
                raise self.error("A colon is expected here")
            self.at += 1
            value = self.value(depth + 1)
            if name in entries:
                self.faults.add(line, f"The key {quoted(name)} stands here a second time, first in line {lines[name]}.")
                continue
            entries[name], lines[name] = value, line
        return entries

    def closes(self, bracket: str, *, first: bool) -> bool:
        """Step over the closing bracket, or over the comma before the next entry."""
        self.skip_space()
        here = self.text[self.at : self.at + 1]
        if here == bracket:
            self.at += 1
            return True
        if not first:
            if here != ",":
                raise self.error(f"A comma or {bracket} is expected here")
            self.at += 1
        return False
