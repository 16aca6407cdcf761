"""Who sees what, as a table: each line is one right, with the stages in which each kind of person has it."""

import pytest
from django.utils import timezone

from accounts.models import Membership
from tests.factories.accounts import make_service_account, make_workspace, owner_of
from tests.factories.vendors import add_evaluator, make_evaluation
from vendors.domain.seal import Seat
from vendors.domain.stages import Stage
from vendors.models import Participant
from vendors.queries.seated import seated_in

PROPOSAL = 7
D, S, C, L, X = Stage
ALL = {D, S, C, L, X}
AFTER = {L, X}

SEATS = {
    "moderator": {"is_moderator": True},
    "clerk": {"is_clerk": True},
    "undeclared evaluator": {"is_evaluator": True},
    "evaluator": {"is_evaluator": True, "cleared": frozenset({PROPOSAL})},
    "done evaluator": {"is_evaluator": True, "cleared": frozenset({PROPOSAL}), "has_submitted": True},
    "conflicted evaluator": {"is_evaluator": True, "conflicts": frozenset({PROPOSAL}), "has_submitted": True},
    "scoring moderator": {"is_moderator": True, "is_evaluator": True, "cleared": frozenset({PROPOSAL})},
    "anybody else": {},
    "program": {"is_program": True},
}

RIGHTS = {
    ("moderator", "sees_names"): ALL,
    ("moderator", "sees_proposal"): ALL,
    ("moderator", "scores"): set(),
    ("moderator", "sees_sheets"): {C, L, X},
    ("moderator", "sees_result"): {C, L, X},
    ("moderator", "sees_prices"): AFTER,
    ("moderator", "sees_declarations"): ALL,
    ("moderator", "sees_decision"): AFTER,
    ("moderator", "sees_reports"): {X},
    ("clerk", "sees_names"): ALL,
    ("clerk", "sees_proposal"): AFTER,
    ("clerk", "scores"): set(),
    ("clerk", "sees_sheets"): AFTER,
    ("clerk", "sees_result"): AFTER,
    ("clerk", "sees_prices"): ALL,
    ("clerk", "sees_declarations"): AFTER,
    ("clerk", "sees_decision"): AFTER,
    ("clerk", "sees_reports"): {X},
    ("undeclared evaluator", "sees_names"): AFTER,
    ("undeclared evaluator", "sees_proposal"): AFTER,
    ("undeclared evaluator", "scores"): set(),
    ("undeclared evaluator", "sees_sheets"): set(),
    ("undeclared evaluator", "sees_result"): AFTER,
    ("undeclared evaluator", "sees_prices"): AFTER,
    ("undeclared evaluator", "sees_declarations"): AFTER,
    ("undeclared evaluator", "sees_decision"): AFTER,
    ("undeclared evaluator", "sees_reports"): set(),
    ("evaluator", "sees_names"): AFTER,
    ("evaluator", "sees_proposal"): {S, C, L, X},
    ("evaluator", "scores"): {S},
    ("evaluator", "sees_sheets"): set(),
    ("evaluator", "sees_result"): AFTER,
    ("evaluator", "sees_prices"): AFTER,
    ("evaluator", "sees_declarations"): AFTER,
    ("evaluator", "sees_decision"): AFTER,
    ("evaluator", "sees_reports"): set(),
    ("done evaluator", "sees_names"): AFTER,
    ("done evaluator", "sees_proposal"): {S, C, L, X},
    ("done evaluator", "scores"): set(),
    ("done evaluator", "sees_sheets"): {C, L, X},
    ("done evaluator", "sees_result"): {C, L, X},
    ("done evaluator", "sees_prices"): AFTER,
    ("done evaluator", "sees_declarations"): AFTER,
    ("done evaluator", "sees_decision"): AFTER,
    ("done evaluator", "sees_reports"): {X},
    ("conflicted evaluator", "sees_names"): AFTER,
    ("conflicted evaluator", "sees_proposal"): {X},
    ("conflicted evaluator", "scores"): set(),
    ("conflicted evaluator", "sees_sheets"): {C, L, X},
    ("conflicted evaluator", "sees_result"): {C, L, X},
    ("conflicted evaluator", "sees_prices"): AFTER,
    ("conflicted evaluator", "sees_declarations"): AFTER,
    ("conflicted evaluator", "sees_decision"): AFTER,
    ("conflicted evaluator", "sees_reports"): {X},
    ("scoring moderator", "sees_names"): ALL,
    ("scoring moderator", "sees_proposal"): ALL,
    ("scoring moderator", "scores"): {S},
    ("scoring moderator", "sees_sheets"): set(),
    ("scoring moderator", "sees_result"): AFTER,
    ("scoring moderator", "sees_prices"): AFTER,
    ("scoring moderator", "sees_declarations"): ALL,
    ("scoring moderator", "sees_decision"): AFTER,
    ("scoring moderator", "sees_reports"): set(),
    ("anybody else", "sees_names"): ALL,
    ("anybody else", "sees_proposal"): AFTER,
    ("anybody else", "scores"): set(),
    ("anybody else", "sees_sheets"): AFTER,
    ("anybody else", "sees_result"): AFTER,
    ("anybody else", "sees_prices"): AFTER,
    ("anybody else", "sees_declarations"): AFTER,
    ("anybody else", "sees_decision"): AFTER,
    ("anybody else", "sees_reports"): {X},
    **{
        ("program", f"sees_{what}"): {X} for what in ("names", "proposal", "sheets", "result", "prices", "declarations")
    },
    ("program", "sees_decision"): {X},
    ("program", "sees_reports"): {X},
    ("program", "scores"): set(),
}


