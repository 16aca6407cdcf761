"""What changed from one result to another, of the same pack or of two versions of it: see docs/comparing.md.

A score of change is a mean over the questions that have a level on both sides, with the later side's weights, phases
and domains on both, so that it is a change of answers and never one of weights. Exact, as scoring is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from assessments.domain.causes import Cause, Why, causes_of
from assessments.domain.results import GroupResult, Measure, Overall, QuestionResult, Result
from catalog.domain.question_pack import Domain, Phase, Question, QuestionPack


class IncomparableError(Exception):
    """The two results are of different packs, or their levels are on different scales."""


class Move(StrEnum):
    """Which way the verified level went. OTHER is every other change: a claim, a reason, a question that is new."""

    UP = "up"
    DOWN = "down"
    OTHER = "other"
    SAME = "same"


class QuestionChange(NamedTuple):
    """A question on either side or both. `effect` is what it adds to the overall verified change, in levels."""

    before: QuestionResult | None
    after: QuestionResult | None
    causes: tuple[Cause, ...]
    effect: Fraction

    @property
    def question(self) -> Question:
        """As the later side asks it, where it still does."""
        found = self.after or self.before
        assert found
        return found.question

    @property
    def is_compared(self) -> bool:
        return self.levels is not None

    @property
    def levels(self) -> tuple[int, int] | None:
        """Verified before and after; None unless there is one on both sides."""
        before = self.before and self.before.verified
        after = self.after and self.after.verified
        return None if before is None or after is None else (before, after)

    @property
    def move(self) -> Move:
        if self.levels and self.levels[0] != self.levels[1]:
            return Move.UP if self.levels[1] > self.levels[0] else Move.DOWN
        return Move.OTHER if self.causes else Move.SAME

    def is_decided_by(self, *causes: Why) -> bool:
        return any(cause.decides and cause.why in causes for cause in self.causes)


class Coverage(NamedTuple):
    """On how much a comparison rests. Those without a level are asked on both sides."""

    compared: int
    new: int
    retired: int
    only_before: int
    only_after: int
    without_level: int


class Means(NamedTuple):
    """Scores of one side; None where there is none."""

    claimed: Fraction | None
    verified: Fraction | None
    target: Fraction | None


NO_MEANS = Means(None, None, None)


@dataclass(frozen=True, slots=True)
class PartChange:
    """Of everything (without a group), of a phase or of a domain of the later side.

    `before` and `after` are over the `compared` questions; `reported_*` what each side says by itself, with its own
    weights and all its questions. `effect` is what a phase adds to the overall verified change, None for others.
    """

    group: Phase | Domain | None
    compared: int
    before: Means
    after: Means
    reported_before: Means
    reported_after: Means
    effect: Fraction | None

    def change(self, measure: Measure = Measure.VERIFIED) -> Fraction | None:
        """In levels, below zero where it fell; None where nothing is compared."""
        before, after = getattr(self.before, measure.value), getattr(self.after, measure.value)
        return None if before is None or after is None else after - before


@dataclass(frozen=True)
class Comparison:
    """`questions` are in the later pack's order, those that are no longer asked after them in the earlier one's."""

    before: Result
    after: Result
    overall: PartChange
    phases: tuple[PartChange, ...]
    domains: tuple[PartChange, ...]
    questions: tuple[QuestionChange, ...]
    coverage: Coverage

    @property
    def is_across_versions(self) -> bool:
        return self.before.pack.version != self.after.pack.version

    @cached_property
    def by_move(self) -> Mapping[Move, Sequence[QuestionChange]]:
        """Those that moved the overall score most come first, then in the order of their first cause."""
        found: dict[Move, list[QuestionChange]] = {move: [] for move in Move}
        for change in self.questions:
            found[change.move].append(change)
        places = {why: place for place, why in enumerate(Why)}
        for move in (Move.UP, Move.DOWN, Move.OTHER):
            found[move].sort(key=lambda each: (-abs(each.effect), places[each.causes[0].why]))
        return found


def compare(before: Result, after: Result) -> Comparison:
    """What changed from `before` to `after`. Raises IncomparableError."""
    if not are_comparable(before.pack, after.pack):
        raise IncomparableError
    earlier = {found.question.id: found for found in before.questions}
    later = {found.question.id: found for found in after.questions}
    common = {id_ for id_, found in later.items() if _has_level(found) and _has_level(earlier.get(id_))}
    shares = _shares(after.phases, common)

    def part(group: GroupResult, earlier_groups: Sequence[GroupResult]) -> PartChange:
        return _part(group, earlier_groups, earlier, common, after.pack.whole_weights, shares)

    phases = tuple(part(phase, before.phases) for phase in after.phases)
    effects = _effects(earlier, after, common, shares)
    return Comparison(
        before=before,
        after=after,
        overall=_overall(before, after, phases, shares),
        phases=phases,
        domains=tuple(part(domain, before.domains) for domain in after.domains),
        questions=tuple(_question_changes(before, after, earlier, later, effects)),
        coverage=_coverage(earlier, later, common),
    )


def are_comparable(one: QuestionPack, other: QuestionPack) -> bool:
    """Versions of the same pack, with levels that mean the same numbers."""
    return one.code == other.code and (one.scale.min, one.scale.max) == (other.scale.min, other.scale.max)


def _has_level(found: QuestionResult | None) -> bool:
    return found is not None and found.claimed is not None


def _shares(phases: Sequence[GroupResult], common: set[str]) -> dict[str, Fraction]:
    """By phase, how much of the overall score it is: W / sum(W) over those that have a compared question."""
    weights = {
        phase.group.id: phase.weight
        for phase in phases
        if phase.weight and any(found.question.id in common for found in phase.questions)
    }
    total = sum(weights.values(), Fraction(0))
    return {id_: weight / total for id_, weight in weights.items()}


def _part(
    group: GroupResult,
    earlier_groups: Iterable[GroupResult],
    earlier: Mapping[str, QuestionResult],
    common: set[str],
    weights: Mapping[str, int],
    shares: Mapping[str, Fraction],
) -> PartChange:
    now = [found for found in group.questions if found.question.id in common]
    before, after = _means([earlier[found.question.id] for found in now], weights), _means(now, weights)
    effect = None
    if group.weight is not None and before.verified is not None and after.verified is not None:
        effect = shares[group.group.id] * (after.verified - before.verified)
    return PartChange(
        group=group.group,
        compared=len(now),
        before=before,
        after=after,
        reported_before=_reported(next((each for each in earlier_groups if each.group.id == group.group.id), None)),
        reported_after=_reported(group),
        effect=effect,
    )


def _means(questions: Sequence[QuestionResult], weights: Mapping[str, int]) -> Means:
    """sum(w·v) / sum(w), in whole numbers to the end."""
    total = sum(weights[found.question.id] for found in questions)
    if not total:
        return NO_MEANS
    claimed = verified = target = 0
    for found in questions:
        w = weights[found.question.id]
        claimed += w * (found.claimed or 0)
        verified += w * (found.verified or 0)
        target += w * found.target
    return Means(Fraction(claimed, total), Fraction(verified, total), Fraction(target, total))


def _reported(scored: GroupResult | Overall | None) -> Means:
    return Means(scored.claimed, scored.verified, scored.target) if scored else NO_MEANS


def _overall(before: Result, after: Result, phases: Sequence[PartChange], shares: Mapping[str, Fraction]) -> PartChange:
    """sum(W·S) / sum(W) over the later side's phases that have a compared question."""

    def means(of: Callable[[PartChange], Means]) -> Means:
        if not shares:
            return NO_MEANS
        scored = [(shares[phase.group.id], of(phase)) for phase in phases if phase.group and phase.compared]
        return Means(*(sum((share * (score[at] or 0) for share, score in scored), Fraction(0)) for at in range(3)))

    return PartChange(
        group=None,
        compared=sum(phase.compared for phase in phases),
        before=means(lambda phase: phase.before),
        after=means(lambda phase: phase.after),
        reported_before=_reported(before.overall),
        reported_after=_reported(after.overall),
        effect=None,
    )


