"""What came of an evaluation: every number of its result, reckoned once and only when it is asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from fractions import Fraction
from functools import cached_property, lru_cache

from vendors.domain.agreement import Agreement, agreement
from vendors.domain.cost import Cost
from vendors.domain.flips import Flip, criterion_flips, group_flips
from vendors.domain.frontier import Frontier, Offer, combined, frontier
from vendors.domain.gates import Check
from vendors.domain.leave_one_out import LeftOut, leave_one_out
from vendors.domain.model import CriteriaModel
from vendors.domain.robustness import LEANING_FROM, ROBUST_FROM, SEED, Mode, Robustness, Word, robustness, word_for
from vendors.domain.scoring import Score, Total, counted, ranking, ranks_of, total_of_values, value_of
from vendors.domain.sheets import Sheets, levels_by_cell, mean
from vendors.domain.warnings import ENOUGH_EVALUATORS, LOW_BELOW, Finding, Levels, warnings_of

DRAWS_KEPT = 128
OUTCOMES_KEPT = 24


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From where on an evaluation calls things by a word; all are ours and settable. Shares are from 0 to 1."""

    robust_from: Fraction = ROBUST_FROM
    leaning_from: Fraction = LEANING_FROM
    low_price_below: Fraction = LOW_BELOW
    enough_evaluators: int = ENOUGH_EVALUATORS


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a combined score is fixed on: 100 for a price up to the budget, 0 from the ceiling on; share from 0 to 1."""

    budget: Fraction
    ceiling: Fraction
    price_share: Fraction


@dataclass(frozen=True)
class Standings:
    """Totals and ranks of all vendors under one set of weights. `order` has the ranked first, best first, then the
    incomplete by the best they can reach, then the excluded by their total; equal ones keep the order of the vendors.
    """

    totals: Mapping[str, Total]
    ranks: Mapping[str, int | None]

    @cached_property
    def order(self) -> tuple[str, ...]:
        def place(vendor: str) -> tuple[bool, bool, Fraction]:
            found = self.totals[vendor]
            return found.is_excluded, not found.is_ranked, -(found.high if found.value is None else found.value)

        return tuple(sorted(self.totals, key=place))

    @property
    def ranked(self) -> tuple[str, ...]:
        return tuple(vendor for vendor in self.order if self.ranks[vendor] is not None)

    @property
    def leaders(self) -> tuple[str, ...]:
        """More than one where the best totals are equal; none where nobody is ranked."""
        return tuple(vendor for vendor in self.order if self.ranks[vendor] == 1)


@dataclass(frozen=True)
class Outcome:
    """Codes of vendors and criteria are the keys everywhere; `vendors` says their order.

    `agreed` are agreed scores by vendor and criterion. `sheets` are those of all counted evaluators, empty where they
    may not be shown. With `is_provisional` the mean of their levels stands in where nothing is agreed yet. `costs` are
    empty while prices are sealed. `on` is the day on which waivers have to hold.
    """

    model: CriteriaModel
    vendors: Sequence[str]
    agreed: Mapping[str, Mapping[str, Score]]
    checks: Mapping[str, Mapping[str, Check]]
    on: date
    sheets: Sheets = field(default_factory=dict)
    is_provisional: bool = False
    costs: Mapping[str, Cost] = field(default_factory=dict)
    anchor: Anchor | None = None
    scenarios: Mapping[str, CriteriaModel] = field(default_factory=dict)
    earlier: Mapping[int, CriteriaModel] = field(default_factory=dict)
    thresholds: Thresholds = field(default_factory=Thresholds)
    seed: int = SEED

    @cached_property
    def weights(self) -> dict[str, Fraction]:
        """Effective ones, by criterion in the model's order."""
        return self.model.effective_weights()

    @cached_property
    def levels(self) -> Levels:
        """Counted levels of the agreed scores, on the criteria that apply."""
        found: dict[str, dict[str, int]] = {vendor: {} for vendor in self.vendors}
        for vendor in self.vendors:
            scores = self.agreed.get(vendor, {})
            for code in self.weights:
                level = counted(scores[code], self.model.cap) if code in scores else None
                if level is not None:
                    found[vendor][code] = level
        return found

    @cached_property
    def standings(self) -> Standings:
        return self._standings_of(self.model)

    @cached_property
    def by_scenario(self) -> dict[str, Standings]:
        """Under the named sets of weights."""
        return {name: self._standings_of(model) for name, model in self.scenarios.items()}

    @cached_property
    def by_version(self) -> dict[int, Standings]:
        """Under the versions of the model that were in force before, by their number."""
        return {number: self._standings_of(model) for number, model in self.earlier.items()}

    @cached_property
    def values(self) -> dict[str, dict[str, Fraction]]:
        """Of the ranked vendors, best first, by criterion: 0 to 100."""
        totals = self.standings.totals
        return {
            vendor: {code: value for code, value in totals[vendor].values.items() if value is not None}
            for vendor in self.standings.ranked
        }

    @cached_property
    def robustness(self) -> dict[Mode, Robustness]:
        return drawn(self.weights, self.values, self.seed)

    def robustness_under(self, weights: Mapping[str, Fraction]) -> dict[Mode, Robustness]:
        """Of the same vendors, under other effective weights."""
        return self.robustness if weights is self.weights else drawn(weights, self.values, self.seed)

    @cached_property
    def word(self) -> Word | None:
        """How sure the first place is while every weight moves by up to 30 %; None where nobody is ranked."""
        leaders = self.standings.leaders
        return self.word_for(self.robustness[Mode.BAND].share_alone(leaders[0])) if leaders else None

    def word_for(self, share: Fraction) -> Word:
        return word_for(share, self.thresholds.robust_from, self.thresholds.leaning_from)

    @property
    def first_two(self) -> tuple[str, str] | None:
        """The leader and who comes next; None with fewer than two, or where they are equal."""
        ranked = self.standings.ranked
        if len(ranked) < 2 or self.standings.ranks[ranked[1]] == 1:
            return None
        return ranked[0], ranked[1]

    @cached_property
    def flips(self) -> tuple[Flip, ...]:
        """Of single criteria, between the first two, the smallest change first."""
        if self.first_two is None:
            return ()
        leader, next_one = self.first_two
        return criterion_flips(self.weights, self.values[leader], self.values[next_one])

    @cached_property
    def flips_of_groups(self) -> tuple[Flip, ...]:
        if self.first_two is None:
            return ()
        leader, next_one = self.first_two
        groups = {group.code: self.criteria_of(group.code) for group in self.model.groups}
        return group_flips(groups, self.weights, self.values[leader], self.values[next_one])

    def criteria_of(self, group: str) -> tuple[str, ...]:
        """Those of it that apply."""
        found = next(each for each in self.model.groups if each.code == group)
        return tuple(each.code for each in found.criteria if each.code in self.weights)

    @cached_property
    def left_out(self) -> LeftOut | None:
        """None without the sheets of at least two evaluators, and where fewer than two vendors are ranked."""
        ranked = self.standings.ranked
        if len(self.sheets) < 2 or len(ranked) < 2:
            return None
        return leave_one_out(self.sheets, self.weights, ranked, self.model.cap)

    @cached_property
    def agreement(self) -> Agreement | None:
        """None where the sheets may not be shown."""
        return agreement(self.sheets, self.model.cap) if self.sheets else None

    @cached_property
    def warnings(self) -> tuple[Finding, ...]:
        """Without the sheets only those about agreed scores and prices."""
        return warnings_of(
            self.sheets,
            self.levels,
            {vendor: cost.total for vendor, cost in self.costs.items()},
            enough=self.thresholds.enough_evaluators if self.sheets else 0,
            low_below=self.thresholds.low_price_below,
        )

    @cached_property
    def frontier(self) -> Frontier:
        """Of the ranked vendors that have a cost."""
        return frontier({vendor: Offer(cost, quality) for vendor, (quality, cost) in self._bought.items()})

    @cached_property
    def combined(self) -> dict[str, Fraction]:
        """Quality and price in one number from 0 to 100, of the ranked with a cost; empty unless that was chosen."""
        if self.anchor is None:
            return {}
        budget, ceiling, share = self.anchor.budget, self.anchor.ceiling, self.anchor.price_share
        return {
            vendor: combined(quality, cost, budget=budget, ceiling=ceiling, price_share=share)
            for vendor, (quality, cost) in self._bought.items()
        }

    @cached_property
    def combined_ranks(self) -> dict[str, int | None]:
        return ranks_of(self.combined)

    @property
    def _bought(self) -> dict[str, tuple[Fraction, Fraction]]:
        """Total and cost of the ranked that have both."""
        totals = self.standings.totals
        return {
            vendor: (totals[vendor].low, self.costs[vendor].total)
            for vendor in self.standings.ranked
            if vendor in self.costs
        }

    def _standings_of(self, model: CriteriaModel) -> Standings:
        weights = model.effective_weights()
        known = self._known if model.cap == self.model.cap else self._known_under(model.cap)
        totals = {
            vendor: total_of_values(model, weights, known[vendor], self.checks.get(vendor, {}), on=self.on)
            for vendor in self.vendors
        }
        return Standings(totals, ranking(totals))

    @cached_property
    def _known(self) -> dict[str, dict[str, Fraction]]:
        return self._known_under(self.model.cap)

    def _known_under(self, cap: int) -> dict[str, dict[str, Fraction]]:
        """Values by vendor and criterion, of all that was ever scored: an earlier version has criteria of its own, and
        may count claims as more or less."""
        found: dict[str, dict[str, Fraction]] = {vendor: {} for vendor in self.vendors}
        if self.is_provisional:
            for cell, levels in levels_by_cell(self.sheets, cap).items():
                if cell.vendor in found:
                    found[cell.vendor][cell.criterion] = value_of(mean(levels.values()))
        for vendor in self.vendors:
            for code, score in self.agreed.get(vendor, {}).items():
                level = counted(score, cap)
                if level is not None:
                    found[vendor][code] = value_of(level)
        return found


