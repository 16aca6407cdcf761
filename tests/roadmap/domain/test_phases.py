"""How far phases are, which one is current, and which began early."""

from datetime import date, timedelta

import pytest

from roadmap.domain.phases import Passed, PhaseState, Run, begun_before_gate, current_phase, state_of

TODAY = date(2026, 11, 22)
BEFORE, AFTER = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


@pytest.mark.parametrize(
    ("run", "state"),
    [
        (Run("a"), PhaseState.NOT_BEGUN),
        (Run("a", started=AFTER), PhaseState.NOT_BEGUN),
        (Run("a", started=TODAY), PhaseState.UNDER_WAY),
        (Run("a", started=BEFORE, finished=TODAY), PhaseState.FINISHED),
        (Run("a", passed=Passed(BEFORE)), PhaseState.PASSED),
        (Run("a", passed=Passed(BEFORE, expires=TODAY)), PhaseState.EXCEPTION),
        (Run("a", passed=Passed(BEFORE, expires=BEFORE)), PhaseState.LAPSED),
    ],
)
def test_state_follows_from_the_days(run: Run, state: PhaseState) -> None:
    assert state_of(run, TODAY) is state


def test_current_phase_is_the_first_under_way_else_the_next_to_begin() -> None:
    done, under_way, waiting = Run("a", passed=Passed(BEFORE)), Run("c", started=BEFORE), Run("b")
    assert current_phase([done, waiting, under_way], TODAY) == "c"
    assert current_phase([done, waiting], TODAY) == "b"
    assert current_phase([done], TODAY) == ""
    lapsed = Run("a", passed=Passed(BEFORE, expires=BEFORE))
    assert current_phase([lapsed, under_way], TODAY) == "a"


def test_phase_is_early_where_an_earlier_gate_was_not_passed_by_its_beginning() -> None:
    later = Run("b", started=BEFORE)
    assert begun_before_gate([Run("a"), later], "b", TODAY) == "a"
    assert begun_before_gate([Run("a", passed=Passed(TODAY)), later], "b", TODAY) == "a"
    assert begun_before_gate([Run("a", passed=Passed(BEFORE)), later], "b", TODAY) == ""
    assert begun_before_gate([Run("a"), Run("b")], "b", TODAY) == ""
