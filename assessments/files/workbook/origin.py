"""The hidden sheet that says from which stored answers a workbook was written.

It names questions by their ids and evidence by a fingerprint of its row, so nothing depends on where a row stands:
rows may be sorted, columns be moved, and the file be saved by another program.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from assessments.domain.answers import Evidence
from assessments.files.workbook.layout import TITLES, Head, Mark, SheetKind
from assessments.files.workbook.tables import Row
from core.spreadsheets.writing import cell_at, put

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

    from catalog.domain.question_pack import QuestionPack
    from core.source import Faults

ASSESSMENT, PACK_HASH, SCOPE = "assessment", "pack", "scope"
REVISION, EVIDENCE = "revision ", "evidence "
"""Beginnings of keys; the id of a question follows."""


@dataclass(frozen=True, slots=True)
class Written:
    """A row of evidence as it was written. `whole` is the print of all that it says, `place` that of what names it."""

    code: str
    whole: str
    place: str


@dataclass(frozen=True, slots=True)
class Origin:
    """`revisions` and `evidence` are by the id of the question."""

    assessment: str
    pack_hash: str
    scope: str
    revisions: Mapping[str, int] = field(default_factory=dict)
    evidence: Mapping[str, tuple[Written, ...]] = field(default_factory=dict)


def written_evidence(code: str, item: Evidence) -> Written:
    """As `print_of` finds it when the row comes back unchanged."""
    said = {
        "class": item.evidence_class.value,
        "kind": item.kind or "",
        "title": item.title,
        "link": item.link,
        "reference": item.reference,
        "observed": item.observed.isoformat() if item.observed else "",
        "validity_days": str(item.validity_days or ""),
    }
    return Written(code, print_of(said), place_print_of(said))


def print_of(said: Mapping[str, str]) -> str:
    names = ("class", "kind", "title", "link", "reference", "observed", "validity_days")
    return _print(said.get(name, "") for name in names)


def place_print_of(said: Mapping[str, str]) -> str:
    """Evidence with the same title, place and day is the same piece."""
    return _print(said.get(name, "") for name in ("title", "link", "reference", "observed"))


def _print(texts: Iterable[str]) -> str:
    return hashlib.sha256("\0".join(text.strip() for text in texts).encode()).hexdigest()[:16]


def add_origin_sheet(workbook: Workbook, pack: QuestionPack, origin: Origin) -> None:
    sheet = workbook.create_sheet(TITLES[SheetKind.ORIGIN])
    sheet.sheet_state = "hidden"
    sheet.protection.sheet = True
    put(cell_at(sheet, 1, 1), str(Mark(SheetKind.ORIGIN, pack.code, pack.version)))
    rows: list[tuple[str, str | int]] = [
        (Head.KEY, Head.VALUE),
        (ASSESSMENT, origin.assessment),
        (PACK_HASH, origin.pack_hash),
        (SCOPE, origin.scope),
    ]
    rows += [(REVISION + id_, revision) for id_, revision in origin.revisions.items()]
    rows += [
        (EVIDENCE + id_, f"{each.code} {each.whole} {each.place}")
        for id_, written in origin.evidence.items()
        for each in written
    ]
    for row, (key, value) in enumerate(rows, start=2):
        put(cell_at(sheet, row, 1), key)
        put(cell_at(sheet, row, 2), value)


def read_origin(rows: Iterable[Row], faults: Faults) -> Origin | None:
    """None, with a fault, where somebody has changed the sheet so that it says nothing any more."""
    head: dict[str, str] = {}
    revisions: dict[str, int] = {}
    evidence: dict[str, tuple[Written, ...]] = {}
    for row in rows:
        key, node = row.text(Head.KEY), row.number_node(Head.VALUE)
        words = node.written.split() if node else []
        if node and key.startswith(REVISION) and isinstance(node.value, int):
            revisions[key.removeprefix(REVISION)] = node.value
        elif key.startswith(EVIDENCE) and len(words) == 3:
            id_ = key.removeprefix(EVIDENCE)
            evidence[id_] = (*evidence.get(id_, ()), Written(*words))
        elif key in (ASSESSMENT, PACK_HASH, SCOPE) and len(words) == 1:
            head[key] = words[0]
        else:
            faults.add(row.place(Head.KEY), "The hidden sheet Origin was changed; export the answers again.")
    if len(head) < 3:
        faults.add(None, "The hidden sheet Origin is not whole; export the answers again.")
        return None
    return Origin(head[ASSESSMENT], head[PACK_HASH], head[SCOPE], revisions, evidence)
