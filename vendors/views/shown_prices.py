"""What proposals cost, in the words of the pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.local import day, figure
from core.rounding import exactly
from vendors.domain.cost import Cost, Part, Terms
from vendors.domain.seal import Seat
from vendors.domain.stages import Stage
from vendors.domain.warnings import low_prices
from vendors.models import Evaluation, Offer, Proposal
from vendors.queries.money import money, share
from vendors.queries.names import name_of
from vendors.queries.prices import costs_of, offer_of, terms_of


def part_names() -> dict[Part, str]:
    return {
        Part.ONE_OFF: _("One-off"),
        Part.MIGRATION: _("Migration"),
        Part.YEARLY: _("Running costs"),
        Part.EXIT: _("Exit"),
        Part.EFFORT: _("Own people"),
    }


@dataclass(frozen=True)
class ShownPrice:
    """One row: `parts` with their names, as present values; `missing` says why there is no total."""

    proposal: Proposal
    name: str
    parts: Sequence[tuple[str, str]]
    total: str
    missing: str
    question: str


@dataclass(frozen=True)
class ShownPrices:
    rows: Sequence[ShownPrice]
    heading: str
    terms: str


def show_prices(evaluation: Evaluation, seat: Seat, proposals: Sequence[Proposal]) -> ShownPrices:
    """Of proposals that were read with their offers."""
    terms = terms_of(evaluation)
    costs = costs_of(proposals, terms)
    totals = {code: cost.total for code, cost in costs.items()}
    low = {each.vendor: each for each in low_prices(totals, Fraction(evaluation.low_price_percent, 100))}
    rows = []
    for proposal in proposals:
        cost, found = costs.get(proposal.code), low.get(proposal.code)
        rows.append(
            ShownPrice(
                proposal=proposal,
                name=name_of(proposal, seat),
                parts=_parts(cost, terms),
                total=money(cost.total, terms.currency) if cost else "",
                missing="" if cost else _missing(offer_of(proposal)),
                question=_("%(share)s of the median: ask why it is so low") % {"share": share(found.share)}
                if found
                else "",
            )
        )
    return ShownPrices(rows, _heading(evaluation, totals, len(rows), terms), said_of(terms))


def said_of(terms: Terms) -> str:
    """Horizon, discount and day rate in one sentence."""
    years = ngettext("%(n)d year", "%(n)d years", terms.horizon) % {"n": terms.horizon}
    discount = (
        _("discounted by %(percent)s %% a year") % {"percent": exactly(terms.discount_rate * 100)}
        if terms.discount_rate
        else _("not discounted")
    )
    said = _("Total cost of ownership in %(currency)s over %(years)s, %(discount)s.")
    said %= {"currency": terms.currency, "years": years, "discount": discount}
    if not terms.day_rate:
        return said + " " + _("Days of our own people are not counted: the terms give them no price.")
    return (
        said + " " + _("A day of our own people costs %(amount)s.") % {"amount": money(terms.day_rate, terms.currency)}
    )


def _heading(evaluation: Evaluation, totals: Mapping[str, Fraction], count: int, terms: Terms) -> str:
    if not count:
        return _("No proposal to price yet")
    if len(totals) < count or not evaluation.at.is_from(Stage.LOCKED):
        return _("%(entered)d of %(count)d prices are entered") % {"entered": len(totals), "count": count}
    low, high = money(min(totals.values()), terms.currency), money(max(totals.values()), terms.currency)
    years = ngettext("over %(n)d year", "over %(n)d years", terms.horizon) % {"n": terms.horizon}
    if low == high:
        return _("%(amount)s %(years)s") % {"amount": low, "years": years}
    return _("From %(low)s to %(high)s %(years)s") % {"low": low, "high": high, "years": years}


def _parts(cost: Cost | None, terms: Terms) -> list[tuple[str, str]]:
    names = part_names()
    return [(names[part], money(cost.parts[part], terms.currency) if cost else "–") for part in Part]


def _missing(offer: Offer | None) -> str:
    return _("Rate missing") if offer else _("Not entered")


@dataclass(frozen=True)
class Breakdown:
    """What one proposal costs: present values by part, and what is paid in which year before discounting."""

    parts: Sequence[tuple[str, str]]
    total: str
    years: Sequence[tuple[str, str]]
    undiscounted: str
    rate: str


def show_breakdown(cost: Cost, offer: Offer, terms: Terms) -> Breakdown:
    years = [
        (_("At the start") if number == 0 else _("End of year %(n)d") % {"n": number}, money(amount, terms.currency))
        for number, amount in enumerate(cost.years)
    ]
    rate = ""
    if cost.rate:
        rate = _("1 %(other)s = %(worth)s %(own)s on %(day)s") % {
            "other": offer.currency,
            "worth": figure(Decimal(exactly(cost.rate.worth))),
            "own": terms.currency,
            "day": day(cost.rate.day),
        }
    return Breakdown(
        parts=_parts(cost, terms),
        total=money(cost.total, terms.currency),
        years=years,
        undiscounted=money(cost.undiscounted, terms.currency),
        rate=rate,
    )
