"""Texts of levels that build on each other: "As 3, …" adds to level 3 and says nothing without it."""

from __future__ import annotations

import re
from collections.abc import Sequence

_BUILDS_ON = re.compile(r"As (\d+), ")


def statements_of(texts: Sequence[str], level: int, lowest: int = 0) -> tuple[tuple[int, str], ...]:
    """The text of a level with those it builds on, lowest first, each with its level; `texts[0]` is of `lowest`."""
    found = [(level, texts[level - lowest])]
    while (base := _BUILDS_ON.match(found[0][1])) and lowest <= int(base[1]) < found[0][0]:
        found.insert(0, (int(base[1]), texts[int(base[1]) - lowest]))
    return tuple(found)
