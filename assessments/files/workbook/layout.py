"""Sheets, columns and words of the answers workbook, shared by the one who writes it and the one who reads it.

Each sheet carries a mark in a hidden row, so that it is known whatever its title, and rows carry the id of what they
are about, so that they may be sorted. Columns are found by their headers.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from catalog.domain.question_pack import QuestionPack

SCHEMA = "rungs/answers-workbook/1"
EVIDENCE_PREPARED = 400
"""Rows that are formatted and wait for evidence; more may be used."""

UNKNOWN = "unknown"
NOT_APPLICABLE = "not applicable"
MET, NOT_MET = "met", "not met"
YES, NO = "yes", "no"
CLEAR = "clear"
"""Takes back what is stored where the workbook is imported; elsewhere it is the same as an empty cell."""


class SheetKind(StrEnum):
    READ_ME = "read-me"
    ASSESSMENT = "assessment"
    PHASE = "phase"
    CRITERIA = "criteria"
    EVIDENCE = "evidence"
    LISTS = "lists"
    ORIGIN = "origin"


TITLES = {
    SheetKind.READ_ME: "Read me",
    SheetKind.ASSESSMENT: "Assessment",
    SheetKind.CRITERIA: "Criteria",
    SheetKind.EVIDENCE: "Evidence",
    SheetKind.LISTS: "Lists",
    SheetKind.ORIGIN: "Origin",
}


@dataclass(frozen=True, slots=True)
class Mark:
    """What a sheet is, and for which pack it was made. `phase` is empty on sheets that are not about one."""

    kind: SheetKind
    pack: str
    version: str
    phase: str = ""

    def __str__(self) -> str:
        return " ".join((SCHEMA, self.pack, self.version, self.kind, self.phase)).strip()

    @classmethod
    def parse(cls, text: str) -> Mark | None:
        """The mark that a cell's text is, or None."""
        words = text.split()
        if not 4 <= len(words) <= 5 or words[0] != SCHEMA or words[3] not in list(SheetKind):
            return None
        return cls(SheetKind(words[3]), words[1], words[2], words[4] if len(words) == 5 else "")


class Head(StrEnum):
    """Headers by which columns are found."""

    ID = "ID"
    QUESTION = "Question"
    ANSWER = "Answer"
    REASON = "N/A reason"
    NOTE = "Note"
    LEVEL_REASON = "Why another level than the criteria suggest"
    FIELD = "Field"
    VALUE = "Value"
    KEY = "Key"
    MEANING = "What it is for"
    TITLE = "Title"
    LEVEL = "Level"
    KIND_OF_CRITERION = "Must or should"
    CRITERION = "Criterion"
    STATE = "State"
    CLASS = "Class"
    KIND = "Kind"
    LINK = "Link"
    REFERENCE = "Reference"
    OBSERVED = "Observed"
    VALIDITY = "Valid for days"


# The columns without which a sheet cannot be read.
NEEDED: dict[SheetKind, tuple[Head, ...]] = {
    SheetKind.ASSESSMENT: (Head.KEY, Head.VALUE),
    SheetKind.PHASE: (Head.ID, Head.ANSWER, Head.REASON, Head.NOTE, Head.LEVEL_REASON),
    SheetKind.CRITERIA: (Head.ID, Head.STATE),
    SheetKind.EVIDENCE: (
        Head.QUESTION,
        Head.CLASS,
        Head.KIND,
        Head.TITLE,
        Head.LINK,
        Head.REFERENCE,
        Head.OBSERVED,
        Head.VALIDITY,
    ),
    SheetKind.ORIGIN: (Head.KEY, Head.VALUE),
}


ABOUT_KEYS = ("organisation", "title", "scope", "as_of", "target")
REPORT_KEYS = ("prepared_by", "logo", "consultant_logo", "accent", "confidential", "draft", "summary")


def report_key(name: str) -> str:
    return f"report.{name}"


def target_key(phase: str) -> str:
    return f"targets.{phase}"


def comment_key(phase: str) -> str:
    return f"report.phases.{phase}"


def field_paths(pack: QuestionPack) -> dict[str, tuple[str, ...]]:
    """Every key of the sheet Assessment, with the path to its value in an answers file.

    A key is looked up here and never taken apart: the id of a phase may hold dots.
    """
    paths: dict[str, tuple[str, ...]] = {name: ("assessment", name) for name in ABOUT_KEYS}
    paths |= {report_key(name): ("report", name) for name in REPORT_KEYS}
    for phase in pack.phases:
        paths[target_key(phase.id)] = ("assessment", "targets", phase.id)
        paths[comment_key(phase.id)] = ("report", "phases", phase.id)
    return paths


class ReportTexts(Protocol):
    """What a report's author adds, as `reports.domain.options.ReportOptions` holds it."""

    @property
    def prepared_by(self) -> str: ...
    @property
    def logo(self) -> str: ...
    @property
    def consultant_logo(self) -> str: ...
    @property
    def accent(self) -> str: ...
    @property
    def confidential(self) -> bool: ...
    @property
    def draft(self) -> bool: ...
    @property
    def summary(self) -> str: ...
    @property
    def phases(self) -> tuple[tuple[str, str], ...]: ...


def words(identifier: str) -> str:
    """`accepted_risk` as people write it."""
    return identifier.replace("_", " ")


def folded(text: str) -> str:
    """The text for comparing: how many spaces stand between words and what is a capital plays no part."""
    return " ".join(text.split()).casefold()


def kind_labels(pack: QuestionPack) -> dict[str, str]:
    """What each evidence kind is called in the workbook: its title, or its id where the title could mean another."""
    ids_called: dict[str, set[str]] = {}
    for kind in pack.evidence_kinds:
        for name in (kind.id, kind.title):
            ids_called.setdefault(folded(name), set()).add(kind.id)
    return {
        kind.id: kind.title if len(ids_called[folded(kind.title)]) == 1 else kind.id for kind in pack.evidence_kinds
    }


def answer_words(pack: QuestionPack) -> list[int | str]:
    """What may stand in the answer column."""
    return [*range(pack.scale.min, pack.scale.max + 1), UNKNOWN, NOT_APPLICABLE]
