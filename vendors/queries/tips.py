"""What would change the answer, and what to ask before deciding: findings as sentences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.local import day
from core.rounding import rounded
from core.words import listed
from vendors.domain.flips import Flip
from vendors.domain.gates import GateState
from vendors.domain.outcome import Standings
from vendors.domain.warnings import Alike, Bunched, FewEvaluators, Finding, LowPrice, SeparatesNobody
from vendors.queries.money import finely, money, share
from vendors.queries.result import Result

MOST_FLIPS = 4
MOST_PAIRS = 5


@dataclass(frozen=True)
class Tip:
    """`query` is the part of the address that tries it."""

    icon: str
    text: str
    query: str = ""


def show_tips(result: Result) -> list[Tip]:
    """The smallest changes first; that nothing of a kind changes the answer is told, too."""
    tips = [*_flips(result), *_left_out(result), *_scenarios(result), *_gates(result), *_incomplete(result)]
    return [*tips, *_price(result)]


def show_warnings(result: Result) -> tuple[list[str], list[str]]:
    """What to ask, and further pairs of criteria: over few vendors many go together, and the closest stand for them."""
    titles = {each.code: each.title for each in result.outcome.model.criteria}
    others = [each for each in result.outcome.warnings if not isinstance(each, Alike)]
    pairs = sorted(
        (each for each in result.outcome.warnings if isinstance(each, Alike)), key=lambda pair: -pair.correlation
    )
    told = [_warning(each, result, titles) for each in (*others, *pairs)]
    first = len(others) + MOST_PAIRS
    return told[:first], told[first:]


def _flips(result: Result) -> Iterator[Tip]:
    outcome = result.outcome
    if outcome.first_two is None:
        return
    second = result.names[outcome.first_two[1]]
    titles = {each.code: each.title for each in outcome.model.criteria}
    groups = {each.code: each.title for each in outcome.model.groups}
    found = [(each, titles[each.part], f"criterion={each.part}") for each in outcome.flips]
    found += [
        (each, _("All of “%(group)s”") % {"group": groups[each.part]}, f"group={each.part}")
        for each in outcome.flips_of_groups
        if len(outcome.criteria_of(each.part)) > 1
    ]
    for flip, title, query in sorted(found, key=lambda each: abs(each[0].change))[:MOST_FLIPS]:
        yield Tip("warn", _flip(flip, title, second), f"{query}&to={_beyond(flip)}")
    if not found:
        first = result.names[outcome.first_two[0]]
        said = {"first": first, "second": second}
        yield Tip("check", _("No change of a single weight puts %(second)s ahead of %(first)s.") % said)


def _flip(flip: Flip, title: str, second: str) -> str:
    said = {"part": title, "now": finely(flip.weight), "at": finely(flip.at), "name": second}
    if flip.change > 0:
        return _("%(part)s: raise the weight from %(now)s to more than %(at)s and %(name)s leads.") % said
    return _("%(part)s: lower the weight from %(now)s to less than %(at)s and %(name)s leads.") % said


def _beyond(flip: Flip) -> str:
    """The nearest tenth of a per cent at which the order has turned."""
    tenths = flip.at * 1000
    to = floor(tenths) + 1 if flip.change > 0 else ceil(tenths) - 1
    return rounded(Fraction(min(max(to, 0), 1000), 10), 1)


def _left_out(result: Result) -> Iterator[Tip]:
    found = result.outcome.left_out
    if found is None:
        return
    for person in found.deciding:
        first = [result.names[vendor] for vendor in result.outcome.vendors if vendor in found.without[person].first]
        if first:
            said = {"person": result.people[person], "names": listed(first, _("and"))}
            text = ngettext(
                "Without the scores of %(person)s, %(names)s leads on the means of the others.",
                "Without the scores of %(person)s, %(names)s share first place on the means of the others.",
                len(first),
            )
            yield Tip("people", text % said)
    if not found.deciding:
        yield Tip("check", _("Leaving out any one evaluator changes nobody at the top."))


def _scenarios(result: Result) -> Iterator[Tip]:
    same = result.outcome.standings.leaders
    for name, standings in result.outcome.by_scenario.items():
        if standings.leaders and standings.leaders != same:
            yield Tip(
                "bars",
                _("With the weights “%(scenario)s”: %(said)s.") % {"scenario": name, "said": _lead(result, standings)},
            )
    for number, standings in result.outcome.by_version.items():
        if standings.leaders and standings.leaders != same:
            said = {"number": number, "said": _lead(result, standings)}
            yield Tip("doc", _("Under version %(number)d of the criteria: %(said)s.") % said)


def _lead(result: Result, standings: Standings) -> str:
    names = listed([result.names[vendor] for vendor in standings.leaders], _("and"))
    return ngettext("%(names)s leads", "%(names)s share first place", len(standings.leaders)) % {"names": names}


def _gates(result: Result) -> Iterator[Tip]:
    """Whoever is excluded and would lead, and whoever is ranked only thanks to a waiver."""
    standings = result.outcome.standings
    best = max((standings.totals[vendor].low for vendor in standings.leaders), default=None)
    for vendor in standings.order:
        total, name = standings.totals[vendor], result.names[vendor]
        if total.is_excluded and total.value is not None and (best is None or total.value > best):
            yield Tip(
                "lock",
                _("%(name)s would lead with %(total)s, were it not excluded.")
                % {"name": name, "total": rounded(total.value, 1)},
            )
        if total.is_ranked:
            for each in total.gates:
                if each.state is GateState.WAIVED and each.waiver:
                    said = {"name": name, "gate": each.gate.text.rstrip("."), "day": day(each.waiver.until)}
                    yield Tip("lock", _("%(name)s is ranked thanks to a waiver of “%(gate)s”, until %(day)s.") % said)


def _incomplete(result: Result) -> Iterator[Tip]:
    standings = result.outcome.standings
    best = max((standings.totals[vendor].low for vendor in standings.leaders), default=Fraction(0))
    for vendor in standings.order:
        total = standings.totals[vendor]
        if not total.is_ranked and not total.is_excluded and total.missing and total.high > best:
            said = {"name": result.names[vendor], "high": rounded(total.high, 1)}
            yield Tip("warn", _("%(name)s has no rank yet and can still reach %(high)s.") % said)


def _price(result: Result) -> Iterator[Tip]:
    outcome = result.outcome
    first = [vendor for vendor, rank in outcome.combined_ranks.items() if rank == 1]
    if outcome.anchor and first and first != list(outcome.standings.leaders):
        said = {
            "share": share(outcome.anchor.price_share),
            "names": listed([result.names[each] for each in first], _("and")),
        }
        yield Tip("bars", _("With the price at %(share)s of the score, %(names)s leads.") % said)


def _warning(found: Finding, result: Result, titles: dict[str, str]) -> str:
    match found:
        case FewEvaluators(count):
            return ngettext(
                "Only %(n)d evaluator scored: one person’s view decides.",
                "Only %(n)d evaluators scored: each has much weight.",
                count,
            ) % {"n": count}
        case Bunched((low, high), part, scores):
            said = {"share": share(part), "n": scores, "low": low, "high": high}
            return _("%(share)s of %(n)d scores are %(low)d or %(high)d: is the scale used?") % said
        case Alike((one, other), correlation, vendors):
            said = {"one": titles[one], "other": titles[other], "r": rounded(Fraction(correlation), 2), "n": vendors}
            return (
                _("“%(one)s” and “%(other)s” go together (correlation %(r)s over %(n)d vendors): do they ask the same?")
                % said
            )
        case SeparatesNobody(criterion, level):
            said = {"title": titles[criterion], "level": level}
            return _("“%(title)s” separates nobody: all have %(level)d.") % said
        case LowPrice(vendor, price, median):
            currency = result.evaluation.currency
            said = {
                "name": result.names[vendor],
                "price": money(price, currency),
                "share": share(found.share),
                "median": money(median, currency),
            }
            return _("%(name)s asks for %(price)s, %(share)s of the median %(median)s: ask why, do not exclude.") % said
