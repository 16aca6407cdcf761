"""The tree that readers make: values that know where they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from core.source.wording import quoted, shortened

type Scalar = "str | int | Decimal | bool | None"
type Value = "dict[str, Node] | list[Node] | Scalar"

# Longer digits are no number anybody meant, and exponents would let nine characters ask for a gigabyte.
_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})\Z")
MOST_DECIMALS = 12
_DECIMAL = re.compile(rf"[-+]?[0-9]{{1,12}}\.[0-9]{{1,{MOST_DECIMALS}}}\Z")

CONTROL_CHARACTER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
"""What no text may hold: it breaks spreadsheets and PDFs and hides what a reader sees. Tabs and line ends may stand."""


@dataclass(frozen=True, slots=True)
class Node:
    """A value and the line or cell where it starts. `written` is what stood there, for a scalar."""

    value: Value
    place: int | str | None
    written: str = ""

    @property
    def kind(self) -> str:
        """What this is, in words for a sentence."""
        match self.value:
            case dict():
                return "a mapping"
            case list():
                return "a list"
            case None:
                return "nothing"
            case _:
                return quoted(self.written) if isinstance(self.value, str) else shortened(self.written)


def resolve_plain(text: str) -> Scalar:
    """The meaning of an unquoted word: YAML 1.2's core rules, so that `no` is a word and 010 is not eight.

    Dates stay text; whoever wants a date reads it as one.
    """
    if text in ("", "~", "null", "Null", "NULL"):
        return None
    if text in ("true", "True", "TRUE"):
        return True
    if text in ("false", "False", "FALSE"):
        return False
    if _INTEGER.match(text):
        return int(text)
    if _DECIMAL.match(text):
        return Decimal(text)
    return text
