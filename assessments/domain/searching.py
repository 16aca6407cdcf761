"""Finding questions by words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

LONGEST_SEARCH = 200
"""Characters; what is longer is cut."""


def words_of(text: str) -> tuple[str, ...]:
    """What is looked for, in whatever case it was typed."""
    return tuple(text[:LONGEST_SEARCH].casefold().split())


def holds_all(words: Sequence[str], texts: Iterable[str]) -> bool:
    """Every word occurs in one of the texts, or within a word of them; no words are in everything."""
    whole = "\n".join(texts).casefold()
    return all(word in whole for word in words)
