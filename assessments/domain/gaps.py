"""Which gap to close first."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from assessments.domain.results import Gap, QuestionResult, cost

_COMMON_COST = 4
"""A multiple of every cost, so that priorities compare as whole numbers."""

type _Key = tuple[int, int, int, str]


def order_gaps(results: Iterable[QuestionResult], phase_order: dict[str, int]) -> tuple[Gap, ...]:
    """The gaps by priority (down), impact (down), phase order and id, each behind its direct prerequisites.

    Before a gap is placed, those of its `depends_on` that have a gap and are not placed yet are placed by the same
    rule, and theirs before them. See "order of gaps" in docs/scoring.md.
    """
    with_gap = {result.question.id: result for result in results if result.verified is not None and result.gap}
    keys = {id_: _key(result, phase_order) for id_, result in with_gap.items()}
    placed: dict[str, Gap] = {}
    for id_ in sorted(with_gap, key=keys.__getitem__):
        _place(id_, with_gap, keys, placed)
    return tuple(placed.values())


def _key(result: QuestionResult, phase_order: dict[str, int]) -> _Key:
    question = result.question
    weighed = result.gap * question.impact * _COMMON_COST // cost(question.effort)
    return (-weighed, -question.impact, phase_order[question.phase], question.id)


def _place(id_: str, with_gap: dict[str, QuestionResult], keys: dict[str, _Key], placed: dict[str, Gap]) -> None:
    """Place one gap and, before it, what it waits for. A stack instead of recursion: chains may be long."""
    stack: list[tuple[str, str | None]] = [(id_, None)]
    while stack:
        current, needed_by = stack[-1]
        if current in placed:
            stack.pop()
            continue
        waiting = [need for need in with_gap[current].question.depends_on if need in with_gap and need not in placed]
        if waiting:
            # Only the best goes on the stack; the others are looked at again when it is placed.
            stack.append((min(waiting, key=keys.__getitem__), current))
            continue
        stack.pop()
        placed[current] = _gap(with_gap[current], needed_by)


def _gap(result: QuestionResult, first_for: str | None) -> Gap:
    question = result.question
    return Gap(result, result.gap, first_for, Fraction(result.gap * question.impact, cost(question.effort)))
