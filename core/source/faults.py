"""Faults of an input file, collected so that all can be told at once."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from difflib import get_close_matches

from core.source.wording import shortened, visible

type Place = int | str | None
"""A line number, a spreadsheet cell such as `Discover!E7`, or None for the file as a whole."""

MOST_TOLD = 200
MOST_KEPT = 2_000
"""Faults beyond these are only counted: a file of 4 MB can have hundreds of thousands."""
LONGEST_SENTENCE = 500
LONGEST_PLACE = 120
LONGEST_HINTED = 64
HINT_EFFORT = 100_000
"""What all hints of a file may cost, in known words times characters: 250 hints among 66 questions, under a second."""
_CELL = re.compile(r"([A-Z]+)([0-9]+)\Z")


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with a file: where it stands, and a sentence that says what to do."""

    file: str
    place: Place
    sentence: str

    def __post_init__(self) -> None:
        """Whatever a sentence quotes, it can be shown: this is the one place through which all of them go."""
        object.__setattr__(self, "file", visible(shortened(self.file, LONGEST_SENTENCE)))
        object.__setattr__(self, "sentence", visible(shortened(self.sentence, LONGEST_SENTENCE)))
        if isinstance(self.place, str):
            object.__setattr__(self, "place", visible(shortened(self.place, LONGEST_PLACE)))

    def __str__(self) -> str:
        if self.place is None:
            return f"{self.file}: {self.sentence}"
        word = "line" if isinstance(self.place, int) else "cell"
        return f"{self.file}, {word} {self.place}: {self.sentence}"


def _reading_order(fault: Fault) -> tuple[str, int, int, str]:
    """By sheet, then row, then column: C9 before B10, and Z1 before AA1."""
    sheet, _, cell = str(fault.place).rpartition("!")
    match = _CELL.match(cell)
    return (sheet, int(match[2]), len(match[1]), match[1]) if match else (sheet, 0, 0, cell)


class BadInputError(Exception):
    """The file cannot be used; `faults` says why, in the order in which they stand in the file."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = faults
        super().__init__("\n".join(str(fault) for fault in faults))


class Faults:
    """Collects the faults of one file."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.found: list[Fault] = []
        self.count = 0
        self.effort_left = HINT_EFFORT

    def __bool__(self) -> bool:
        return bool(self.found)

    def add(self, place: Place, sentence: str) -> None:
        self.count += 1
        if self.count <= MOST_KEPT:
            self.found.append(Fault(self.file, place, sentence))

    def meant(self, word: str, known: Collection[str]) -> str:
        """The known word that was probably meant, or an empty text.

        Comparing words is slow, so hints end where those of a file have cost enough.
        """
        effort = len(word) * len(known)
        if len(word) > LONGEST_HINTED or effort > self.effort_left:
            return ""
        self.effort_left -= effort
        return next(iter(get_close_matches(word, known, n=1)), "")

    def raise_if_any(self) -> None:
        """Raise BadInputError with the faults in file order: the file as a whole first, then by line or cell."""
        if not self.found:
            return
        lines = [fault for fault in self.found if not isinstance(fault.place, str)]
        cells = [fault for fault in self.found if isinstance(fault.place, str)]
        lines.sort(key=lambda fault: fault.place or 0)
        cells.sort(key=_reading_order)
        ordered = list(dict.fromkeys(lines + cells))
        untold = len(ordered[MOST_TOLD:]) + self.count - len(self.found)
        if untold:
            ordered = [
                *ordered[:MOST_TOLD],
                Fault(self.file, None, f"… and {untold:,} more fault{'s' if untold > 1 else ''}."),
            ]
        raise BadInputError(ordered)
