"""The chapter of a decision report on how sure the ranking is, and what would change it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import batched

from django.utils.safestring import SafeString, mark_safe

from core.charts.lettering import fit
from core.charts.palette import HAIRLINE, INK, SURFACE
from core.charts.svg import frame, rect, text
from core.local import figure
from core.rounding import percent, rounded
from core.words import count, listed
from reports.decision_document import Cell, Grid
from reports.queries.decisions import Decided
from vendors.domain.flips import Flip
from vendors.domain.outcome import Standings
from vendors.domain.robustness import Mode, Word
from vendors.domain.warnings import Alike, Bunched, FewEvaluators, Finding, LowPrice, SeparatesNobody
from vendors.queries.money import finely, money, share

MOST_FLIPS = 4
MOST_PAIRS = 5
MOST_RANKS = 4
MOST_RANKINGS = 4
"""Beside the chosen one, on the width of a page."""
MODES = {
    Mode.BAND: "Every weight within 30 % of the chosen one",
    Mode.ORDER_KEPT: "Any weights in the same order",
    Mode.FREE: "Any weights at all",
}
_WORDS = {
    Word.ROBUST: "The ranking is robust",
    Word.LEANING: "The ranking is leaning",
    Word.TIE: "It is a tie, to be decided by judgement",
}
_TONES = ("#0E5A52", "#5E938C", "#A9C6C1", "#DDE8E5")
WIDTH, ROW, NAMES = 680, 30, 190


def sureness_of(decided: Decided) -> tuple[str, ...]:
    """Sentences, the verdict first."""
    result, outcome = decided.result, decided.result.outcome
    leaders = outcome.standings.leaders
    if not leaders:
        return ("No vendor is ranked: all are excluded or incomplete.",)
    first, band = leaders[0], outcome.robustness[Mode.BAND]
    if outcome.word is None or len(outcome.standings.ranked) < 2:
        return (f"{result.names[first]} is the only vendor with a rank, so no weight can change the order.",)
    drawn = f"in {share(band.share_alone(first))} of {figure(band.draws)} draws (seed {band.seed})"
    said = [
        f"{_WORDS[outcome.word]}: {result.names[first]} is first alone {drawn}, while every weight moves by up to 30 %."
    ]
    left = outcome.left_out
    if left is not None:
        who = listed([result.people[code] for code in left.deciding], "or")
        said.append(
            f"Without {who} somebody else would be first"
            if who
            else "Whichever evaluator is left out, the same vendor is first"
        )
        said[-1] += " (on the means of the individual scores, since agreed ones have no author)."
    return tuple(said)


def robustness_grid(decided: Decided) -> Grid | None:
    """First places in each of the three modes, with the error of the drawing."""
    outcome, names = decided.result.outcome, decided.result.names
    ranked = outcome.standings.ranked
    if len(ranked) < 2:
        return None
    rows = []
    for vendor in ranked:
        cells = []
        for mode in MODES:
            found = outcome.robustness[mode]
            error = f"{found.error(vendor) * 100:.1f}"
            cells.append(Cell(f"{share(found.share(vendor))} ± {error}", "drawn"))
        rows.append((Cell(names[vendor], "name"), *cells))
    return Grid((Cell("First place", "name"), *(Cell(said, "drawn") for said in MODES.values())), tuple(rows))


def rank_chart(decided: Decided) -> SafeString:
    """How often each ranked vendor takes which place within the band."""
    outcome, names = decided.result.outcome, decided.result.names
    ranked = outcome.standings.ranked
    if len(ranked) < 2:
        return mark_safe("")
    band, places = outcome.robustness[Mode.BAND], min(len(ranked), MOST_RANKS)
    body, told = [], []
    for row, vendor in enumerate(ranked):
        left, top = float(NAMES), row * ROW + 6.0
        body.append(text(0, top + 14, fit(names[vendor], 12, NAMES - 12), size=12, weight=600))
        shares = [band.share(vendor, rank) for rank in range(1, places)]
        for tone, part in enumerate([*shares, 1 - sum(shares)]):
            width = float(part) * (WIDTH - NAMES)
            if width > 0.5:
                body.append(rect(left, top, width, 20, fill=_TONES[tone], radius=0))
            if width > 40:
                fill = SURFACE if tone < 2 else INK
                body.append(text(left + 6, top + 14, share(Fraction(part)), size=11, fill=fill))
            left += width
        told.append(f"{names[vendor]}: first in {percent(band.share(vendor))} %")
    height = len(ranked) * ROW + 26
    for tone in range(places):
        x = NAMES + tone * 110
        label = f"place {tone + 1}" if tone + 1 < places or places == len(ranked) else f"place {tone + 1} or lower"
        body.append(rect(x, height - 15, 12, 12, fill=_TONES[tone], stroke=HAIRLINE, radius=0))
        body.append(text(x + 18, height - 5, label, size=11))
    description = "; ".join(told)
    title = "Places of the ranked vendors while every weight moves by up to 30 %"
    return mark_safe(
        frame("ranks", body, slug="ranks", title=title, description=description, width=WIDTH, height=height)
    )


def changes_of(decided: Decided) -> tuple[str, ...]:
    """What would have to be weighed differently for the second to lead, the smallest change first."""
    outcome, names = decided.result.outcome, decided.result.names
    if outcome.first_two is None:
        return ()
    second = names[outcome.first_two[1]]
    titles = {each.code: each.title for each in outcome.model.criteria}
    titles |= {group.code: group.title for group in outcome.model.groups}
    found = sorted([*outcome.flips_of_groups, *outcome.flips], key=lambda flip: abs(flip.change))[:MOST_FLIPS]
    if not found:
        return (f"No change of a single weight, of a criterion or a group, would put {second} first.",)
    return tuple(_flip(flip, titles[flip.part], second) for flip in found)


def _flip(flip: Flip, title: str, second: str) -> str:
    way = "over" if flip.change > 0 else "under"
    return f"{title}: {way} {finely(flip.at)} instead of {finely(flip.weight)}, {second} leads."


def scenario_grids(decided: Decided) -> Iterator[Grid]:
    """Totals and places under the named sets of weights, beside the chosen one."""
    return ranking_grids(decided, ("As chosen", decided.result.outcome.standings), decided.result.outcome.by_scenario)


def version_grids(decided: Decided) -> Iterator[Grid]:
    """The ranking under every version of the model that was ever in force, beside that of the last one."""
    outcome, now = decided.result.outcome, decided.result.version.number
    by_version = {f"Version {number}": found for number, found in outcome.by_version.items()}
    return ranking_grids(decided, (f"Version {now}, in force", outcome.standings), by_version)


def ranking_grids(decided: Decided, chosen: tuple[str, Standings], others: Mapping[str, Standings]) -> Iterator[Grid]:
    """The chosen one with as many others as fit beside it, again and again; none where there is nothing to compare."""
    for some in batched(others.items(), MOST_RANKINGS):
        columns = dict((chosen, *some))
        rows = [
            (Cell(decided.result.names[vendor], "name"), *(_placed(found, vendor) for found in columns.values()))
            for vendor in decided.result.outcome.standings.order
        ]
        yield Grid((Cell("Vendor", "name"), *(Cell(name, "placed") for name in columns)), tuple(rows))


def _placed(found: Standings, vendor: str) -> Cell:
    total, rank = found.totals[vendor], found.ranks[vendor]
    if rank is None or total.value is None:
        return Cell("excluded" if total.is_excluded else "incomplete", "placed mind")
    return Cell(f"{rounded(total.value, 1)}, place {rank}", "placed total" if rank == 1 else "placed")


def warnings_of(decided: Decided) -> tuple[str, ...]:
    """Few vendors are alike on many criteria: of those pairs the closest stand for all."""
    outcome = decided.result.outcome
    titles = {each.code: each.title for each in outcome.model.criteria}
    pairs = sorted(
        (found for found in outcome.warnings if isinstance(found, Alike)), key=lambda pair: -pair.correlation
    )
    shown = [found for found in outcome.warnings if not isinstance(found, Alike)] + pairs[:MOST_PAIRS]
    said = [_warning(found, titles, decided) for found in shown]
    if more := len(pairs) - MOST_PAIRS:
        said += [f"{count(more, 'further pair')} of criteria were scored alike."] if more > 0 else []
    return tuple(said)


def _warning(found: Finding, titles: dict[str, str], decided: Decided) -> str:
    match found:
        case FewEvaluators(number):
            return f"Only {count(number, 'evaluator')} scored."
        case Bunched((low, high), part, scores):
            return f"{share(part)} of {count(scores, 'score')} lie on the levels {low} and {high}: is the scale used?"
        case Alike((one, other), r, _vendors):
            return (
                f"“{titles[one]}” and “{titles[other]}” were scored alike (correlation {r:.2f}): do they ask the same?"
            )
        case SeparatesNobody(criterion, level):
            return f"“{titles[criterion]}” separates nobody: all have {level}."
        case LowPrice(vendor, price, _median):
            currency = decided.evaluation.currency
            return (
                f"The price of {decided.result.names[vendor]}, {money(price, currency)}, "
                f"is {share(found.share)} of the median: what is left out of it?"
            )
