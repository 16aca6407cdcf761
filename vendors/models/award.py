"""What was decided, and what is said of each proposal in the reports."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.models import PublicCode, Revisioned
from vendors.choices import AwardChoice
from vendors.domain.stages import AwardKind
from vendors.models.evaluation import Evaluation
from vendors.models.proposal import Proposal


class Award(PublicCode, Revisioned):
    """`proposal` is None where nothing is awarded. `conditions` are those of a conditional award, with its pilot.

    One that was taken back stays as it was written, for its moderator alone: `decided_at` is None until it is decided
    anew.
    """

    evaluation = models.OneToOneField(Evaluation, on_delete=models.CASCADE, related_name="award")
    kind = models.CharField(_("decision"), max_length=16, choices=AwardChoice.choices)
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reasons = models.TextField(_("reasons"))
    conditions = models.TextField(_("conditions"), blank=True)
    pilot_days = models.PositiveSmallIntegerField(_("days of the pilot"), null=True, blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(_("decided at"), null=True)

    class Meta:
        verbose_name = _("award")
        verbose_name_plural = _("awards")
        constraints = [
            models.CheckConstraint(
                condition=(Q(kind=AwardKind.NONE.value) & Q(proposal=None))
                | (~Q(kind=AwardKind.NONE.value) & Q(proposal__isnull=False)),
                name="vendors_award_names_vendor",
                violation_error_message=_("An award names a vendor; no award names none."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.evaluation)

    @property
    def decided_date(self) -> date:
        """Where the workspace is; today while it is not decided."""
        workspace = self.evaluation.workspace
        return timezone.localdate(self.decided_at, workspace.zone) if self.decided_at else workspace.today


class Appraisal(Revisioned):
    """Strengths, weaknesses and risks of one proposal, in words, for the decision report and its debrief."""

    proposal = models.OneToOneField(Proposal, on_delete=models.CASCADE, related_name="appraisal")
    strengths = models.TextField(_("strengths"), blank=True)
    weaknesses = models.TextField(_("weaknesses"), blank=True)
    risks = models.TextField(_("risks"), blank=True)
    written_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("appraisal")
        verbose_name_plural = _("appraisals")

    def __str__(self) -> str:
        return str(self.proposal)
