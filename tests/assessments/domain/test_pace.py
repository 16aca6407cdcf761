"""How long the rest will take."""

from datetime import UTC, datetime, timedelta

import pytest

from assessments.domain.pace import minutes_for, own_pace

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def saves(*gaps: int, same: bool = False) -> list[tuple[str, datetime]]:
    """So many seconds apart, the newest first; each of another question, or all of the same."""
    at, found = NOON, [("Q-0", NOON)]
    for number, gap in enumerate(gaps, start=1):
        at -= timedelta(seconds=gap)
        found.append(("Q-0" if same else f"Q-{number}", at))
    return found


def test_pace_is_the_median() -> None:
    assert own_pace(saves(30, 60, 40, 500, 45)) == 45


def test_too_few_saves_tell_no_pace() -> None:
    assert own_pace([]) is None
    assert own_pace(saves(30, 60, 40, 50)) is None


def test_breaks_are_left_out() -> None:
    assert own_pace(saves(30, 601, 60, 40, 86_400, 50, 45)) == 45
    assert own_pace(saves(600, 600, 600, 600, 600)) == 600
    assert own_pace(saves(30, 60, 40, 50, 601)) is None


def test_saves_of_one_question_are_one_answer() -> None:
    """A level and, half a minute later, its note: the note ends the answer."""
    answer = [(f"Q-{number // 2}", NOON - timedelta(seconds=50 * number)) for number in range(14)]
    assert own_pace(answer) == 100
    assert own_pace(saves(*[10] * 20, same=True)) is None


@pytest.mark.parametrize(
    ("questions", "seconds", "minutes"),
    [(0, 100, 0), (1, 100, 5), (24, 100, 40), (36, 100, 60), (37, 100, 90), (66, 100, 120), (3, 99.5, 5)],
)
def test_time_is_rounded_up_as_people_say_it(questions: int, seconds: float, minutes: int) -> None:
    assert minutes_for(questions, seconds) == minutes


def test_what_came_from_a_file_at_one_moment_tells_no_pace() -> None:
    assert own_pace([(f"DIS-{number:02}", NOON) for number in range(30)]) is None
