"""What became of each vendor since the evaluation before, in words and numbers as the page prints them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from core.charts.dumbbells import draw_dumbbell
from core.charts.scores import ChangeRow, Scale, Value
from core.local import figure
from core.rounding import rounded
from vendors.domain.changes import CriterionChange, ModelChange, VendorChange
from vendors.domain.scoring import Total
from vendors.models import Proposal
from vendors.queries.changes import Change, Side
from vendors.queries.money import finely, money

SCALE = Scale(0, 100)
SHOWN_AT_ONCE = 5
WENT = '<span class="went went--{} num">{}<span class="sr"> {}</span></span>'


@dataclass(frozen=True, slots=True)
class ShownCriterion:
    title: str
    before: str
    after: str
    effect: SafeString


@dataclass(frozen=True, slots=True)
class ShownVendor:
    """`news` are sentences about gates and minima; `criteria` those whose score moved."""

    name: str
    bar: SafeString
    before: str
    after: str
    change: SafeString
    of_scores: SafeString
    of_model: SafeString
    price_before: str
    price_after: str
    news: Sequence[str]
    criteria: Sequence[ShownCriterion]

    @property
    def first(self) -> Sequence[ShownCriterion]:
        """Those of the largest effect."""
        return self.criteria[:SHOWN_AT_ONCE]

    @property
    def rest(self) -> Sequence[ShownCriterion]:
        return self.criteria[SHOWN_AT_ONCE:]


@dataclass(frozen=True, slots=True)
class OneSided:
    """A vendor that took part in one of the two."""

    name: str
    standing: str


@dataclass(frozen=True, slots=True)
class ShownChange:
    headline: str
    vendors: Sequence[ShownVendor]
    added: Sequence[OneSided]
    gone: Sequence[OneSided]
    model: Sequence[str]
    has_prices: bool


def shown_change(found: Change) -> ShownChange:
    return ShownChange(
        headline=_headline(found),
        vendors=[_vendor(vendor, change, found) for vendor, change in found.vendors.items()],
        added=[_one_sided(each, found.after) for each in found.added],
        gone=[_one_sided(each, found.before) for each in found.gone],
        model=list(_model_sentences(found.model, found)),
        has_prices=bool(found.before.costs or found.after.costs),
    )


def _headline(found: Change) -> str:
    """What moved most."""
    told = [(vendor, change.total) for vendor, change in found.vendors.items() if change.total is not None]
    if not found.vendors:
        return _("No vendor took part both times")
    if not told:
        return _("No total can be compared: each is incomplete on one side")
    vendor, most = max(told, key=lambda each: abs(each[1]))
    said = {"name": found.after.proposals[vendor].vendor.name, "points": _points(abs(most))}
    if not most:
        return _("No total has changed")
    return (
        _("%(name)s rose most, by %(points)s points") % said
        if most > 0
        else (_("%(name)s fell most, by %(points)s points") % said)
    )


def _vendor(vendor: int, change: VendorChange, found: Change) -> ShownVendor:
    titles = {each.code: each.title for each in found.after.model.criteria}
    return ShownVendor(
        name=found.after.proposals[vendor].vendor.name,
        bar=mark_safe(draw_dumbbell(_ends(change), scale=SCALE)),  # drawn of numbers alone
        before=_standing(vendor, found.before),
        after=_standing(vendor, found.after),
        change=_went(change.total),
        of_scores=_went(change.of_scores),
        of_model=_went(change.of_model),
        price_before=_price(vendor, found.before),
        price_after=_price(vendor, found.after),
        news=list(_news(change.before, change.after, found)),
        criteria=[_criterion(each, titles) for each in change.criteria],
    )


def _ends(change: VendorChange) -> ChangeRow:
    values = (change.before.value, change.after.value)
    before, after = (None if value is None else Value(value, _points(value)) for value in values)
    return ChangeRow("", before, after)


def _standing(vendor: int, side: Side) -> str:
    """63.2, rank 2; or why there is no rank."""
    found, rank = side.totals[vendor], side.ranks[vendor]
    if found.value is None:
        return _("incomplete: %(low)s to %(high)s") % {"low": _points(found.low), "high": _points(found.high)}
    said = {"total": _points(found.value), "rank": rank}
    if rank is None:
        return _("%(total)s, excluded") % said if found.is_excluded else _("%(total)s, a gate is open") % said
    return _("%(total)s, rank %(rank)s") % said


def _news(before: Total, after: Total, found: Change) -> Iterator[str]:
    gates = {each.code: each.text for side in (found.before, found.after) for each in side.model.gates}
    groups = {each.code: each.title for side in (found.before, found.after) for each in side.model.groups}
    for code in after.failed_gates:
        if code not in before.failed_gates:
            yield _("Misses a gate now: %(gate)s") % {"gate": gates[code]}
    for code in before.failed_gates:
        if code not in after.failed_gates:
            yield _("Misses a gate no longer: %(gate)s") % {"gate": gates[code]}
    for code in after.missed_groups:
        if code not in before.missed_groups:
            yield _("Misses the minimum of “%(group)s” now.") % {"group": groups[code]}
    for code in before.missed_groups:
        if code not in after.missed_groups:
            yield _("Misses the minimum of “%(group)s” no longer.") % {"group": groups[code]}


def _criterion(each: CriterionChange, titles: dict[str, str]) -> ShownCriterion:
    return ShownCriterion(titles[each.code], _level(each.before), _level(each.after), _went(each.effect))


def _model_sentences(change: ModelChange, found: Change) -> Iterator[str]:
    was, now = ({each.code: each.title for each in side.model.criteria} for side in (found.before, found.after))
    for code in change.added:
        yield _("New: %(title)s, %(weight)s") % {"title": now[code], "weight": finely(change.weights[code][1])}
    for code in change.dropped:
        yield _("Gone: %(title)s, %(weight)s") % {"title": was[code], "weight": finely(change.weights[code][0])}
    for code in change.reworded:
        yield _("Reworded, so its scores are not compared: %(title)s") % {"title": now[code]}
    for code in change.reweighted:
        before, after = map(finely, change.weights[code])
        yield _("%(title)s: %(before)s → %(after)s") % {"title": now[code], "before": before, "after": after}
    if change.caps[0] != change.caps[1]:
        yield _("A claim that nobody verified counts at most %(after)s instead of %(before)s.") % {
            "before": change.caps[0],
            "after": change.caps[1],
        }


def _one_sided(proposal: Proposal, side: Side) -> OneSided:
    return OneSided(proposal.vendor.name, _standing(proposal.vendor_id, side))


def _price(vendor: int, side: Side) -> str:
    cost = side.costs.get(vendor)
    return money(cost.total, side.evaluation.currency) if cost else "–"


def _level(value: Fraction | None) -> str:
    return "–" if value is None else str(value / 20)


def _went(points: Fraction | None) -> SafeString:
    """With its sign, and which way in words for who does not see the colour."""
    if points is None:
        return mark_safe('<span class="muted">–</span>')  # the same for all
    shown = _points(abs(points))
    if not points:
        return format_html('<span class="muted num">{}</span>', shown)
    way, sign, said = ("up", "+", _("up")) if points > 0 else ("down", "−", _("down"))
    return format_html(WENT, way, f"{sign}{shown}", said)


def _points(value: Fraction) -> str:
    """With one decimal, or two where one would say that a change is none."""
    places = 2 if 0 < abs(value) < Fraction(1, 20) else 1
    return figure(Decimal(rounded(value, places)), places)
