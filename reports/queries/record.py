"""Who submitted and accepted the phases of an assessment, and what was said about its questions."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from assessments.domain.review import Standing
from assessments.models import Assessment
from assessments.queries.comments import talks_in
from assessments.queries.reviews import reviews_of
from reports.domain.options import Chapter
from reports.domain.record import Comment, Record, Signature, Talk
from reports.queries.results import Assessed


def record_of(assessed: Assessed, chapters: Collection[Chapter] = ()) -> Record:
    """Comments only where a chapter asks for them. A milestone has its signatures as they were, and no comments: it
    says the same for ever, and they go on."""
    if assessed.milestone:
        return Record(_frozen_signatures(assessed))
    assessment = assessed.assessment
    return Record(signatures_of(assessment), _talks(assessment, chapters))


def signatures_of(assessment: Assessment) -> tuple[Signature, ...]:
    zone = assessment.workspace.zone
    return tuple(
        Signature(
            phase,
            review.state,
            str(review.submitted_by or ""),
            _day(review.submitted_at, zone),
            str(review.decided_by or ""),
            _day(review.decided_at, zone),
        )
        for phase, review in reviews_of(assessment).items()
        if review.state != Standing.DRAFT
    )


def _frozen_signatures(assessed: Assessed) -> tuple[Signature, ...]:
    known = {review["phase"]: review for review in assessed.reviews if review["state"] != Standing.DRAFT}
    return tuple(_frozen(known[phase.id]) for phase in assessed.result.pack.phases if phase.id in known)


def _frozen(review: Mapping[str, Any]) -> Signature:
    """The days are those of the time zone of then, in which the moments are stored."""
    submitted, decided = (_stored_day(review[name]) for name in ("submitted_at", "decided_at"))
    return Signature(review["phase"], review["state"], review["submitted_by"], submitted, review["decided_by"], decided)


def _talks(assessment: Assessment, chapters: Collection[Chapter]) -> tuple[Talk, ...]:
    wanted = {True: Chapter.COMMENTS in chapters, False: Chapter.RESOLVED_COMMENTS in chapters}
    if not any(wanted.values()):
        return ()
    order = {question.id: place for place, question in enumerate(assessment.questions.questions)}
    zone = assessment.workspace.zone
    found = [
        Talk(
            talk.thread.question,
            talk.is_open,
            tuple(
                Comment(str(each.author or ""), timezone.localdate(each.written_at, zone), each.text)
                for each in talk.comments
            ),
        )
        for talk in talks_in(assessment)
        if wanted[talk.is_open] and talk.thread.question in order
    ]
    return tuple(sorted(found, key=lambda talk: (not talk.is_open, order[talk.question])))


def _day(at: datetime | None, zone: ZoneInfo) -> date | None:
    return timezone.localdate(at, zone) if at else None


def _stored_day(text: str | None) -> date | None:
    return datetime.fromisoformat(text).date() if text else None
