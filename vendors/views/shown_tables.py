"""The same vendors side by side: by group of criteria, under other weights and versions, and without one evaluator."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from html import escape
from typing import NamedTuple

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.rounding import rounded
from core.words import listed
from vendors.domain.agreement import Agreement, Undefined
from vendors.domain.outcome import Standings
from vendors.domain.robustness import Mode
from vendors.domain.scoring import Floor, GroupTotal
from vendors.queries.money import finely, share
from vendors.queries.result import Result
from vendors.queries.verdicts import points
from vendors.views.shown_ranking import mode_names


@dataclass(frozen=True)
class Number:
    """`is_best` is underlined; `note` stands below it."""

    text: str
    is_best: bool = False
    note: str = ""
    is_bad: bool = False


@dataclass(frozen=True)
class Line:
    """`cells` has a td for each number, drawn here because a page has hundreds of them."""

    title: str
    note: str
    cells: SafeString


@dataclass(frozen=True)
class Table:
    """`vendors` name the columns."""

    vendors: Sequence[str]
    lines: Sequence[Line]


class _Row(NamedTuple):
    title: str
    note: str
    numbers: Sequence[Number]


def _table(vendors: Sequence[str], rows: Sequence[_Row]) -> Table:
    labels = [escape(name) for name in vendors]
    return Table(
        vendors,
        [
            Line(row.title, row.note, mark_safe("".join(map(_cell, labels, row.numbers))))  # every text is escaped
            for row in rows
        ],
    )


def _cell(label: str, number: Number) -> str:
    css = " is-best" if number.is_best else ""
    look = ' class="is-bad"' if number.is_bad else ""
    note = f"<small{look}>{escape(number.note)}</small>" if number.note else ""
    return f'<td class="end num{css}" data-label="{label}"><b>{escape(number.text)}</b>{note}</td>'


def show_groups(result: Result) -> Table:
    """Totals per group under the locked weights, 0 to 100."""
    standings = result.outcome.standings
    lines = []
    for place, group in enumerate(standings.totals[standings.order[0]].groups if standings.order else ()):
        found = [standings.totals[vendor].groups[place] for vendor in standings.order]
        best = _best([each.value for each in found])
        note = finely(group.weight)
        if group.minimum is not None:
            note = _("%(weight)s, at least %(minimum)s") % {"weight": note, "minimum": rounded(group.minimum, 0)}
        title = next(each.title for each in result.outcome.model.groups if each.code == group.code)
        lines.append(_Row(title, note, [_of_group(each, best) for each in found]))
    return _table(_heads(result), lines)


def _of_group(found: GroupTotal, best: Fraction | None) -> Number:
    missed = found.floor is Floor.MISSED
    return Number(
        points(found.low, found.high),
        is_best=best is not None and found.value == best,
        note=_("below the minimum") if missed else "",
        is_bad=missed,
    )


def show_scenarios(result: Result) -> Table:
    """Totals and ranks under the locked weights, the named ones, and the versions before."""
    outcome, now = result.outcome, result.version.number
    lines = [
        _standing(
            result,
            _("Version %(n)d, in force") % {"n": now} if outcome.earlier else _("Locked weights"),
            outcome.standings,
        )
    ]
    lines += [_standing(result, name, found) for name, found in outcome.by_scenario.items()]
    for number, found in outcome.by_version.items():
        lines.append(_standing(result, _("Version %(n)d, before") % {"n": number}, found))
    return _table(_heads(result), lines)


def _standing(result: Result, title: str, standings: Standings) -> _Row:
    names = listed([result.names[vendor] for vendor in standings.leaders], _("and"))
    numbers = []
    for vendor in result.outcome.standings.order:
        total, rank = standings.totals[vendor], standings.ranks[vendor]
        note = _("rank %(rank)d") % {"rank": rank} if rank else _("excluded") if total.is_excluded else _("no rank")
        numbers.append(Number(points(total.low, total.high), is_best=rank == 1, note=note))
    return _Row(
        title,
        ngettext("%(names)s leads", "%(names)s share first place", len(standings.leaders)) % {"names": names}
        if names
        else "",
        numbers,
    )


def show_left_out(result: Result) -> Table | None:
    """Totals on the means of the individual scores, of the ranked: of everybody, and without each evaluator."""
    found, ranked = result.outcome.left_out, result.outcome.standings.ranked
    if found is None:
        return None

    def line(title: str, values: Mapping[str, Fraction | None]) -> _Row:
        best = _best([values[vendor] for vendor in ranked])
        return _Row(title, "", [_mean(values[vendor], best) for vendor in ranked])

    lines = [line(_("Everybody"), found.everybody.values)]
    for person, means in found.without.items():
        lines.append(line(_("Without %(person)s") % {"person": result.people[person]}, means.values))
    return _table([result.names[vendor] for vendor in ranked], lines)


def _mean(value: Fraction | None, best: Fraction | None) -> Number:
    if value is None:
        return Number("–")
    return Number(rounded(value, 1), is_best=best is not None and value == best)


def show_shares(result: Result) -> list[tuple[str, Table]]:
    """By mode: how often each ranked vendor took each place, with the error of that share."""
    ranked = result.outcome.standings.ranked
    tables = []
    for mode, name in mode_names().items():
        found = result.outcome.robustness[mode]
        lines = [
            _Row(
                _("Place %(n)d") % {"n": place},
                "",
                [
                    Number(
                        share(found.share(vendor, place)),
                        note=f"± {rounded(Fraction(found.error(vendor, place)) * 100, 1)}",
                    )
                    for vendor in ranked
                ],
            )
            for place in range(1, len(ranked) + 1)
        ]
        tables.append((name, _table([result.names[vendor] for vendor in ranked], lines)))
    return tables


def show_wins(result: Result) -> Table | None:
    """How often the vendor of a row had the higher total than that of a column, within ±30 %."""
    ranked, found = result.outcome.standings.ranked, result.outcome.robustness[Mode.BAND]
    if len(ranked) < 2:
        return None
    lines = [
        _Row(
            result.names[one],
            "",
            [Number("–" if one == other else share(found.win_share(one, other))) for other in ranked],
        )
        for one in ranked
    ]
    return _table([result.names[vendor] for vendor in ranked], lines)


def agreement_in_words(found: Agreement) -> str:
    """The correlation with what it rests on, or why there is none."""
    said = {"evaluators": found.evaluators, "cells": found.cells, "scored": found.scored}
    if found.icc_2_1 is not None:
        said["icc"] = rounded(found.icc_2_1, 2)  # type: ignore[assignment]
        return (
            _(
                "The intraclass correlation ICC(2,1) is %(icc)s, where 1 is full agreement, over %(cells)d scores that "
                "all %(evaluators)d evaluators gave, of %(scored)d."
            )
            % said
        )
    why = {
        Undefined.FEW_EVALUATORS: _("there are fewer than two evaluators"),
        Undefined.FEW_CELLS: _("fewer than two scores were given by everybody"),
        Undefined.ALL_AGREE: _("everybody gave the same"),
        Undefined.NARROW: _("nobody left two neighbouring levels"),
        Undefined.CELLS_ALIKE: _("all scores have the same mean"),
    }
    reason = why[found.undefined] if found.undefined else ""
    return _("ICC(2,1) has no meaning here: %(reason)s.") % {"reason": reason}


def _heads(result: Result) -> list[str]:
    return [result.names[vendor] for vendor in result.outcome.standings.order]


def _best(values: Sequence[Fraction | None]) -> Fraction | None:
    """None where nobody stands out."""
    known = {value for value in values if value is not None}
    return max(known) if len(known) > 1 else None
