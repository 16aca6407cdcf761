from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.domain.answers import Answer, State
from assessments.domain.criteria import carried_level, missing_for, suggested_level
from catalog.domain.question_pack import Criterion, CriterionKind, Scale, ScaleLevel
from tests.factories.catalog import make_question

SCALE = Scale(0, 5, tuple(ScaleLevel(n, "", "") for n in range(6)))
M, S = CriterionKind.MUST, CriterionKind.SHOULD
KINDS = {"1a": M, "2a": M, "2b": S, "2c": S, "3a": M, "3b": S, "4a": M, "5a": M, "5b": M}
QUESTION = make_question(
    "Q-1",
    criteria=tuple(Criterion(f"Q-1.{id_}", int(id_[0]), kind, f"Fact {id_}.") for id_, kind in KINDS.items()),
)


def ids(text: str) -> frozenset[str]:
    return frozenset(f"Q-1.{id_}" for id_ in text.split())


@pytest.mark.parametrize(
    ("met", "level"),
    [
        ("", 0),
        ("1a", 1),
        ("2a 2b 2c 3a", 0),  # a must of level 1 is missing, whatever is met above
        ("1a 2a", 1),  # two shoulds of level 2 are missing
        ("1a 2a 2b", 2),
        ("1a 2a 2b 3a", 3),  # one should missing at each of levels 2 and 3
        ("1a 2a 2b 3b 4a 5a 5b", 2),
        ("1a 2a 2b 2c 3a 3b 4a 5a", 4),
        ("1a 2a 2b 2c 3a 3b 4a 5a 5b", 5),
    ],
)
def test_suggested_level(met: str, level: int) -> None:
    assert suggested_level(QUESTION, SCALE, ids(met)) == level


@given(st.sets(st.sampled_from(sorted(KINDS))), st.sampled_from(sorted(KINDS)))
def test_meeting_one_more_never_lowers_the_suggestion(met: set[str], more: str) -> None:
    before = suggested_level(QUESTION, SCALE, ids(" ".join(met)))
    assert suggested_level(QUESTION, SCALE, ids(" ".join(met | {more}))) >= before


def missing_ids(answer: Answer, level: int) -> list[tuple[str, bool]]:
    return [(m.criterion.id[4:], m.known) for m in missing_for(QUESTION, SCALE, answer, level)]


def test_missing_after_a_level_alone_is_all_above_it_and_not_known() -> None:
    answer = Answer(State.ANSWERED, level=2)
    assert missing_ids(answer, 4) == [("3a", False), ("3b", False), ("4a", False)]


def test_missing_after_ticking_leaves_out_what_is_met_and_knows_what_is_not() -> None:
    answer = Answer(State.ANSWERED, level=2, met=ids("1a 2a 2b 3b"), not_met=ids("2c 4a"))
    assert missing_ids(answer, 4) == [("2c", True), ("3a", False), ("4a", True)]


def test_nothing_is_missing_at_the_level_or_without_one() -> None:
    assert missing_ids(Answer(State.ANSWERED, level=4), 4) == []
    assert missing_ids(Answer(State.UNKNOWN), 4) == []


def test_a_chosen_level_above_the_criteria_is_not_where_work_starts() -> None:
    answer = Answer(State.ANSWERED, level=4, met=ids("1a 2a 2b"), not_met=ids("3a"))
    assert carried_level(QUESTION, SCALE, answer) == 2
    assert missing_ids(answer, 4) == [("3a", True), ("3b", False), ("4a", False)]


def test_a_level_alone_carries_itself() -> None:
    assert carried_level(QUESTION, SCALE, Answer(State.ANSWERED, level=4)) == 4
    assert carried_level(QUESTION, SCALE, Answer(State.UNKNOWN)) is None
