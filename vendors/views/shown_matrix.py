"""Every score beside its weight: what was agreed, and above it what each evaluator gave.

The cells are drawn here and not in a template, because there may be hundreds of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from core.charts.dots import draw_dots
from core.rounding import rounded
from vendors.domain.gates import GateState
from vendors.domain.model import Criterion
from vendors.domain.sheets import Cell, levels_by_cell
from vendors.queries.money import finely
from vendors.queries.result import Result


@dataclass(frozen=True)
class Row:
    """Of one criterion: `cells` is a td for its weight and for each vendor."""

    code: str
    title: str
    cells: SafeString


@dataclass(frozen=True)
class GroupRows:
    code: str
    title: str
    weight: str
    rows: Sequence[Row]


@dataclass(frozen=True)
class Matrix:
    """`vendors` are the columns, best first, by code and name; `gates` have their text and their cells."""

    vendors: Sequence[tuple[str, str]]
    gates: Sequence[tuple[str, SafeString]]
    groups: Sequence[GroupRows]
    left_out: Sequence[str]
    """Titles of criteria that apply to nobody."""
    has_dots: bool
    has_means: bool
    has_caps: bool


def show_matrix(result: Result, weights: Mapping[str, Fraction], typed: Mapping[str, str]) -> Matrix:
    outcome, cells = result.outcome, _Cells(result)
    groups = []
    for group in outcome.model.groups:
        rows = [
            Row(each.code, each.title, mark_safe(cells.weight(each, typed[each.code]) + cells.of(each.code)))
            for each in group.criteria
            if each.code in weights
        ]
        if rows:
            whole = sum((weights[row.code] for row in rows), Fraction(0))
            groups.append(GroupRows(group.code, group.title, finely(whole), rows))
    return Matrix(
        vendors=[(code, result.names[code]) for code in outcome.standings.order],
        gates=_gates(result),
        groups=groups,
        left_out=[each.title for each in outcome.model.criteria if not each.is_applicable],
        has_dots=bool(result.shown_sheets),
        has_means=cells.has_means,
        has_caps=cells.has_caps,
    )


def _gates(result: Result) -> list[tuple[str, SafeString]]:
    order, totals = result.outcome.standings.order, result.outcome.standings.totals
    shown = {
        GateState.MET: ("yes", "check", _("Meets")),
        GateState.FAILED: ("no", "x", _("Misses")),
        GateState.WAIVED: ("may", "check", _("Waived")),
        GateState.LAPSED: ("no", "x", _("Waiver is over")),
        GateState.UNKNOWN: ("open", "", _("Not checked")),
    }
    rows = []
    for place, gate in enumerate(result.outcome.model.gates):
        cells = []
        for vendor in order:
            css, icon, word = shown[totals[vendor].gates[place].state]
            drawn = f'<svg class="i" aria-hidden="true"><use href="#{icon}"/></svg>' if icon else ""
            head = f'<td role="cell" data-v="{escape(result.names[vendor])}">'
            cells.append(f'{head}<span class="gate gate--{css}">{drawn}{escape(word)}</span></td>')
        rows.append((gate.text, mark_safe("".join(cells))))
    return rows


class _Cells:
    """What is the same for all cells is found once."""

    def __init__(self, result: Result) -> None:
        outcome = result.outcome
        self.result = result
        self.order = outcome.standings.order
        self.levels = outcome.levels
        self.values = {vendor: outcome.standings.totals[vendor].values for vendor in self.order}
        self.sheets = levels_by_cell(result.shown_sheets, outcome.model.cap)
        self.heads = {vendor: f'<td role="cell" data-v="{escape(result.names[vendor])}">' for vendor in self.order}
        self.wide_from = result.evaluation.agenda_spread
        self.provisional, self.capped = escape(_("provisional")), _("%(level)d claimed")
        self.unscored = f'<span class="muted">{escape(_("not scored"))}</span>'
        self.in_percent, self.weight_of = _("Weight of “%(title)s” in per cent"), _("Weight of “%(title)s”")
        self.has_means = self.has_caps = False

    def weight(self, criterion: Criterion, typed: str) -> str:
        """A field that works without a script, and a slider that waits for one."""
        code, title = escape(criterion.code), {"title": criterion.title}
        return (
            f'<td class="wt" role="cell"><span class="wt__set"><input class="w" inputmode="decimal" name="w-{code}" '
            f'value="{escape(typed)}" autocomplete="off" aria-label="{escape(self.in_percent % title)}">'
            f'<input type="range" min="0" max="100" step="0.1" data-criterion="{code}" '
            f'aria-label="{escape(self.weight_of % title)}" hidden></span></td>'
        )

    def of(self, criterion: str) -> str:
        known = [value for vendor in self.order if (value := self.values[vendor][criterion]) is not None]
        best = max(known) if len(set(known)) > 1 else None
        return "".join(self._cell(vendor, criterion, best) for vendor in self.order)

    def _cell(self, vendor: str, criterion: str, best: Fraction | None) -> str:
        value = self.values[vendor][criterion]
        given = self.sheets.get(Cell(vendor, criterion), {})
        if value is None:
            return f"{self.heads[vendor]}{self.unscored}{self._dots(given)}</td>"
        css = "score score--best" if value == best else "score"
        said = f'<b class="num">{self._said(vendor, criterion, value)}</b>'
        return f'{self.heads[vendor]}<div class="{css}">{said}{self._dots(given)}</div></td>'

    def _said(self, vendor: str, criterion: str, value: Fraction) -> str:
        level = self.levels[vendor].get(criterion)
        if level is None:
            self.has_means = True
            return f"{rounded(value / 20, 1)}<small>{self.provisional}</small>"
        claimed = self.result.outcome.agreed[vendor][criterion].level
        if claimed != level:
            self.has_caps = True
            return f"{level}<small>{escape(self.capped % {'level': claimed})}</small>"
        return str(level)

    def _dots(self, given: Mapping[str, int]) -> str:
        if not given:
            return ""
        levels = tuple(given.values())
        said = ", ".join(f"{self.result.people[person]} {level}" for person, level in given.items())
        return draw_dots(levels, said=said, is_wide=max(levels) - min(levels) >= self.wide_from)
