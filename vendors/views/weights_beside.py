"""Several ways to weigh beside each other: what each criterion weighs, and, where one may know, who would be first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from django.utils.translation import gettext as _

from core.rounding import for_people, rounded
from core.words import listed
from vendors.domain.outcome import Standings
from vendors.models import ModelVersion
from vendors.queries.weights import Race, Way
from vendors.views.shown_weights import percent

NEARLY = Fraction(1, 400)
"""What a swing of whole numbers cannot tell."""


@dataclass(frozen=True, slots=True)
class Column:
    """A way to weigh. `note` says where it comes from, or why there is none."""

    label: str
    way: Way
    url: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """`change` is against what counts, in points of 100, with its sign."""

    text: str
    change: str = ""
    is_base: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    title: str
    cells: tuple[Cell, ...]
    is_group: bool = False


@dataclass(frozen=True)
class Beside:
    """The column at `base` is what the others are told against. `race` is None while the result is sealed."""

    version: ModelVersion
    columns: Sequence[Column]
    base: int
    race: Race | None = None
    with_criteria: bool = True

    @property
    def lines(self) -> list[Line]:
        found = []
        for group in self.version.groups.all():
            found.append(self._line(group.title, [each.way.groups.get(group.key) for each in self.columns], True))
            rows = group.criteria.all() if self.with_criteria else ()
            found += [
                self._line(row.title, [each.way.effective.get(row.key) for each in self.columns])
                for row in rows
                if row.is_applicable
            ]
        return found

    @cached_property
    def standings(self) -> Mapping[str, Standings]:
        """By the labels of the columns that have weights; none while the result is sealed."""
        models = {each.label: each.way.model for each in self.columns if each.way.model}
        return self.race.standings(models) if self.race else {}

    @cached_property
    def ranked(self) -> list[Line]:
        """The vendors, in the order that they have by what counts."""
        base = self.standings.get(self.columns[self.base].label)
        if base is None or self.race is None:
            return []
        return [Line(self.race.names[vendor], self._places(vendor)) for vendor in base.order]

    @cached_property
    def consequences(self) -> list[tuple[Column, str]]:
        """Of every other column that has weights."""
        base = self.columns[self.base]
        if not base.way.model:
            return []
        others = [each for number, each in enumerate(self.columns) if number != self.base and each.way.model]
        return [(each, " ".join([self._moves(base, each), self._leads(base, each)]).strip()) for each in others]

    def _line(self, title: str, weights: Sequence[Fraction | None], is_group: bool = False) -> Line:
        base = weights[self.base]
        cells = (
            Cell(percent(weight), _signed(weight, base), number == self.base) for number, weight in enumerate(weights)
        )
        return Line(title, tuple(cells), is_group)

    def _places(self, vendor: str) -> tuple[Cell, ...]:
        return tuple(
            Cell(_place(self.standings.get(each.label), vendor), is_base=number == self.base)
            for number, each in enumerate(self.columns)
        )

    def _moves(self, base: Column, other: Column) -> str:
        """Which groups gain and lose most; with one group alone, which criteria."""
        before, after = base.way.groups, other.way.groups
        titles = {group.key: group.title for group in self.version.groups.all()}
        if len(after) == 1:
            before, after = base.way.effective, other.way.effective
            titles = {row.key: row.title for group in self.version.groups.all() for row in group.criteria.all()}
        changes = {key: weight - before[key] for key, weight in after.items()}
        up, down = max(changes, key=lambda key: changes[key]), min(changes, key=lambda key: changes[key])
        if max(changes[up], -changes[down]) < NEARLY:
            return _("the weights stay nearly the same.")
        return _("“%(up)s” gains most, %(more)s to %(high)s; “%(down)s” loses most, %(less)s to %(low)s.") % {
            "up": titles[up],
            "more": _signed(after[up], before[up]),
            "high": percent(after[up]),
            "down": titles[down],
            "less": _signed(after[down], before[down]),
            "low": percent(after[down]),
        }

    def _leads(self, base: Column, other: Column) -> str:
        now, then = self.standings.get(base.label), self.standings.get(other.label)
        if self.race is None or now is None or then is None or not then.leaders:
            return ""
        names = {"names": listed([self.race.names[vendor] for vendor in then.leaders], _("and"))}
        if set(then.leaders) == set(now.leaders):
            is_same = now.ranked == then.ranked
            return (
                _("First: %(names)s, as now; all in the same order.") if is_same else _("First: %(names)s, as now.")
            ) % names
        return _("First: %(names)s.") % names


def _signed(weight: Fraction | None, base: Fraction | None) -> str:
    if weight is None or base is None:
        return ""
    text = rounded((weight - base) * 100, 1)
    return "" if text == "0.0" else text.replace("-", "−") if text.startswith("-") else f"+{text}"


def _place(standings: Standings | None, vendor: str) -> str:
    if standings is None:
        return ""
    rank, found = standings.ranks[vendor], standings.totals[vendor]
    if rank is None:
        return _("excluded") if found.is_excluded else _("no rank")
    return _("%(rank)d · %(total)s") % {"rank": rank, "total": for_people(found.value)}
