"""What can be read in from a workbook, and what becomes of its rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class ImportKind(StrEnum):
    VENDORS = "vendors"
    CRITERIA = "criteria"
    SCORES = "scores"


@dataclass(frozen=True, slots=True)
class Line:
    """What becomes of one row. `values` are what to store, by field, only where it is another than `before`; `target`
    says of what that is there, None for something new. With a `trouble`, a sentence, nothing of the row is taken."""

    row: int
    name: str
    target: Mapping[str, Any] | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    before: Mapping[str, Any] = field(default_factory=dict)
    trouble: str = ""

    @property
    def is_new(self) -> bool:
        return not self.trouble and self.target is None

    @property
    def is_change(self) -> bool:
        return not self.trouble and self.target is not None and bool(self.values)


@dataclass(frozen=True, slots=True)
class Plan:
    lines: Sequence[Line]

    @property
    def new(self) -> list[Line]:
        return [line for line in self.lines if line.is_new]

    @property
    def changing(self) -> list[Line]:
        return [line for line in self.lines if line.is_change]

    @property
    def left_out(self) -> list[Line]:
        return [line for line in self.lines if line.trouble]

    @property
    def unchanged(self) -> int:
        return len(self.lines) - len(self.new) - len(self.changing) - len(self.left_out)
