"""CSV, line by line, in which nothing that people wrote becomes a formula."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator

_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_BYTE_ORDER_MARK = "\ufeff"


def defused(text: str) -> str:
    """Spreadsheet programs take a text that starts like a formula for one; behind an apostrophe they do not."""
    return f"'{text}" if text.startswith(_STARTS_FORMULA) else text


def meant(text: str) -> str:
    """What `defused` was given, for a text that comes back. Compare with what was sent where that counts."""
    return text[1:] if text[:1] == "'" and text[1:].startswith(_STARTS_FORMULA) else text


def csv_lines(header: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """Begins with a byte order mark, without which Excel takes UTF-8 for something else."""
    writer = csv.writer(_Line())
    yield _BYTE_ORDER_MARK + str(writer.writerow(header))
    for row in rows:
        yield str(writer.writerow([defused(text) for text in row]))


class _Line:
    """What the writer writes to: it hands the line back instead of keeping it."""

    def write(self, line: str) -> str:
        return line