@pytest.mark.parametrize("stage", list(Stage))
@pytest.mark.parametrize(("who", "right"), RIGHTS)
def test_right_holds_in_its_stages_only(who: str, right: str, stage: Stage) -> None:
    seat = Seat(stage=stage, are_names_hidden=True, **SEATS[who])  # type: ignore[arg-type]
    found = getattr(seat, right)
    assert (found(PROPOSAL) if callable(found) else found) == (stage in RIGHTS[who, right])


def test_table_has_a_line_for_everybody() -> None:
    rights = {"sees_names", "sees_proposal", "scores", "sees_sheets", "sees_result", "sees_prices", "sees_declarations"}
    rights |= {"sees_decision", "sees_reports"}
    assert set(RIGHTS) == {(who, right) for who in SEATS for right in rights}


@pytest.mark.parametrize("stage", list(Stage))
def test_conflict_keeps_even_the_moderator_from_the_proposal(stage: Stage) -> None:
    seat = Seat(
        stage=stage, are_names_hidden=False, is_moderator=True, is_evaluator=True, conflicts=frozenset({PROPOSAL})
    )
    assert seat.is_kept_from(PROPOSAL) == (stage is not Stage.DECIDED)
    assert seat.sees_proposal(PROPOSAL) == (stage is Stage.DECIDED)


@pytest.mark.django_db
def test_program_reads_no_sheets_where_an_owner_never_does() -> None:
    evaluation = make_evaluation(make_workspace(), stage=Stage.DECIDED)
    owner = owner_of(evaluation.workspace)
    program = make_service_account(evaluation.workspace)
    idle = add_evaluator(evaluation)
    for user, sees_sheets in ((idle.user, True), (owner, False)):
        Participant.objects.filter(pk=idle.pk).update(user=user)
        seat = seated_in(Membership.objects.get(user=program), evaluation.code).seat
        assert seat.sees_result
        assert seat.sees_sheets == seat.sees_reports == sees_sheets
    Participant.objects.filter(pk=idle.pk).update(submitted_at=timezone.now())
    assert seated_in(Membership.objects.get(user=program), evaluation.code).seat.sees_sheets


@pytest.mark.parametrize("stage", list(Stage))
def test_evaluator_reads_no_score_of_what_they_declared_nothing_of_before_the_lock(stage: Stage) -> None:
    late = PROPOSAL + 1
    for part in ({}, {"is_moderator": True}):
        seat = Seat(stage=stage, are_names_hidden=False, **SEATS["done evaluator"], **part)  # type: ignore[arg-type]
        assert not seat.is_kept_from_scores(PROPOSAL)
        assert seat.is_kept_from_scores(late) == (stage not in AFTER)
        assert not seat.is_kept_from(late)
    moderator = Seat(stage=stage, are_names_hidden=False, is_moderator=True)
    assert not moderator.is_kept_from_scores(late)


def test_open_names_are_seen_by_evaluators() -> None:
    assert Seat(stage=Stage.SCORING, are_names_hidden=False, is_evaluator=True).sees_names
