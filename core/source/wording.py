"""Foreign text inside our sentences: short, and without characters that do something to a terminal."""

from __future__ import annotations

LONGEST_QUOTE = 60


def shortened(text: str, longest: int = LONGEST_QUOTE) -> str:
    return text if len(text) <= longest else text[: longest - 1] + "…"


def quoted(text: str) -> str:
    """The text as it is shown inside a sentence."""
    return repr(shortened(text))


def visible(text: str) -> str:
    """The text with its control and direction characters spelled out, as in `\\x1b` and `\\u202e`.

    They would colour a terminal, ring its bell or turn a sentence round, and nobody could see what is to be mended.
    """
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)
