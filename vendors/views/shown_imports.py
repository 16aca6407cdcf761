"""What an import changes, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vendors.choices import ConfidenceChoice, ProofChoice
from vendors.domain.importing import ImportKind, Line
from vendors.models import VendorImport
from vendors.queries.import_columns import COLUMNS
from vendors.queries.imports import IN_PROPOSALS


@dataclass(frozen=True, slots=True)
class ShownChange:
    title: str | Promise
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ShownLine:
    row: int
    name: str
    changes: Sequence[ShownChange]


def shown_line(line: Line, kind: ImportKind) -> ShownLine:
    titles = {column.name: column.title for column in COLUMNS[kind]} | {IN_PROPOSALS: _("Proposal")}
    changes = [
        ShownChange(titles[name], _in_words(name, line.before.get(name)), _in_words(name, value))
        for name, value in line.values.items()
    ]
    return ShownLine(line.row, line.name, changes)


def shown_written(found: VendorImport) -> Sequence[str]:
    """What became of it, in sentences."""
    changes = found.changes
    match ImportKind(found.kind):
        case ImportKind.VENDORS:
            new = sum(each["before"] is None for each in changes["vendors"])
            changed = len(changes["vendors"]) - new
            counts = [
                (new, ngettext("%(n)d new vendor", "%(n)d new vendors", new)),
                (changed, ngettext("%(n)d changed vendor", "%(n)d changed vendors", changed)),
                (
                    len(changes["proposals"]),
                    ngettext("%(n)d new proposal", "%(n)d new proposals", len(changes["proposals"])),
                ),
                (
                    len(changes["contacts"]),
                    ngettext("%(n)d new contact", "%(n)d new contacts", len(changes["contacts"])),
                ),
            ]
        case ImportKind.CRITERIA:
            count = changes["written"]
            counts = [(count, ngettext("%(n)d criterion", "%(n)d criteria", count))]
        case ImportKind.SCORES:
            count = len(changes["scores"])
            counts = [(count, ngettext("%(n)d score", "%(n)d scores", count))]
    return [sentence % {"n": n} for n, sentence in counts if n]


def _in_words(name: str, value: Any) -> str:
    if value is None or value == "":
        return ""
    if name == IN_PROPOSALS:
        return _("a new one in this evaluation")
    if name == "proof":
        return str(ProofChoice(value).label)
    if name == "confidence":
        return str(ConfidenceChoice(value).label)
    return str(value)
