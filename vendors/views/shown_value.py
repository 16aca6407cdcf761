"""Quality and price side by side: the frontier, what each further point costs, and the combined score if chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.charts.frontier import Axes, Dot, cost_marks, draw_frontier
from core.charts.scores import Value
from core.rounding import rounded
from core.words import listed
from vendors.domain.frontier import Standing
from vendors.queries.money import money, share
from vendors.queries.prices import terms_of
from vendors.queries.result import Result
from vendors.views.shown_prices import said_of


@dataclass(frozen=True)
class Bought:
    """One vendor, the cheapest first. `per_point` is what a point more costs than at the step before."""

    name: str
    cost: str
    quality: str
    per_point: str
    standing: str
    is_best: bool
    combined: str
    combined_rank: str


@dataclass(frozen=True)
class ShownValue:
    heading: str
    chart: SafeString
    rows: Sequence[Bought]
    terms: str
    without: str
    anchor: str


def show_value(result: Result) -> ShownValue | None:
    """None without a ranked vendor that has a price."""
    outcome, currency = result.outcome, result.evaluation.currency
    found = outcome.frontier
    if not found.steps:
        return None
    return ShownValue(
        heading=_heading(result),
        chart=mark_safe(_chart(result)),
        rows=_rows(result),
        terms=said_of(terms_of(result.evaluation)),
        without=_without(result),
        anchor=""
        if outcome.anchor is None
        else _("Combined: %(share)s price, which counts 100 up to %(budget)s and 0 from %(ceiling)s.")
        % {
            "share": share(outcome.anchor.price_share),
            "budget": money(outcome.anchor.budget, currency),
            "ceiling": money(outcome.anchor.ceiling, currency),
        },
    )


def _heading(result: Result) -> str:
    """What the best costs more than the cheapest on the line, per point."""
    steps, names = result.outcome.frontier.steps, result.names
    last = steps[-1]
    best = listed([names[vendor] for vendor in last.vendors], _("and"))
    if len(steps) == 1:
        return ngettext(
            "%(names)s is the best and the cheapest", "%(names)s are the best and the cheapest", len(last.vendors)
        ) % {"names": best}
    said = {
        "names": best,
        "points": rounded(last.extra_points or Fraction(0), 1),
        "cost": money(last.extra_cost or Fraction(0), result.evaluation.currency),
        "other": listed([names[vendor] for vendor in steps[-2].vendors], _("and")),
    }
    return _("%(names)s brings %(points)s points more than %(other)s for %(cost)s more") % said


def _rows(result: Result) -> list[Bought]:
    outcome, currency = result.outcome, result.evaluation.currency
    per_point = {
        vendor: money(step.per_point, currency)
        for step in outcome.frontier.steps
        if step.per_point is not None
        for vendor in step.vendors
    }
    priced = [vendor for vendor in outcome.standings.ranked if vendor in outcome.costs]
    rows = []
    for vendor in sorted(priced, key=lambda each: outcome.costs[each].total):
        standing = outcome.frontier.standings[vendor]
        rank = outcome.combined_ranks.get(vendor)
        rows.append(
            Bought(
                name=result.names[vendor],
                cost=money(outcome.costs[vendor].total, currency),
                quality=rounded(outcome.standings.totals[vendor].low, 1),
                per_point=per_point.get(vendor, ""),
                standing=_standing(result, vendor, standing),
                is_best=standing is Standing.ON_FRONTIER,
                combined=rounded(outcome.combined[vendor], 1) if vendor in outcome.combined else "",
                combined_rank=str(rank) if rank else "",
            )
        )
    return rows


def _standing(result: Result, vendor: str, standing: Standing) -> str:
    if standing is Standing.ON_FRONTIER:
        return _("On the frontier")
    if standing is Standing.BELOW:
        return _("Below: its neighbours give a point for less")
    names = listed([result.names[each] for each in result.outcome.frontier.better[vendor]], _("and"))
    return _("Beaten on both by %(names)s") % {"names": names}


def _without(result: Result) -> str:
    """Who is not compared here: ranked without a price that can be counted, or priced without a rank."""
    costs, ranked = result.outcome.costs, result.outcome.standings.ranked
    missing = [result.names[vendor] for vendor in ranked if vendor not in costs]
    out = [
        result.names[vendor] for vendor in result.outcome.standings.order if vendor in costs and vendor not in ranked
    ]
    said = [_("Without a price: %(names)s.") % {"names": listed(missing, _("and"))}] if missing else []
    if out:
        said.append(_("Without a rank, and so not compared: %(names)s.") % {"names": listed(out, _("and"))})
    return " ".join(said)


def _chart(result: Result) -> str:
    outcome, currency = result.outcome, result.evaluation.currency
    dots = [
        Dot(
            result.names[vendor],
            Value(outcome.costs[vendor].total, money(outcome.costs[vendor].total, currency)),
            Value(outcome.standings.totals[vendor].low, rounded(outcome.standings.totals[vendor].low, 1)),
            standing is Standing.ON_FRONTIER,
        )
        for vendor, standing in outcome.frontier.standings.items()
    ]
    marks = [Value(at, money(at, currency)) for at in cost_marks(Fraction(dot.cost.at) for dot in dots)]
    return draw_frontier(
        dots,
        axes=Axes(cost=_("Cost"), quality=_("Quality, 0 to 100"), marks=marks),
        slug="frontier",
        title=_("Quality against cost"),
        said="; ".join(f"{dot.label}: {dot.cost.text}, {dot.quality.text}" for dot in dots),
    )
