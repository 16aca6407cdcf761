import pytest

from vendors.domain.settling import Given, suggested
from vendors.domain.stages import Proof

V, C, N = Proof.VERIFIED, Proof.CLAIMED, Proof.NONE


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([(4, V)], (4, V)),
        ([(3, V), (4, V), (4, V)], (4, V)),
        ([(3, V), (4, V)], (3, V)),  # of two medians the lower one
        ([(5, V), (1, V), (4, V), (3, V)], (3, V)),
        ([(4, V), (4, V), (5, C)], (4, V)),
        ([(4, V), (5, C)], (2, C)),  # as many without a verified proof: the weaker one, with the cap
        ([(5, C), (4, C), (1, V)], (2, C)),
        ([(0, N), (1, C), (2, N)], (1, N)),
        ([(5, N), (5, C)], (2, N)),
        ([(1, C), (0, C), (4, V), (4, V)], (1, C)),
    ],
)
def test_suggested_score_is_the_lower_median_on_the_proof_of_most(
    given: list[tuple[int, Proof]], expected: tuple[int, Proof]
) -> None:
    assert suggested([Given(*each) for each in given]) == Given(*expected)


@pytest.mark.parametrize("cap", [0, 1, 2, 5])
def test_suggested_score_never_exceeds_the_cap_without_a_verified_proof(cap: int) -> None:
    found = suggested([Given(5, C), Given(5, N), Given(5, V), Given(4, V)], cap)
    assert found.level <= cap
    assert found.counts(cap) == found.level
    assert found.score.is_verified is False
