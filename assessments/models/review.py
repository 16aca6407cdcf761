"""Where each phase of an assessment stands in its review, and everything that was done on the way."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from assessments.choices import ActChoice, StandingChoice
from assessments.models.assessment import Assessment
from core.models import Revisioned


class Review(Revisioned):
    """A phase without a row is a draft, at revision 1. `reason` is what was said with the last act.

    Which phases are locked by it stands in `Assessment.locked_phases`, too, where whoever writes an answer has it at
    hand; both are written together, in `assessments.operations.reviews`.
    """

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="reviews")
    phase = models.CharField(_("phase"), max_length=64)
    state = models.CharField(_("state"), max_length=16, choices=StandingChoice.choices, default=StandingChoice.DRAFT)
    submitted_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        constraints = [
            models.UniqueConstraint(fields=["assessment", "phase"], name="assessments_review_once"),
            models.CheckConstraint(
                condition=Q(state=StandingChoice.DRAFT, submitted_at=None, decided_at=None)
                | Q(state=StandingChoice.SUBMITTED, submitted_at__isnull=False, decided_at=None)
                | Q(
                    state__in=[StandingChoice.SENT_BACK, StandingChoice.ACCEPTED],
                    submitted_at__isnull=False,
                    decided_at__isnull=False,
                ),
                name="assessments_review_times_fit_state",
                violation_error_message=_("A review says when it was submitted and decided."),
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | Q(submitted_by=None) | ~Q(decided_by=F("submitted_by")),
                name="assessments_review_second_person",
                violation_error_message=_("A second person decides, not the one who submitted."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assessment}: {self.phase}"


class ReviewEvent(models.Model):
    """One act. Rows are only ever added."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="events")
    act = models.CharField(_("act"), max_length=16, choices=ActChoice.choices)
    by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("who"))
    at = models.DateTimeField(_("when"))
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        verbose_name = _("event of a review")
        verbose_name_plural = _("events of reviews")

    def __str__(self) -> str:
        return f"{self.review}: {self.act}"
