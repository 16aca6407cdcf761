"""Weights as their page shows them: beside what was said, what it comes to, in per cent, in bars and in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache

from django.forms import BoundField
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from core.rounding import exactly, rounded
from core.words import listed
from vendors.choices import MethodChoice
from vendors.domain.pairwise import CONSISTENT_ENOUGH, MOST_ITEMS, Comparison, PairwiseError
from vendors.domain.pairwise import Problem as PairProblem
from vendors.domain.weights import Problem, WeightError
from vendors.forms.weights import Asked, WeightsForm, times_in_words
from vendors.models import CriteriaGroup, ModelVersion
from vendors.queries.versions import ROOT, weighed_parts
from vendors.queries.weights import Way, titles_of

HOW: dict[MethodChoice, str | Promise] = {
    MethodChoice.POINTS: gettext_lazy("Hand out points; only their relation counts, so they need not come to 100."),
    MethodChoice.SWING: gettext_lazy(
        "Think of each item at its worst. The one you would raise to its best first gets 100, the others less, "
        "in relation to it."
    ),
    MethodChoice.RANK: gettext_lazy(
        "1 is for what matters most, 2 for the next; equal places are allowed. How far apart they are follows from "
        "the order alone."
    ),
    MethodChoice.PAIRWISE: gettext_lazy(
        "Compare two at a time: 3 is moderately more, 5 strongly, 7 very strongly, 9 extremely. Comparisons may "
        "contradict each other; how much they do is told."
    ),
}
SAID: dict[MethodChoice, str | Promise] = {
    MethodChoice.POINTS: gettext_lazy("Points"),
    MethodChoice.SWING: gettext_lazy("Swing"),
    MethodChoice.RANK: gettext_lazy("Place"),
}


@dataclass(frozen=True, slots=True)
class Item:
    """A group or criterion. `width` is that of its bar, in per cent of the widest."""

    title: str
    field: BoundField | None
    said: str
    within: str
    total: str
    width: str
    applies: bool = True


@dataclass(frozen=True, slots=True)
class ShownGroup:
    """`together` is what its criteria were given in all, where that is told."""

    key: str
    item: Item
    criteria: tuple[Item, ...]
    together: str


@dataclass(frozen=True, slots=True)
class Pair:
    first: str
    second: str
    field: BoundField | None
    words: str


@dataclass(frozen=True, slots=True)
class Pairs:
    """The comparisons among the groups, or the criteria of one; `sentence` says how they fit together."""

    key: str
    title: str
    pairs: tuple[Pair, ...]
    sentence: str
    is_contradictory: bool


class Shown:
    """One weighting by one method. `way` is what it comes to, `form` where it is changed, if the person may."""

    def __init__(self, version: ModelVersion, way: Way, form: WeightsForm | None) -> None:
        self.version, self.way, self.form = version, way, form
        self.parts, self.titles = weighed_parts(version), titles_of(version)
        self.widest = max([*way.groups.values(), *way.effective.values()], default=Fraction(1))
        self.column = SAID.get(way.method, "")

    @cached_property
    def groups(self) -> list[ShownGroup]:
        return [self._group(group) for group in self.version.groups.all()]

    @property
    def together(self) -> str:
        """What the groups were given in all."""
        return self._together(ROOT)

    @property
    def pairs(self) -> list[Pairs]:
        """Of everything that has at least two parts."""
        if self.way.method is not MethodChoice.PAIRWISE:
            return []
        return [self._pairs(parent, keys) for parent, keys in self.parts.items() if len(keys) > 1]

    @property
    def mends(self) -> list[str]:
        """Why there are no weights yet."""
        return [self._failure(parent, failure) for parent, failure in self.way.failures.items()]

    @property
    def heading(self) -> str:
        weights, titles = self.way.groups, self.titles[ROOT]
        if not weights:
            return _("The weights cannot be reckoned yet")
        if len(weights) == 1:
            weights, titles = self.way.effective, {key: t for each in self.titles.values() for key, t in each.items()}
        most = max(weights.values())
        first = [titles[key] for key, weight in weights.items() if weight == most]
        share = {"share": percent(most, exact=True)}
        if len(first) == 1:
            return _("“%(title)s” weighs most: %(share)s") % {"title": first[0], **share}
        if len(first) == len(weights):
            return _("All weigh the same: %(share)s each") % share
        named = listed([_("“%(title)s”") % {"title": title} for title in first], _("and"))
        return _("%(titles)s weigh most: %(share)s each") % {"titles": named, **share}

    def _group(self, group: CriteriaGroup) -> ShownGroup:
        effective, shares = self.way.effective, self.way.shares
        return ShownGroup(
            key=group.key,
            item=self._item(ROOT, group.key, group.title, shares.get(ROOT, {}), self.way.groups),
            criteria=tuple(
                self._item(group.key, row.key, row.title, shares.get(group.key, {}), effective)
                for row in group.criteria.all()
            ),
            together=self._together(group.key),
        )

    def _item(
        self, parent: str, key: str, title: str, shares: Mapping[str, Fraction], effective: Mapping[str, Fraction]
    ) -> Item:
        name = Asked(parent, key).name
        total = effective.get(key)
        return Item(
            title=title,
            field=self.form[name] if self.form and name in self.form.fields else None,
            said=_number(self._said(parent).get(key)) if self.column else "",
            within=percent(shares.get(key)),
            total=percent(total),
            width=rounded((total or 0) / self.widest * 100, 2),
            applies=key in self.parts.get(parent, ()),
        )

    def _said(self, parent: str) -> Mapping[str, str]:
        found: Mapping[str, str] = self.way.weighting.judgements.get(self.way.method.value, {}).get(parent, {})
        return found

    def _together(self, parent: str) -> str:
        if self.way.method is not MethodChoice.POINTS or parent not in self.parts:
            return ""
        points = sum((Fraction(self._said(parent).get(key, 0)) for key in self.parts[parent]), Fraction(0))
        return exactly(points)

    def _pairs(self, parent: str, keys: Sequence[str]) -> Pairs:
        titles, words = self.titles[parent], times_in_words()
        said = _the_larger_first(keys, self.way.weighting.judgements.get(self.way.method.value, {}).get(parent, ()))
        asked = [each for each in self.form.asked.values() if each.parent == parent] if self.form else []
        found = self.way.comparisons.get(parent)
        return Pairs(
            key=parent,
            title=self.titles[ROOT][parent] if parent else _("The groups"),
            pairs=tuple(
                Pair(titles[each.key], titles[each.other], self.form[each.name], "")  # type: ignore[index]
                for each in asked
            )
            or tuple(Pair(titles[one], titles[other], None, words[times]) for (one, other), times in said.items()),
            sentence=self._consistency(parent, found) if found else self._failure(parent, self.way.failures[parent]),
            is_contradictory=bool(found and found.needs_reason),
        )

    def _consistency(self, parent: str, found: Comparison) -> str:
        said = {"ratio": rounded(found.ratio, 2), "most": rounded(CONSISTENT_ENOUGH, 2)}
        if not found.ratio:
            return _("The comparisons fit each other; the consistency ratio is %(ratio)s.") % said
        if not found.needs_reason:
            return _("Consistency ratio %(ratio)s: the comparisons fit well enough, up to %(most)s.") % said
        assert found.contradiction
        titles, worst = self.titles[parent], found.contradiction
        said |= {"one": titles[worst.first], "other": titles[worst.second], "times": _number(str(worst.said))}
        said |= {"implied": rounded(worst.implied, 1)}
        return (
            _(
                "Consistency ratio %(ratio)s, over %(most)s: the comparisons contradict each other. Most of all: "
                "“%(one)s” counts %(times)s times as much as “%(other)s”; all of them together say %(implied)s times."
            )
            % said
        )

    def _failure(self, parent: str, failure: WeightError | PairwiseError) -> str:
        what = _("the criteria of “%(title)s”") % {"title": self.titles[ROOT][parent]} if parent else _("the groups")
        match failure.problem:
            case Problem.NOTHING | PairProblem.NOTHING:
                if not parent:
                    return _("There is no criterion that applies.")
                return _("“%(title)s” has no criterion.") % {"title": self.titles[ROOT][parent]}
            case Problem.NO_BEST:
                return _("Among %(what)s, give 100 to the one whose way from worst to best matters most.") % {
                    "what": what
                }
            case PairProblem.MISSING:
                assert isinstance(failure, PairwiseError)
                count, of = len(failure.pairs), len(self.parts[parent]) * (len(self.parts[parent]) - 1) // 2
                return ngettext(
                    "%(count)d of %(of)d pairs among %(what)s is not compared yet.",
                    "%(count)d of %(of)d pairs among %(what)s are not compared yet.",
                    count,
                ) % {"count": count, "of": of, "what": what}
            case PairProblem.TOO_MANY:
                return _("Pairs are for %(most)d at most, and %(what)s are more: weigh in another way.") % {
                    "most": MOST_ITEMS,
                    "what": what,
                }
        return _("Nothing is said yet of %(what)s.") % {"what": what}


def percent(share: Fraction | None, *, exact: bool = False) -> str:
    """With one decimal, which in a sentence is left out where it is 0."""
    return "" if share is None else _percent(share, exact, get_language())


@lru_cache(maxsize=4096)  # the same few shares stand in hundreds of places
def _percent(share: Fraction, exact: bool, _language: str | None) -> str:
    text = rounded(share * 100, 1)
    return _("%(share)s %%") % {"share": text.removesuffix(".0") if exact else text}


def _number(text: str | None) -> str:
    return "" if text is None else exactly(Fraction(text))


def _the_larger_first(keys: Sequence[str], pairs: Sequence[Sequence[str]]) -> dict[tuple[str, str], str]:
    """Of what was compared among these: what counts more, over what counts less."""
    found = {}
    for first, second, text in pairs:
        if first in keys and second in keys:
            times = Fraction(text)
            found[(first, second) if times >= 1 else (second, first)] = str(max(times, 1 / times))
    return found
