"""What the pages of the consensus print of cells and points."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from itertools import zip_longest

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from core.charts.dots import draw_dots
from core.local import figure
from core.rounding import rounded
from vendors.domain.agreement import Agreement, Undefined
from vendors.domain.gates import GateState
from vendors.domain.model import Gate
from vendors.domain.seal import Seat
from vendors.forms.consensus import AgreedScoreForm
from vendors.models import Dissent, GateFinding, Proposal
from vendors.queries.consensus import Cell, Consensus, Point
from vendors.queries.gates import Gates
from vendors.queries.money import finely
from vendors.queries.names import name_of
from vendors.queries.seated import Seated
from vendors.queries.settling import OnCriterion, Settling


@dataclass(frozen=True, slots=True)
class ShownCell:
    """`number` is the agreed score, or the mean that stands until there is one."""

    vendor: str
    dots: SafeString
    number: str
    is_agreed: bool
    is_capped: bool
    is_disputed: bool
    dissents: int


@dataclass(frozen=True, slots=True)
class Row:
    key: str
    title: str
    group: str
    weight: str
    cells: Sequence[ShownCell]
    agreed: int
    is_settled: bool


def rows_of(points: Iterable[Point], names: Sequence[str]) -> list[Row]:
    """`names` are those of the proposals, in the order of the cells."""
    return [
        Row(
            key=point.criterion.code,
            title=point.criterion.title,
            group=point.group,
            weight=finely(point.weight),
            cells=[shown_cell(cell, name) for cell, name in zip(point.cells, names, strict=True)],
            agreed=sum(cell.agreed is not None for cell in point.cells),
            is_settled=point.is_settled,
        )
        for point in points
    ]


def shown_cell(cell: Cell, vendor: str) -> ShownCell:
    counts = cell.agreed_counts
    return ShownCell(
        vendor=vendor,
        dots=dots_of(cell),
        number=_number(cell) if counts is None else str(counts),
        is_agreed=counts is not None,
        is_capped=cell.agreed is not None and counts != cell.agreed.level,
        is_disputed=cell.is_disputed,
        dissents=getattr(cell.agreed, "dissent_count", 0),
    )


def dots_of(cell: Cell) -> SafeString:
    is_wide = bool(cell.levels) and cell.is_disputed
    said = _read_aloud(cell.levels, get_language())
    return mark_safe(draw_dots(cell.levels, said=said, is_wide=is_wide, agreed=cell.agreed_counts))


@lru_cache(maxsize=4096)  # a page has hundreds of cells
def _read_aloud(levels: tuple[int, ...], _language: str | None) -> str:
    if not levels:
        return _("Nobody scored it")
    return _("Scores of the evaluators: %(levels)s") % {"levels": ", ".join(map(str, levels))}


def _number(cell: Cell) -> str:
    mean = cell.provisional_mean
    return "–" if mean is None else figure(Decimal(rounded(mean, 1)), 1)


def names_of(proposals: Iterable[Proposal], seat: Seat) -> list[str]:
    return [name_of(proposal, seat) for proposal in proposals]


def heading_of(consensus: Consensus, *, is_locked: bool) -> str:
    """What was found."""
    talk, rest, done = len(consensus.agenda), len(consensus.undisputed), len(consensus.accepted)
    if is_locked:
        return ngettext("%(n)d criterion was settled", "%(n)d criteria were settled", done) % {"n": done}
    if talk:
        return ngettext("%(n)d criterion to talk about", "%(n)d criteria to talk about", talk) % {"n": talk}
    if rest:
        return ngettext("Nobody disputes the last criterion", "Nobody disputes the last %(n)d criteria", rest) % {
            "n": rest
        }
    return _("Every criterion is accepted")


def agreement_said(found: Agreement) -> tuple[str, str]:
    """How far the evaluators agree, in words, and over what."""
    cells = {"cells": found.cells, "scored": found.scored, "evaluators": found.evaluators}
    over = (
        _(
            "Intraclass correlation ICC(2,1), where 1 is full agreement, over %(cells)d of %(scored)d scored "
            "cells: those that all %(evaluators)d evaluators scored"
        )
        % cells
    )
    if found.icc_2_1 is None:
        return _("How far they agree cannot be put into one number"), _why(found)
    icc = figure(Decimal(rounded(found.icc_2_1, 2)), 2)
    return _("%(words)s: %(icc)s") % {"words": _in_words(found.icc_2_1), "icc": icc}, over


def _in_words(icc: Fraction) -> str:
    """Koo & Li 2016, A Guideline of Selecting and Reporting Intraclass Correlation Coefficients."""
    for least, words in (
        (Fraction(9, 10), _("The evaluators agree very well")),
        (Fraction(3, 4), _("The evaluators agree well")),
        (Fraction(1, 2), _("The evaluators agree moderately")),
    ):
        if icc >= least:
            return words
    return _("The evaluators agree little")


def _why(found: Agreement) -> str:
    return {
        Undefined.FEW_EVALUATORS: _("Scores of at least two evaluators are needed."),
        Undefined.FEW_CELLS: _("Too few cells were scored by every evaluator."),
        Undefined.ALL_AGREE: _("All of them gave the same scores everywhere, which leaves nothing to compare."),
        Undefined.NARROW: _("All scores lie on two neighbouring levels: too narrow for it to mean something."),
        Undefined.CELLS_ALIKE: _("On average all cells came out the same: there is no difference to agree on."),
        None: "",
    }[found.undefined]


@dataclass(frozen=True)
class ShownSettling:
    """One proposal under one criterion. `form` is there for who settles it now."""

    found: Settling
    vendor: str
    dots: SafeString
    mean: str
    form: AgreedScoreForm | None
    counts: int | None
    own: Dissent | None

    @property
    def is_capped(self) -> bool:
        return self.found.cell.agreed is not None and self.counts != self.found.cell.agreed.level


def settlings_of(found: OnCriterion, forms: Sequence[AgreedScoreForm], seated: Seated) -> list[ShownSettling]:
    return [
        ShownSettling(
            found=each,
            vendor=name_of(each.proposal, seated.seat),
            dots=dots_of(each.cell),
            mean=_number(each.cell),
            form=form,
            counts=each.cell.agreed_counts,
            own=each.dissent_of(seated.participant),
        )
        for each, form in zip_longest(found.settlings, forms)
    ]


@dataclass(frozen=True, slots=True)
class GateCell:
    proposal: Proposal
    vendor: str
    state: GateState
    finding: GateFinding | None


def gate_rows(gates: Gates, seat: Seat) -> list[tuple[Gate, list[GateCell]]]:
    return [
        (gate, [GateCell(at.proposal, name_of(at.proposal, seat), at.judged.state, at.finding) for at in cells])
        for gate, cells in gates.lines
    ]
