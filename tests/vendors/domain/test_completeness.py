"""What a score needs before it can be handed in."""

import pytest

from vendors.domain.completeness import Lack, lack_of


@pytest.mark.parametrize(
    ("score", "lack"),
    [
        ((None, "Because.", "none", ""), Lack.LEVEL),
        ((0, " \n", "none", ""), Lack.RATIONALE),
        ((3, "Because.", "", "Their contract"), Lack.PROOF),
        ((3, "Because.", "verified", " "), Lack.EVIDENCE),
        ((3, "Because.", "verified", "Their contract"), None),
        ((3, "Because.", "claimed", ""), None),
        ((0, "Because.", "none", ""), None),
    ],
)
def test_score_lacks_the_first_thing_that_is_missing(score: tuple[int | None, str, str, str], lack: Lack) -> None:
    assert lack_of(*score) == lack
