"""What waits for one person in a workspace: reviews that they may decide, sections sent back, questions to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from accounts.models import Membership, User
from accounts.permissions import can_contribute, can_edit
from assessments.domain.review import Standing
from assessments.models import Answer, Assessment, Comment, Mention, Review
from catalog.models.pack import unread


@dataclass(frozen=True, slots=True)
class Waiting:
    """Sections of one assessment that one person submitted, or sent back, at about the same time."""

    assessment: Assessment
    phases: Sequence[str]
    by: User | None
    since: datetime

    @property
    def only_phase(self) -> str:
        """Its id, where it is one."""
        return self.phases[0] if len(self.phases) == 1 else ""

    @property
    def title(self) -> str:
        """Of the phase, where it is one."""
        return self.assessment.questions.phase[self.phases[0]].title if self.only_phase else ""


@dataclass(frozen=True, slots=True)
class WaitingFor:
    decisions: Sequence[Waiting]
    sent_back: Sequence[Waiting]
    questions: Sequence[Mention]

    def __len__(self) -> int:
        return len(self.decisions) + len(self.sent_back) + len(self.questions)


def waiting_for(membership: Membership, *, limit: int) -> WaitingFor:
    """At most so many of each, the oldest first: two queries. For who may only read, nothing waits but questions."""
    user = membership.user
    decisions = Q(state=Standing.SUBMITTED.value) & ~Q(submitted_by=user) if can_edit(membership) else Q(pk__in=[])
    sent_back = Q(state=Standing.SENT_BACK.value, submitted_by=user) if can_contribute(membership) else Q(pk__in=[])
    reviews = (
        Review.objects.filter(
            decisions | sent_back, assessment__workspace=membership.workspace_id, assessment__deleted_at=None
        )
        .select_related("assessment__pack", "submitted_by", "decided_by")
        .defer(*unread("assessment__pack"))
        .order_by("submitted_at", "pk")
    )
    found: dict[tuple[bool, int, int | None], list[Review]] = {}
    for review in reviews:
        if review.phase not in review.assessment.questions.phase:  # a newer version of the pack has it no more
            continue
        is_back = review.state == Standing.SENT_BACK
        by = review.decided_by_id if is_back else review.submitted_by_id
        found.setdefault((is_back, review.assessment_id, by), []).append(review)
    lines: dict[bool, list[Waiting]] = {False: [], True: []}
    for (is_back, _assessment, _by), each in found.items():
        lines[is_back].append(_line(each, is_back=is_back))
    return WaitingFor(lines[False][:limit], lines[True][:limit], _questions_to(membership, limit))


def _line(reviews: list[Review], *, is_back: bool) -> Waiting:
    first = reviews[0]
    by, since = (first.decided_by, first.decided_at) if is_back else (first.submitted_by, first.submitted_at)
    assert since is not None
    return Waiting(first.assessment, [review.phase for review in reviews], by, since)


def _questions_to(membership: Membership, limit: int) -> list[Mention]:
    """Comments in open threads that name the person, who has not said anything there since."""
    said_since = Comment.objects.filter(
        thread=OuterRef("comment__thread"), author=membership.user, pk__gt=OuterRef("comment"), deleted_at=None
    )
    # What a newer version of the pack no longer asks has no page on which to reply.
    thread = OuterRef("comment__thread__assessment"), OuterRef("comment__thread__question")
    asked = Answer.objects.filter(assessment=thread[0], question=thread[1])
    mentions = (
        Mention.objects.filter(
            ~Exists(said_since),
            Exists(asked),
            user=membership.user,
            comment__deleted_at=None,
            comment__thread__resolved_at=None,
            comment__thread__assessment__workspace=membership.workspace_id,
            comment__thread__assessment__deleted_at=None,
        )
        .exclude(comment__author=membership.user)
        .select_related("comment__author", "comment__thread__assessment")
        .order_by("pk")
    )
    return list(mentions[:limit])
