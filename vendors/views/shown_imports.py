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
from vendors.queries.imports import IN_PROPOSALS, written_by


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
    return [_counted(name, count) % {"n": count} for name, count in written_by(found).items()]


def _counted(name: str, n: int) -> str:
    return {
        "new_vendors": ngettext("%(n)d new vendor", "%(n)d new vendors", n),
        "changed_vendors": ngettext("%(n)d changed vendor", "%(n)d changed vendors", n),
        "proposals": ngettext("%(n)d new proposal", "%(n)d new proposals", n),
        "contacts": ngettext("%(n)d new contact", "%(n)d new contacts", n),
        "criteria": ngettext("%(n)d criterion", "%(n)d criteria", n),
        "scores": ngettext("%(n)d score", "%(n)d scores", n),
    }[name]


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
