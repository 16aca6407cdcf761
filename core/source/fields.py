"""Typed values out of a mapping, noting a fault for each that is missing, of the wrong kind or unknown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from core.links import is_web_link
from core.source.dates import DAY_EXPECTED, parse_day
from core.source.faults import Faults
from core.source.nodes import CONTROL_CHARACTER, MOST_DECIMALS, Node
from core.source.wording import quoted, shortened

EMPTY = Node({}, None)
MOST_LINES = 400
"""Of a text: each takes room in a report, however short it is."""
LONGEST_LIST = 300
"""Characters of a sentence that say what is known."""
MOST_TEXTS, MOST_ENTRIES = 1_000, 10_000
"""In a list of words, and in any other: more than anybody writes."""


class Fields:
    """Reads one mapping. Faulty values are noted and replaced by the default, so that reading goes on to the next.

    `what` names the thing in sentences: "question DIS-01". Call `close()` on the outermost at the end: keys that nobody
    asked for, in it and in all mappings taken out of it, are faults.
    """

    def __init__(self, node: Node | None, faults: Faults, what: str = "") -> None:
        self.faults = faults
        self.what = what
        node = node or EMPTY
        if not isinstance(node.value, dict):
            faults.add(node.place, f"{self.named('this')} must be a mapping of keys to values, not {node.kind}.")
            node = Node({}, node.place)
        self.node = node
        self.entries: dict[str, Node] = node.value  # type: ignore[assignment]
        self.asked: dict[str, None] = {}
        self.children: list[Fields] = []

    # What went wrong, in words -----------------------------------------------------------------------------------

    def named(self, key: str) -> str:
        label = key if key == "this" else quoted(key)
        sentence = f"{self.what}: {label}" if self.what else label
        return sentence[0].upper() + sentence[1:]

    def fault(self, key: str, sentence: str) -> None:
        """Note that the value of `key` is wrong; the sentence goes on after its name: "must be …"."""
        self.faults.add(self.place(key), f"{self.named(key)} {sentence}")

    def place(self, key: str) -> int | str | None:
        return (self.entries.get(key) or self.node).place

    def has(self, key: str) -> bool:
        self.asked[key] = None
        node = self.entries.get(key)
        return node is not None and node.value is not None

    def take(self, key: str, *, required: bool) -> Node | None:
        if self.has(key):
            return self.entries[key]
        if required:
            self.fault(key, "is missing.")
        return None

    def close(self) -> None:
        """Note each key that nobody asked for, with the name it was probably meant to have."""
        known = shortened(", ".join(self.asked), LONGEST_LIST)
        for key, node in self.entries.items():
            if key in self.asked:
                continue
            meant = self.faults.meant(key, self.asked)
            hint = f"; did you mean '{meant}'?" if meant else f"; known here: {known}."
            self.faults.add(node.place, f"{self.named(key)} is not known{hint}")
        for child in self.children:
            child.close()

    # Values ------------------------------------------------------------------------------------------------------

    def text(
        self, key: str, *, required: bool = True, default: str = "", longest: int = 2_000, lines: bool = False
    ) -> str:
        """Words without control characters; on one line unless `lines` is true. Empty where there is a fault."""
        node = self.take(key, required=required)
        return default if node is None else self.text_of(node, key, longest=longest, lines=lines)

    def text_of(self, node: Node, key: str, *, longest: int = 2_000, lines: bool = False) -> str:
        if isinstance(node.value, bool | dict | list | None):
            self.faults.add(node.place, f"{self.named(key)} must be text, not {node.kind}; put it in quotes if it is.")
            return ""
        text = node.written.replace("\r\n", "\n").replace("\r", "\n").strip()
        if wrong := _wrong_with(text, longest, lines=lines):
            self.faults.add(node.place, f"{self.named(key)} {wrong}")
            return ""
        return text

    def texts(self, key: str, *, required: bool = True, least: int = 0) -> tuple[str, ...]:
        """A list of words, each once."""
        found: list[str] = []
        seen = {""}
        for node in self.list_of(key, required=required, least=least, most=MOST_TEXTS):
            text = self.text_of(node, key)
            if text and text in seen:
                self.faults.add(node.place, f"{self.named(key)} names {quoted(text)} twice.")
            seen.add(text)
            found.append(text)
        return tuple(found)

    def integer(self, key: str, *, low: int, high: int, default: int | None = None) -> int:
        """A whole number from `low` to `high`; required unless a default is given."""
        node = self.take(key, required=default is None)
        fallback = low if default is None else default
        if node is None:
            return fallback
        if type(node.value) is not int or not low <= node.value <= high:
            self.faults.add(
                node.place, f"{self.named(key)} must be a whole number from {low} to {high}, not {node.kind}."
            )
            return fallback
        return node.value

    def positive(self, key: str, *, default: int) -> Fraction:
        """An exact number above 0 and at most 1,000, such as a weight."""
        node = self.take(key, required=False)
        if node is None:
            return Fraction(default)
        number = node.value
        if isinstance(number, bool) or not isinstance(number, int | Decimal) or not 0 < number <= 1000:
            self.faults.add(
                node.place,
                f"{self.named(key)} must be a number above 0 and at most 1000 with at most {MOST_DECIMALS} decimals, "
                f"not {node.kind}.",
            )
            return Fraction(default)
        return Fraction(number)

    def flag(self, key: str, *, default: bool = False) -> bool:
        node = self.take(key, required=False)
        if node is None:
            return default
        if not isinstance(node.value, bool):
            self.faults.add(node.place, f"{self.named(key)} must be true or false, not {node.kind}.")
            return default
        return node.value

    def choice(self, key: str, allowed: Sequence[str], *, required: bool = True) -> str | None:
        node = self.take(key, required=required)
        if node is None:
            return None
        if node.value not in allowed:
            self.faults.add(node.place, f"{self.named(key)} must be one of {', '.join(allowed)}, not {node.kind}.")
            return None
        return str(node.value)

    def date(self, key: str, *, required: bool = False) -> date | None:
        node = self.take(key, required=required)
        if node is None:
            return None
        day = parse_day(node.value) if isinstance(node.value, str) else None
        if day is None:
            self.faults.add(node.place, f"{self.named(key)} {DAY_EXPECTED}, not {node.kind}.")
        return day

    def link(self, key: str, *, required: bool = False) -> str:
        """An http or https address, or an empty text."""
        text = self.text(key, required=required)
        if not text:
            return ""
        if not is_web_link(text):
            self.fault(key, f"must be a link that starts with http:// or https://, not {quoted(text)}.")
            return ""
        return text

    # Structures --------------------------------------------------------------------------------------------------

    def list_of(self, key: str, *, required: bool = True, least: int = 0, most: int = MOST_ENTRIES) -> list[Node]:
        """The entries, of too many the first `most`."""
        node = self.take(key, required=required)
        if node is None:
            return []
        if not isinstance(node.value, list):
            self.faults.add(node.place, f"{self.named(key)} must be a list, not {node.kind}.")
            return []
        if len(node.value) < least:
            self.faults.add(node.place, f"{self.named(key)} needs at least {least} entr{'y' if least == 1 else 'ies'}.")
        if len(node.value) > most:
            self.fault(key, f"has {len(node.value):,} entries; at most {most:,} are allowed.")
        return node.value[:most]

    def items(
        self, key: str, what: str, *, required: bool = True, least: int = 0, most: int = MOST_ENTRIES
    ) -> Iterator[Fields]:
        """Each mapping of a list, named in sentences by `what` and its id."""
        for number, node in enumerate(self.list_of(key, required=required, least=least, most=most), start=1):
            name = str(number)
            if isinstance(node.value, dict) and "id" in node.value:
                name = shortened(node.value["id"].written) or name
            yield self.child(node, f"{what} {name}")

    def mapping(self, key: str, what: str, *, required: bool = True) -> Fields:
        node = self.take(key, required=required)
        return self.child(node or Node({}, self.node.place), what)

    def child(self, node: Node, what: str) -> Fields:
        child = Fields(node, self.faults, what)
        self.children.append(child)
        return child


def _wrong_with(text: str, longest: int, *, lines: bool) -> str:
    """Why the text cannot be used, as the rest of a sentence; its length first, before anything reads all of it."""
    if not text:
        return "must not be empty."
    if len(text) > longest:
        return f"has {len(text):,} characters; at most {longest:,} are allowed."
    if bad := CONTROL_CHARACTER.search(text):
        return f"holds a control character (U+{ord(bad[0]):04X}); remove it."
    ends = text.count("\n")
    if ends and not lines:
        return "must be on one line."
    return f"has {ends + 1:,} lines; at most {MOST_LINES} are allowed." if ends >= MOST_LINES else ""
