"""Faults of an input file, collected so that all can be told at once."""

from __future__ import annotations

import re
from dataclasses import dataclass

type Place = int | str | None
"""A line number, a spreadsheet cell such as `Discover!E7`, or None for the file as a whole."""

MOST_TOLD = 200
_CELL = re.compile(r"([A-Z]+)([0-9]+)\Z")


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with a file: where it stands, and a sentence that says what to do."""

    file: str
    place: Place
    sentence: str

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

    def __bool__(self) -> bool:
        return bool(self.found)

    def add(self, place: Place, sentence: str) -> None:
        self.found.append(Fault(self.file, place, sentence))

    def raise_if_any(self) -> None:
        """Raise BadInputError with the faults in file order: the file as a whole first, then by line or cell."""
        if not self.found:
            return
        lines = [fault for fault in self.found if not isinstance(fault.place, str)]
        cells = [fault for fault in self.found if isinstance(fault.place, str)]
        lines.sort(key=lambda fault: fault.place or 0)
        cells.sort(key=_reading_order)
        ordered = list(dict.fromkeys(lines + cells))
        if len(ordered) > MOST_TOLD:
            more = Fault(self.file, None, f"… and {len(ordered) - MOST_TOLD} faults more.")
            ordered = [*ordered[:MOST_TOLD], more]
        raise BadInputError(ordered)