def kept(outcome: Outcome) -> Outcome:
    """One of exactly the same content that this process had before, with all that was reckoned of it since; or this
    one, to be kept. Nothing in it may be changed by anybody."""
    return _kept(_Content(tuple(_frozen(getattr(outcome, each.name)) for each in fields(outcome)), outcome))


@dataclass(frozen=True, slots=True)
class _Content:
    """`key` has all of the outcome, in an order that counts: that of vendors and of evaluators is shown."""

    key: tuple[object, ...]
    outcome: Outcome = field(compare=False)


@lru_cache(maxsize=OUTCOMES_KEPT)
def _kept(content: _Content) -> Outcome:
    return content.outcome


def _frozen(value: object) -> object:
    match value:
        case dict():
            return tuple(value), tuple(map(_frozen, value.values()))
        case list():
            return tuple(value)
        case Cost():
            return _frozen(value.parts), value.years, value.rate
    return value


def drawn(
    weights: Mapping[str, Fraction],
    values: Mapping[str, Mapping[str, Fraction]],
    seed: int = SEED,
    modes: Sequence[Mode] = tuple(Mode),
) -> dict[Mode, Robustness]:
    """`robustness`, which a process keeps for what it was asked last: the draws are most of what a result costs."""
    table = tuple((vendor, tuple(found[code] for code in weights)) for vendor, found in values.items())
    return dict(_drawn(tuple(weights.items()), table, seed, tuple(modes)))


@lru_cache(maxsize=DRAWS_KEPT)
def _drawn(
    weights: tuple[tuple[str, Fraction], ...],
    table: tuple[tuple[str, tuple[Fraction, ...]], ...],
    seed: int,
    modes: tuple[Mode, ...],
) -> dict[Mode, Robustness]:
    codes = [code for code, _ in weights]
    values = {vendor: dict(zip(codes, found, strict=True)) for vendor, found in table}
    return robustness(dict(weights), values, seed=seed, modes=modes)
