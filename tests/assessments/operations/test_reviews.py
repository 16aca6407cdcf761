"""Review and sign-off: from one standing to the next, each by the right person, and all of it told."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from accounts.domain.roles import Role
from accounts.models import Activity, Notice, User, Workspace
from accounts.queries.sentences import sentence_of
from assessments.domain.review import Act, Standing
from assessments.models import Assessment, Comment, Review, ReviewEvent
from assessments.operations.reviews import NotAllowedError, OvertakenError, Wish, review_phases
from assessments.operations.sections import OpenQuestionsError
from assessments.queries.reviews import reviews_of
from tests.factories.accounts import make_member, make_user, make_workspace, owner_of
from tests.factories.assessments import make_assessment
from tests.factories.reviews import PHASE, act, bring_to, look_at_everything

pytestmark = pytest.mark.django_db


@pytest.fixture
def workspace() -> Workspace:
    return make_workspace(owner=make_user(name="Ada Lovelace"))


@pytest.fixture
def ada(workspace: Workspace) -> User:
    return owner_of(workspace)


@pytest.fixture
def grace(workspace: Workspace) -> User:
    return make_member(workspace, Role.EDITOR, user=make_user(name="Grace Hopper"))


@pytest.fixture
def assessment(workspace: Workspace) -> Assessment:
    return make_assessment(workspace, title="Baseline")


def wish(assessment: Assessment, actor: User, wanted: Act, seen: dict[str, int], **said: Any) -> list[Review]:
    return review_phases(assessment=assessment, actor=actor, role=Role.OWNER, wish=Wish(wanted, seen, **said))


def sentences(user: User) -> list[str]:
    return list(Notice.objects.filter(user=user).order_by("pk").values_list("sentence", flat=True))


def test_way_from_draft_to_accepted_and_back_is_kept_and_told(assessment: Assessment, ada: User, grace: User) -> None:
    look_at_everything(assessment)
    act(assessment, Act.SUBMIT, ada, reason="The drill is new.")
    act(assessment, Act.SEND_BACK, grace, reason="A day is missing.")
    act(assessment, Act.SUBMIT, ada)
    accepted = act(assessment, Act.ACCEPT, grace)
    assert (accepted.state, accepted.submitted_by, accepted.decided_by) == ("accepted", ada, grace)
    assessment.refresh_from_db()
    assert assessment.locked_phases == [PHASE]
    reopened = act(assessment, Act.REOPEN, grace, reason="The pilot changed it.")
    assert (reopened.state, reopened.submitted_at, reopened.decided_by) == ("draft", None, None)
    events = ReviewEvent.objects.order_by("pk").values_list("act", "by__name", "reason")
    assert list(events) == [
        ("submit", "Ada Lovelace", "The drill is new."),
        ("send_back", "Grace Hopper", "A day is missing."),
        ("submit", "Ada Lovelace", ""),
        ("accept", "Grace Hopper", ""),
        ("reopen", "Grace Hopper", "The pilot changed it."),
    ]
    assert sentences(grace) == ["Ada Lovelace asks you to review Architect for resilience of Baseline."] * 2
    assert sentences(ada) == [
        "Grace Hopper sent Architect for resilience of Baseline back.",
        "Grace Hopper accepted Architect for resilience of Baseline.",
        "Grace Hopper reopened Architect for resilience of Baseline: The pilot changed it.",
    ]
    logged = Activity.objects.filter(verb__startswith="review.").order_by("-pk")
    assert sentence_of(logged[0]) == (
        "Grace Hopper reopened Architect for resilience of Baseline: The pilot changed it."
    )
    assert logged.count() == 5


def test_locks_are_those_of_the_reviews_whatever_was_done(assessment: Assessment, ada: User, grace: User) -> None:
    phases = [phase.id for phase in assessment.questions.phases]
    for phase, standing in zip(phases, [*Standing, *Standing], strict=False):
        bring_to(assessment, standing, submitter=ada, reviewer=grace, phase=phase)
        assessment.refresh_from_db()
        locked = [review.phase for review in reviews_of(assessment).values() if Standing(review.state).is_locked]
        assert assessment.locked_phases == locked
    assert len(assessment.locked_phases) == 3


def test_all_sections_at_once_are_all_or_none(assessment: Assessment, ada: User, grace: User) -> None:
    seen = {phase.id: 1 for phase in assessment.questions.phases}
    for phase in list(seen)[1:]:
        look_at_everything(assessment, phase)
    with pytest.raises(OpenQuestionsError) as refused:
        wish(assessment, ada, Act.SUBMIT, seen)
    assert refused.value.count == len(assessment.questions.asked_in(assessment.questions.phases[0]))
    assert not Review.objects.exists()
    look_at_everything(assessment, next(iter(seen)))
    wish(assessment, ada, Act.SUBMIT, seen)
    act(assessment, Act.ACCEPT, grace)
    with pytest.raises(OvertakenError) as overtaken:
        wish(assessment, make_member(assessment.workspace, Role.OWNER), Act.ACCEPT, dict.fromkeys(seen, 2))
    assert overtaken.value.current.phase == PHASE
    assert Review.objects.filter(state="accepted").count() == 1
    assert sentences(grace) == [f"Ada Lovelace asks you to review {len(seen)} sections of Baseline."]


def test_nobody_decides_what_they_submitted_and_no_role_goes_past_its_right(
    assessment: Assessment, ada: User, grace: User
) -> None:
    bring_to(assessment, Standing.SUBMITTED, submitter=ada)
    for wanted in (Act.ACCEPT, Act.SEND_BACK):
        with pytest.raises(NotAllowedError):
            act(assessment, wanted, ada)
    with pytest.raises(NotAllowedError):
        act(assessment, Act.WITHDRAW, grace)
    with pytest.raises(NotAllowedError):
        review_phases(assessment=assessment, actor=grace, role=Role.CONTRIBUTOR, wish=Wish(Act.ACCEPT, {PHASE: 2}))
    with pytest.raises(IntegrityError), transaction.atomic():
        Review.objects.update(state="accepted", decided_by=ada, decided_at=assessment.created_at)


def test_remarks_become_comments_for_those_whom_they_name(assessment: Assessment, ada: User, grace: User) -> None:
    bring_to(assessment, Standing.SUBMITTED, submitter=ada)
    wish(assessment, grace, Act.SEND_BACK, {PHASE: 2}, remarks={"ARC-11": "@Ada which drill?", "ARC-01": "Since when?"})
    assert list(Comment.objects.order_by("pk").values_list("thread__question", "text")) == [
        ("ARC-11", "@Ada which drill?"),
        ("ARC-01", "Since when?"),
    ]
    assert "Grace Hopper asks you about ARC-11 in Baseline: @Ada which drill?" in sentences(ada)


def test_account_that_goes_leaves_the_signature_without_a_name(assessment: Assessment, ada: User, grace: User) -> None:
    bring_to(assessment, Standing.ACCEPTED, submitter=ada, reviewer=grace)
    grace.delete()
    review = Review.objects.get()
    assert (review.state, review.decided_by) == ("accepted", None)
    assert review.decided_at is not None
