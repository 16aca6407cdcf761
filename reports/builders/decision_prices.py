"""The chapter of a decision report on what each proposal costs, and what a further point of quality costs."""

from __future__ import annotations

from fractions import Fraction

from core.local import day, figure
from core.rounding import exactly, rounded
from core.words import count, listed
from reports.decision_document import Cell, Grid
from reports.queries.decisions import Decided
from vendors.domain.cost import Part
from vendors.queries.money import money
from vendors.queries.prices import offer_of

PARTS = {
    Part.ONE_OFF: "One-off",
    Part.MIGRATION: "Migration",
    Part.YEARLY: "Running costs",
    Part.EXIT: "Exit",
    Part.EFFORT: "Own people",
}


def terms_of(decided: Decided) -> str:
    evaluation = decided.evaluation
    said = f"Total cost of ownership over {count(evaluation.horizon_years, 'year')} in {evaluation.currency}, "
    said += f"as a present value at {figure(evaluation.discount_percent.normalize())} % a year; "
    said += (
        f"a day of our own people costs {evaluation.currency} {figure(evaluation.day_rate.normalize())}."
        if evaluation.day_rate
        else "days of our own people are not counted."
    )
    limits = (("budget", evaluation.budget), ("ceiling", evaluation.ceiling))
    known = [f"the {name} is {money(Fraction(at), evaluation.currency)}" for name, at in limits if at is not None]
    if known:
        set_ = listed(known)
        said += f" {set_[0].upper()}{set_[1:]}, set before prices were opened."
    rates = [_rate(decided, code) for code in decided.result.outcome.costs]
    used = listed([rate for rate in rates if rate])
    return f"{said} Exchange rates: {used}." if used else said


def _rate(decided: Decided, code: str) -> str:
    rate, offer = decided.result.outcome.costs[code].rate, offer_of(decided.result.proposals[code])
    if rate is None or offer is None:
        return ""
    return f"1 {offer.currency} = {exactly(rate.worth)} {decided.evaluation.currency} on {day(rate.day)}"


def price_grid(decided: Decided) -> Grid | None:
    """The parts of each price, in the order of the ranking; None where no price is known."""
    outcome, names = decided.result.outcome, decided.result.names
    if not outcome.costs:
        return None
    rows = []
    for vendor in outcome.standings.order:
        cost = outcome.costs.get(vendor)
        parts = [Cell(_whole(cost.parts[part]) if cost else "–", "money") for part in PARTS]
        total = Cell(_whole(cost.total) if cost else "no price", "money total")
        rows.append((Cell(names[vendor], "name"), *parts, total))
    head = (Cell("Vendor", "name"), *(Cell(said, "money") for said in PARTS.values()), Cell("Total", "money"))
    return Grid(head, tuple(rows))


def frontier_grid(decided: Decided) -> Grid | None:
    """From the cheapest to the best: what each further point costs."""
    outcome, names = decided.result.outcome, decided.result.names
    if len(outcome.costs) < 2 or not outcome.frontier.steps:
        return None
    rows = [
        (
            Cell(listed([names[vendor] for vendor in step.vendors]), "name"),
            Cell(money(step.offer.cost, decided.evaluation.currency), "money"),
            Cell(rounded(step.offer.benefit, 1), "number"),
            Cell(money(step.per_point, decided.evaluation.currency) if step.per_point is not None else "–", "money"),
        )
        for step in outcome.frontier.steps
    ]
    head = (
        Cell("On the frontier", "name"),
        Cell("Cost", "money"),
        Cell("Quality", "number"),
        Cell("Each further point", "money"),
    )
    return Grid(head, tuple(rows))


def combined_grid(decided: Decided) -> Grid | None:
    """Only where it was chosen to put quality and price into one number."""
    outcome, evaluation = decided.result.outcome, decided.evaluation
    if outcome.anchor is None or not outcome.combined:
        return None
    rows = [
        (Cell(decided.result.names[vendor], "name"), Cell(rounded(value, 1), "number"), Cell(str(rank), "number"))
        for vendor, value in sorted(outcome.combined.items(), key=lambda each: -each[1])
        for rank in [outcome.combined_ranks[vendor]]
    ]
    said = (
        f"The price weighs {evaluation.price_percent} %: it counts 100 up to "
        f"{money(outcome.anchor.budget, evaluation.currency)}, and 0 from "
        f"{money(outcome.anchor.ceiling, evaluation.currency)} on"
    )
    return Grid((Cell("Combined", "name"), Cell("Score", "number"), Cell("Place", "number")), tuple(rows), said)


def _whole(amount: object) -> str:
    return figure(int(rounded(amount, 0)))  # type: ignore[arg-type]
