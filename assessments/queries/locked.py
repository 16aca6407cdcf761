"""Saying why an answer cannot be changed now."""

from __future__ import annotations

from django.utils.translation import gettext as _

from assessments.domain.review import Standing
from assessments.models import Assessment, Review
from assessments.queries.reviews import review_of
from core.local import day


def why_locked(assessment: Assessment, phase: str) -> str:
    """For a phase that is under review; it asks the database who submitted or accepted it."""
    return lock_in_words(assessment, review_of(assessment, phase))


def lock_in_words(assessment: Assessment, review: Review) -> str:
    """Empty where nothing is locked. By now it may be open again, even if it was not a moment ago."""
    phase = assessment.questions.phase[review.phase].title
    if review.state == Standing.ACCEPTED and review.decided_at:
        said = {"phase": phase, "name": review.decided_by or _("Somebody"), "day": day(review.decided_at)}
        return (
            _("%(phase)s is locked: %(name)s accepted it on %(day)s.") % said
            + " "
            + _("An owner or editor can reopen it with a reason.")
        )
    if review.state == Standing.SUBMITTED and review.submitted_at:
        said = {"phase": phase, "name": review.submitted_by or _("Somebody"), "day": day(review.submitted_at)}
        return (
            _("%(phase)s is locked: %(name)s submitted it for review on %(day)s.") % said
            + " "
            + _("It opens again when it is sent back or withdrawn.")
        )
    return ""