def _effects(
    earlier: Mapping[str, QuestionResult], after: Result, common: set[str], shares: Mapping[str, Fraction]
) -> dict[str, Fraction]:
    """For each question whose verified level moved, its part of the overall change: these add up to all of it."""
    weights, effects = after.pack.whole_weights, {}
    for phase in after.phases:
        total = sum(weights[found.question.id] for found in phase.questions if found.question.id in common)
        for found in phase.questions:
            id_ = found.question.id
            if id_ in common and (moved := (found.verified or 0) - (earlier[id_].verified or 0)):
                effects[id_] = shares[phase.group.id] * Fraction(weights[id_] * moved, total)
    return effects


def _question_changes(
    before: Result,
    after: Result,
    earlier: Mapping[str, QuestionResult],
    later: Mapping[str, QuestionResult],
    effects: Mapping[str, Fraction],
) -> Iterable[QuestionChange]:
    caps = before.pack.evidence_caps, after.pack.evidence_caps
    nothing = Fraction(0)
    for id_, found in later.items():
        old = earlier.get(id_)
        causes = causes_of(old, found, *caps) if old else (Cause(Why.NEW, True),)
        yield QuestionChange(old, found, causes, effects.get(id_, nothing))
    for id_, old in earlier.items():
        if id_ not in later:
            yield QuestionChange(old, None, (Cause(Why.RETIRED, True),), nothing)


def _coverage(earlier: Mapping[str, QuestionResult], later: Mapping[str, QuestionResult], common: set[str]) -> Coverage:
    both = [(earlier[id_], found) for id_, found in later.items() if id_ in earlier]
    return Coverage(
        compared=len(common),
        new=len(later) - len(both),
        retired=len(earlier) - len(both),
        only_before=sum(_has_level(old) and not _has_level(new) for old, new in both),
        only_after=sum(_has_level(new) and not _has_level(old) for old, new in both),
        without_level=sum(not _has_level(old) and not _has_level(new) for old, new in both),
    )
