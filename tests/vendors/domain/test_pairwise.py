"""The analytic hierarchy process, against Saaty's drinks and against numpy's eigenvalues."""

from fractions import Fraction
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.rounding import rounded
from vendors.domain.pairwise import RANDOM_INDEX, Pair, PairwiseError, Problem, compare

DRINKS = ("coffee", "wine", "tea", "beer", "soda", "milk", "water")
JUDGED: dict[Pair, Fraction] = {
    (first, second): Fraction(said)
    for first, others in {
        "coffee": {"wine": 9, "tea": 5, "beer": 2, "soda": 1, "milk": 1},
        "water": {"coffee": 2, "wine": 9, "tea": 9, "beer": 3, "soda": 2, "milk": 3},
        "tea": {"wine": 3},
        "beer": {"wine": 9, "tea": 3, "milk": 1},
        "soda": {"wine": 9, "tea": 4, "beer": 2, "milk": 2},
        "milk": {"wine": 9, "tea": 3},
    }.items()
    for second, said in others.items()
}
SCALE = [Fraction(1, n) for n in range(9, 1, -1)] + [Fraction(n) for n in range(1, 10)]


def test_drinks_of_saaty() -> None:
    found = compare(DRINKS, JUDGED)
    assert sum(found.weights.values()) == 1
    assert {drink: rounded(weight, 3) for drink, weight in found.weights.items()} == {
        "coffee": "0.177",
        "wine": "0.019",
        "tea": "0.042",
        "beer": "0.116",
        "soda": "0.190",
        "milk": "0.129",
        "water": "0.327",
    }
    assert rounded(found.ratio, 3) == "0.022"
    assert not found.needs_reason


def test_judgements_in_a_circle_need_a_reason() -> None:
    said = {("a", "b"): Fraction(2), ("b", "c"): Fraction(2), ("a", "c"): Fraction(1, 4)}
    found = compare("abc", said)
    assert found.needs_reason
    assert found.contradiction is not None
    # In a circle of three all are as far off as each other; the first of them is told.
    assert (found.contradiction.first, found.contradiction.second, found.contradiction.said) == ("a", "b", 2)
    assert found.contradiction.implied == pytest.approx(found.weights["a"] / found.weights["b"], abs=1e-5)


def test_one_outlier_among_consistent_judgements_is_the_one_named() -> None:
    weights = dict(zip("abcd", (8, 4, 2, 1), strict=True))
    said = {(one, other): Fraction(weights[one], weights[other]) for one, other in combinations("abcd", 2)}
    assert compare("abcd", said).contradiction is None
    found = compare("abcd", said | {("b", "c"): Fraction(1, 5)}).contradiction
    assert found is not None
    assert (found.first, found.second, found.said) == ("c", "b", 5)


def test_up_to_two_items_cannot_contradict() -> None:
    assert compare("a", {}).weights == {"a": 1}
    found = compare("ab", {("b", "a"): Fraction(3)})
    assert found.weights == {"a": Fraction(1, 4), "b": Fraction(3, 4)}
    assert found.ratio == 0
    assert found.contradiction is None


def test_equal_items_weigh_exactly_the_same() -> None:
    found = compare("abc", {pair: Fraction(1) for pair in combinations("abc", 2)})
    assert set(found.weights.values()) == {Fraction(1, 3)}


@pytest.mark.parametrize(
    ("items", "judged", "problem", "pairs"),
    [
        ("", {}, Problem.NOTHING, ()),
        ("abcdefghij", {}, Problem.TOO_MANY, ()),
        ("abc", {("a", "b"): 1, ("c", "a"): 2}, Problem.MISSING, (("b", "c"),)),
        ("ab", {("a", "b"): 2, ("b", "a"): 2}, Problem.TWICE, (("a", "b"),)),
        ("ab", {("b", "a"): 10}, Problem.OUT_OF_RANGE, (("b", "a"),)),
        ("ab", {("b", "a"): 0}, Problem.OUT_OF_RANGE, (("b", "a"),)),
        ("ab", {("a", "b"): 2, ("a", "x"): 2}, Problem.UNKNOWN, (("a", "x"),)),
        ("ab", {("a", "b"): 2, ("a", "a"): 1}, Problem.UNKNOWN, (("a", "a"),)),
    ],
)
def test_unsound_judgements_are_refused(
    items: str, judged: dict[Pair, int], problem: Problem, pairs: tuple[Pair, ...]
) -> None:
    with pytest.raises(PairwiseError) as caught:
        compare(items, {pair: Fraction(said) for pair, said in judged.items()})
    assert (caught.value.problem, caught.value.pairs) == (problem, pairs)


@given(st.integers(3, 9), st.data())
def test_weights_and_ratio_are_those_of_the_principal_eigenvector(size: int, data: st.DataObject) -> None:
    items = "abcdefghi"[:size]
    said = {pair: data.draw(st.sampled_from(SCALE)) for pair in combinations(items, 2)}
    matrix = np.ones((size, size))
    for (one, other), value in said.items():
        i, j = items.index(one), items.index(other)
        matrix[i, j], matrix[j, i] = float(value), float(1 / value)
    eigenvalues, vectors = np.linalg.eig(matrix)
    at = int(np.argmax(eigenvalues.real))
    expected = np.abs(vectors[:, at].real) / np.abs(vectors[:, at].real).sum()
    found = compare(items, said)
    assert [float(weight) for weight in found.weights.values()] == pytest.approx(expected.tolist(), abs=2e-6)
    ratio = (eigenvalues[at].real - size) / (size - 1) / RANDOM_INDEX[size - 1]
    assert float(found.ratio) == pytest.approx(ratio, abs=2e-6)
