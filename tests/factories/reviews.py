"""Phases of assessments in each standing of a review, and comments, for tests."""

from __future__ import annotations

from typing import Any

from accounts.domain.roles import Role
from accounts.models import User
from assessments.domain.review import Act, Standing
from assessments.models import Assessment, Comment, Review
from assessments.operations.comments import open_thread
from assessments.operations.reviews import Wish, review_phases
from tests.factories.accounts import make_member, owner_of

PHASE = "architect"
WAY = {
    Standing.DRAFT: (),
    Standing.SUBMITTED: (Act.SUBMIT,),
    Standing.SENT_BACK: (Act.SUBMIT, Act.SEND_BACK),
    Standing.ACCEPTED: (Act.SUBMIT, Act.ACCEPT),
}


def look_at_everything(assessment: Assessment, phase: str = PHASE) -> list[str]:
    """Say of each question of the phase that nobody knows, so that it can be submitted; their ids."""
    asked = [question.id for question in assessment.questions.asked_in(assessment.questions.phase[phase])]
    assessment.answers.filter(question__in=asked, state="unanswered").update(state="unknown")
    return asked


def act(assessment: Assessment, wanted: Act, actor: User, *, phase: str = PHASE, reason: str = "") -> Review:
    """As somebody who has every right and has seen what is there."""
    stored = Review.objects.filter(assessment=assessment, phase=phase).first()
    wish = Wish(wanted, {phase: stored.revision if stored else 1}, reason)
    return review_phases(assessment=assessment, actor=actor, role=Role.OWNER, wish=wish)[0]


def bring_to(
    assessment: Assessment,
    standing: Standing,
    *,
    submitter: User | None = None,
    reviewer: User | None = None,
    phase: str = PHASE,
) -> None:
    """By the acts that lead there; submitted by the workspace's owner and decided by another editor."""
    look_at_everything(assessment, phase)
    submitter = submitter or owner_of(assessment.workspace)
    reviewer = reviewer or make_member(assessment.workspace, Role.EDITOR)
    for each in WAY[standing]:
        person = submitter if each is Act.SUBMIT else reviewer
        act(assessment, each, person, phase=phase, reason="" if each is Act.SUBMIT else "Two of them lack a day.")


def make_comment(assessment: Assessment, author: User, *, question: str = "ARC-11", **said: Any) -> Comment:
    return open_thread(assessment=assessment, question=question, actor=author, **{"text": "Who runs it?", **said})
