"""How far an assessment is."""

import pytest

from assessments.domain.progress import Progress, progress_of
from assessments.domain.results import Counts
from assessments.domain.summary import NOTHING, Part, Scores, Summary


def summary(counts: Counts) -> Summary:
    """Everything in the phase `one` and the domain `data`; `two` asks nothing."""
    part, none = Part(Scores(), counts, 0), Part(Scores(), NOTHING, 0)
    return Summary(None, 1, part, {"one": part, "two": none}, {"data": part, "team": none})


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        (Counts(0, 0, 0, 5), Progress.NOT_STARTED),
        (Counts(0, 0, 1, 4), Progress.IN_PROGRESS),
        (Counts(0, 1, 0, 4), Progress.IN_PROGRESS),
        (Counts(4, 0, 1, 0), Progress.IN_PROGRESS),
        (Counts(4, 1, 0, 0), Progress.ALL_ANSWERED),
    ],
)
def test_progress_follows_the_counts(counts: Counts, expected: Progress) -> None:
    assert progress_of(summary(counts), (), ()) is expected


def test_complete_is_what_people_said_of_every_section_that_asks_something() -> None:
    known = summary(Counts(4, 0, 1, 0))
    assert progress_of(known, {"one"}, ()) is Progress.COMPLETE
    assert progress_of(known, (), {"data"}) is Progress.COMPLETE
    assert progress_of(known, {"two"}, {"team"}) is Progress.IN_PROGRESS


def test_assessment_that_asks_nothing_is_never_complete() -> None:
    assert progress_of(Summary(None, 1, Part(Scores(), NOTHING, 0), {}, {}), (), ()) is Progress.ALL_ANSWERED
