"""Reviews at the same moment, on PostgreSQL, where transactions overlap."""

from functools import partial
from typing import Any

import pytest
from django.db import connection  # noqa: F401  (only_where_transactions_overlap asks it)

from accounts.domain.roles import Role
from accounts.models import User
from assessments.domain.review import Act, Standing
from assessments.models import Assessment, Review
from assessments.operations.answers import save_answer
from assessments.operations.locking import LockedError
from assessments.operations.reviews import OvertakenError, Wish, review_phases
from tests.factories.accounts import make_member, make_workspace, owner_of
from tests.factories.assessments import make_assessment
from tests.factories.reviews import PHASE, act, bring_to, look_at_everything
from tests.together import at_once, only_where_transactions_overlap

pytestmark = [pytest.mark.django_db(transaction=True), only_where_transactions_overlap]


def wish(assessment: Assessment, actor: User, wanted: Act, seen: dict[str, int], **said: Any) -> list[Review]:
    return review_phases(assessment=assessment, actor=actor, role=Role.OWNER, wish=Wish(wanted, seen, **said))


def test_of_two_reviewers_at_once_one_decides_and_the_other_is_told() -> None:
    workspace = make_workspace()
    assessment = make_assessment(workspace)
    reviewers = [make_member(workspace, Role.EDITOR) for _ in range(2)]
    for phase in [phase.id for phase in assessment.questions.phases][:3]:
        bring_to(assessment, Standing.SUBMITTED, phase=phase)
        results = at_once(
            *(
                partial(wish, assessment, person, wanted, {phase: 2}, reason="So.")
                for person, wanted in zip(reviewers, (Act.ACCEPT, Act.SEND_BACK), strict=True)
            )
        )
        lost = [result for result in results if isinstance(result, Exception)]
        assert [type(error) for error in lost] == [OvertakenError]
        assert Review.objects.get(phase=phase).revision == 3


def test_answer_that_is_saved_while_its_section_is_submitted_is_in_what_was_submitted_or_refused() -> None:
    workspace = make_workspace()
    assessment, ada = make_assessment(workspace), owner_of(workspace)
    look_at_everything(assessment)
    for revision in (1, 3, 5):
        note = f"Note {revision}."
        seen = assessment.answers.get(question="ARC-11").revision
        saving = partial(
            save_answer,
            workspace=workspace,
            assessment=assessment.code,
            question="ARC-11",
            actor=ada,
            seen=seen,
            said={"note": note},
        )
        saved, submitted = at_once(saving, partial(wish, assessment, ada, Act.SUBMIT, {PHASE: revision}))
        assert not isinstance(submitted, Exception)
        assert not isinstance(saved, Exception) or isinstance(saved, LockedError)
        assert (assessment.answers.get(question="ARC-11").note == note) is not isinstance(saved, LockedError)
        act(assessment, Act.WITHDRAW, ada)
