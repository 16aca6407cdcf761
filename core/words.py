"""Small turns of English that sentences made from numbers need."""

from __future__ import annotations

from collections.abc import Sequence


def count(number: int, one: str, many: str = "") -> str:
    """ "1 question", "3 questions"."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def agree(number: int, one: str, many: str) -> str:
    """ "1 is", "3 are": a number with the words that agree with it."""
    return f"{number} {one if number == 1 else many}"


def listed(items: Sequence[str], last: str = "and") -> str:
    """ "a", "a and b", "a, b and c"; with a comma before the last word where an item holds that word itself."""
    if len(items) <= 1:
        return "".join(items)
    comma = "," if any(f" {last} " in item for item in items) else ""
    return f"{', '.join(items[:-1])}{comma} {last} {items[-1]}"


def lower_first(text: str) -> str:
    """The text to go on with inside a sentence; names such as API or OpenAPI keep their capitals."""
    first = text.partition(" ")[0]
    return text if any(letter.isupper() for letter in first[1:]) else text[:1].lower() + text[1:]
