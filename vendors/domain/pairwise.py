"""Weights from comparing two items at a time: the analytic hierarchy process.

Source: Saaty 1980 and 2008. Of n items each pair is judged once, on the scale 1/9 to 9; the weights are the principal
eigenvector of the matrix of judgements. The consistency ratio is (λ − n) / (n − 1) over Saaty's random index.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import combinations

MOST_ITEMS = 9
STRONGEST = Fraction(9)
RANDOM_INDEX = (0.0, 0.0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45)
"""For n = 1 to 9."""
CONSISTENT_ENOUGH = Fraction(1, 10)

_ROUNDS = 500
_CLOSE = 1e-14
_PLACES = 10**6

type Pair = tuple[str, str]


class Problem(StrEnum):
    NOTHING = "nothing"
    TOO_MANY = "too_many"
    MISSING = "missing"
    TWICE = "twice"
    OUT_OF_RANGE = "out_of_range"
    UNKNOWN = "unknown"


class PairwiseError(ValueError):
    """`pairs` are those to blame: not judged, judged twice, not from 1/9 to 9, or not of two of the items."""

    def __init__(self, problem: Problem, pairs: Sequence[Pair] = ()) -> None:
        super().__init__(problem.value, *pairs)
        self.problem = problem
        self.pairs = tuple(pairs)


@dataclass(frozen=True, slots=True)
class Contradiction:
    """The judgement farthest from what all judgements together say: `first` over `second`, as said and as implied."""

    first: str
    second: str
    said: Fraction
    implied: Fraction


@dataclass(frozen=True, slots=True)
class Comparison:
    """`weights` sum to exactly 1. `ratio` is the consistency ratio, 0 for at most two items; both of six decimals.

    `contradiction` is None where every judgement fits all the others.
    """

    weights: Mapping[str, Fraction]
    ratio: Fraction
    contradiction: Contradiction | None

    @property
    def needs_reason(self) -> bool:
        return self.ratio > CONSISTENT_ENOUGH


def compare(items: Sequence[str], judgements: Mapping[Pair, Fraction]) -> Comparison:
    """Weights of the items from one judgement per pair, in either direction: (a, b) at 3 says a counts 3 times b.

    Raises PairwiseError for no item, more than nine, and for pairs that are missing, judged twice, unknown, or judged
    outside 1/9 to 9.
    """
    _check(items, judgements)
    matrix = [[_judged(judgements, a, b) for b in items] for a in items]
    vector, eigenvalue = _principal(matrix)
    n = len(items)
    index = RANDOM_INDEX[n - 1]
    ratio = max((eigenvalue - n) / (n - 1) / index, 0.0) if index else 0.0
    rounded = [round(part * _PLACES) for part in vector]
    weights = {item: Fraction(part, sum(rounded)) for item, part in zip(items, rounded, strict=True)}
    return Comparison(weights, Fraction(round(ratio * _PLACES), _PLACES), _farthest(items, matrix, vector))


def _check(items: Sequence[str], judgements: Mapping[Pair, Fraction]) -> None:
    if not items:
        raise PairwiseError(Problem.NOTHING)
    if len(items) > MOST_ITEMS:
        raise PairwiseError(Problem.TOO_MANY)
    known = set(items)
    faults: dict[Problem, list[Pair]] = {
        Problem.UNKNOWN: [pair for pair in judgements if not set(pair) <= known or pair[0] == pair[1]],
        Problem.TWICE: [(a, b) for a, b in judgements if a < b and (b, a) in judgements],
        Problem.OUT_OF_RANGE: [pair for pair, said in judgements.items() if not 1 / STRONGEST <= said <= STRONGEST],
        Problem.MISSING: [(a, b) for a, b in combinations(items, 2) if not {(a, b), (b, a)} & judgements.keys()],
    }
    for problem, pairs in faults.items():
        if pairs:
            raise PairwiseError(problem, pairs)


def _judged(judgements: Mapping[Pair, Fraction], a: str, b: str) -> Fraction:
    if a == b:
        return Fraction(1)
    return judgements[a, b] if (a, b) in judgements else 1 / judgements[b, a]


def _principal(matrix: Sequence[Sequence[Fraction]]) -> tuple[list[float], float]:
    """The principal eigenvector, scaled to sum 1, and its eigenvalue, by power iteration.

    A matrix of positive entries has one, and the iteration comes to it from any start (Perron and Frobenius).
    """
    rows = [[float(entry) for entry in row] for row in matrix]
    vector = [1 / len(rows)] * len(rows)
    eigenvalue = float(len(rows))
    for _ in range(_ROUNDS):
        found = [sum(entry * part for entry, part in zip(row, vector, strict=True)) for row in rows]
        eigenvalue = sum(found)
        found = [part / eigenvalue for part in found]
        moved = max(abs(new - old) for new, old in zip(found, vector, strict=True))
        vector = found
        if moved < _CLOSE:
            break
    return vector, eigenvalue


def _farthest(
    items: Sequence[str], matrix: Sequence[Sequence[Fraction]], vector: Sequence[float]
) -> Contradiction | None:
    """By the factor between what was said and what the weights say; of equal ones the first in the items' order."""

    def contradictions() -> Iterator[tuple[float, int, int]]:
        for i, j in combinations(range(len(items)), 2):
            off = float(matrix[i][j]) * vector[j] / vector[i]
            yield max(off, 1 / off), i, j

    factor, i, j = max(contradictions(), key=lambda found: round(found[0], 6), default=(1.0, 0, 0))
    if round(factor, 6) <= 1:
        return None
    implied = Fraction(round(vector[i] / vector[j] * _PLACES), _PLACES)
    if matrix[i][j] >= 1:
        return Contradiction(items[i], items[j], matrix[i][j], implied)
    return Contradiction(items[j], items[i], matrix[j][i], Fraction(round(vector[j] / vector[i] * _PLACES), _PLACES))
