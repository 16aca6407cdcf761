"""Keeping others out of what one of them is told: which of our own texts speak of somebody else."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

ORDINARY = frozenset(
    "and cloud company for gmbh group inc llc ltd managed plc services systems the vendor".split()  # noqa: SIM905
)
"""What stands in the names of companies and gives none of them away by itself."""
COMPARING = frozenset(
    [
        "best",
        "better",
        "bidder",
        "bidders",
        "cheaper",
        "cheapest",
        "compared",
        "competing",
        "competition",
        "competitor",
        "competitors",
        "highest",
        "lowest",
        "others",
        "rank",
        "ranked",
        "rival",
        "rivals",
        "strongest",
        "weakest",
        "winner",
        "worst",
    ]
)
"""Where one of these stands, something of others is told although nobody is named."""
_NUMBER = r"(two|three|four|five|six|seven|eight|nine|ten|\d+)"
_OFFER = r"(bid|offer|proposal|supplier|vendor)s?"
_OF_SEVERAL = re.compile(rf"\b(an)?other {_OFFER}\b|\b(all|of|of the) {_NUMBER} {_OFFER}\b|\bof all {_NUMBER}\b")
"""The same, said of how many there are: “of all four”, “of the three proposals”, “another vendor”."""
SHORTEST = 3


@dataclass(frozen=True, slots=True)
class Names:
    """Of others: each as a whole, and each of their words that is neither ordinary nor one of one's own name."""

    whole: frozenset[str]
    words: frozenset[str]

    def are_in(self, text: str) -> bool:
        """Better once too often than once too little: a text is left out, and nobody is named."""
        found = _words(text)
        said = f" {' '.join(found)} "
        return (
            not (self.words | COMPARING).isdisjoint(found)
            or any(f" {name} " in said for name in self.whole)
            or bool(_OF_SEVERAL.search(said))
        )

    def leave(self, texts: Iterable[str]) -> tuple[str, ...]:
        """Those that name nobody."""
        return tuple(text for text in texts if not self.are_in(text))


def names_of_others(names: Iterable[str], *, own: str) -> Names:
    others = [_words(name) for name in names]
    words = {word for found in others for word in found if len(word) >= SHORTEST and not word.isdigit()}
    return Names(
        whole=frozenset(" ".join(found) for found in others if found),
        words=frozenset(words - ORDINARY - set(_words(own))),
    )


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.casefold())
