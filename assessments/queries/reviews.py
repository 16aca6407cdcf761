"""Where the phases of an assessment stand in their review."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.domain.roles import Role
from accounts.models import Membership, User
from assessments.choices import ActChoice
from assessments.domain.review import Standing
from assessments.domain.scoring import score_group
from assessments.domain.summary import EMPTY
from assessments.models import Assessment, Review, ReviewEvent
from assessments.queries.comments import count_open_threads
from assessments.queries.scoring import current_summary, read_levels
from assessments.queries.sections import Line, lines_of
from catalog.domain.question_pack import Phase
from core.local import clock, day


@dataclass(frozen=True, slots=True)
class PhaseReview:
    """`unanswered` are questions that nobody has looked at: with one of them nothing is submitted."""

    phase: Phase
    review: Review
    unanswered: int
    open_comments: int

    @property
    def standing(self) -> Standing:
        return Standing(self.review.state)


@dataclass(frozen=True, slots=True)
class ReviewedQuestion:
    line: Line
    open_comments: int


@dataclass(frozen=True, slots=True)
class PhasePage:
    phase: PhaseReview
    questions: Sequence[ReviewedQuestion]
    events: Sequence[ReviewEvent]


def reviews_of(assessment: Assessment) -> dict[str, Review]:
    """Of every phase that asks something, in the pack's order; one without a row is a draft."""
    stored = {review.phase: review for review in assessment.reviews.select_related("submitted_by", "decided_by")}
    pack = assessment.questions
    asked = [phase.id for phase in pack.phases if pack.asked_in(phase)]
    return {id_: stored.get(id_) or Review(assessment=assessment, phase=id_) for id_ in asked}


def review_of(assessment: Assessment, phase: str) -> Review:
    found = assessment.reviews.select_related("submitted_by", "decided_by").filter(phase=phase).first()
    return found or Review(assessment=assessment, phase=phase)


def phase_reviews(assessment: Assessment) -> list[PhaseReview]:
    pack, parts = assessment.questions, current_summary(assessment, assessment.workspace.today).phases
    comments = count_open_threads(assessment)
    return [
        PhaseReview(
            pack.phase[id_],
            review,
            parts.get(id_, EMPTY).counts.unanswered,
            sum(count for question, count in comments.items() if _phase_of(assessment, question) == id_),
        )
        for id_, review in reviews_of(assessment).items()
    ]


def phase_page(assessment: Assessment, phase: Phase) -> PhasePage:
    """Every question of it with its answer, what is cited and how many comments are open."""
    pack = assessment.questions
    answers = read_levels(assessment, [question.id for question in pack.asked_in(phase)]).answers
    result = score_group(pack, phase, answers, assessment.targets, as_of=assessment.workspace.today)
    comments = count_open_threads(assessment)
    events = list(events_of(assessment).filter(review__phase=phase.id))
    questions = [
        ReviewedQuestion(line, comments.get(line.question.id, 0)) for line in lines_of(assessment, result.questions)
    ]
    return PhasePage(
        PhaseReview(
            phase,
            events[0].review if events else Review(assessment=assessment, phase=phase.id),
            result.counts.unanswered,
            sum(each.open_comments for each in questions),
        ),
        questions,
        events,
    )


def events_of(assessment: Assessment) -> QuerySet[ReviewEvent]:
    """The newest first."""
    events = ReviewEvent.objects.filter(review__assessment=assessment)
    return events.select_related("by", "review__submitted_by", "review__decided_by").order_by("-pk")


def what_happened(assessment: Assessment, review: Review) -> str:
    """Why nothing was done: what somebody did to the phase since the page was made."""
    last = events_of(assessment).filter(review__phase=review.phase).first()
    phase = assessment.questions.phase[review.phase].title
    if last is None:
        return _("Nothing was done: %(phase)s was not submitted yet.") % {"phase": phase}
    said = {
        "phase": phase,
        "act": str(ActChoice(last.act).label).lower(),
        "name": last.by or _("Somebody"),
        "day": day(last.at),
        "time": clock(last.at),
    }
    return _("Nothing was done: %(phase)s was %(act)s by %(name)s on %(day)s at %(time)s.") % said


def deciders_besides(user: User, workspace_id: int) -> QuerySet[Membership]:
    """Who could accept what this person submits."""
    may = [Role.EDITOR.value, Role.OWNER.value]
    return Membership.objects.of_people().filter(workspace=workspace_id, role__in=may).exclude(user=user)


def _phase_of(assessment: Assessment, question: str) -> str:
    found = assessment.questions.question.get(question)
    return found.phase if found else ""
