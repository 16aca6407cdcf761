"""What the evaluators settled: agreed scores with their reason, who dissents, and which criteria are accepted."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.models import Deletable, PublicCode, Revisioned
from vendors.choices import ProofChoice
from vendors.models.criteria import KEY_LENGTH
from vendors.models.evaluation import Evaluation
from vendors.models.participant import Participant
from vendors.models.proposal import Proposal
from vendors.models.score import TOP, level_field


class AgreedScore(Revisioned):
    """A whole number beside the individual scores; the cap for claims holds for it as for them."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="agreed_scores")
    criterion = models.CharField(_("criterion"), max_length=KEY_LENGTH)
    level = level_field()
    proof = models.CharField(_("proof"), max_length=8, choices=ProofChoice.choices)
    reason = models.TextField(_("reason"), blank=True)
    agreed_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    agreed_at = models.DateTimeField(_("agreed at"), auto_now=True)

    class Meta:
        verbose_name = _("agreed score")
        verbose_name_plural = _("agreed scores")
        constraints = [
            models.UniqueConstraint(fields=["proposal", "criterion"], name="vendors_agreed_once"),
            models.CheckConstraint(condition=Q(level__lte=TOP), name="vendors_agreed_on_the_scale"),
        ]

    def __str__(self) -> str:
        return f"{self.proposal}, {self.criterion}"


class StandingManager(models.Manager["Dissent"]):
    """Those that were not taken back: `agreed.dissents` and every other list are of these."""

    def get_queryset(self) -> models.QuerySet["Dissent"]:
        return super().get_queryset().filter(deleted_at=None)


class Dissent(PublicCode, Deletable):
    """What an evaluator wants to be read beside an agreed score."""

    agreed = models.ForeignKey(AgreedScore, on_delete=models.CASCADE, related_name="dissents")
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="dissents")
    text = models.TextField(_("dissent"))
    written_at = models.DateTimeField(_("written at"), auto_now=True)

    objects = StandingManager()
    with_deleted = models.Manager()

    class Meta:
        verbose_name = _("dissent")
        verbose_name_plural = _("dissents")
        constraints = [models.UniqueConstraint(fields=["agreed", "participant"], name="vendors_dissents_once")]

    def __str__(self) -> str:
        return f"{self.agreed}: {self.participant}"


class AcceptedCriterion(models.Model):
    """All proposals are settled on it. Accepting the last one locks quality."""

    evaluation = models.ForeignKey(Evaluation, on_delete=models.CASCADE, related_name="accepted_criteria")
    criterion = models.CharField(_("criterion"), max_length=KEY_LENGTH)
    accepted_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    accepted_at = models.DateTimeField(_("accepted at"), auto_now_add=True)

    class Meta:
        verbose_name = _("accepted criterion")
        verbose_name_plural = _("accepted criteria")
        constraints = [models.UniqueConstraint(fields=["evaluation", "criterion"], name="vendors_accepted_once")]

    def __str__(self) -> str:
        return f"{self.evaluation}: {self.criterion}"


class GateFinding(Revisioned):
    """Whether a proposal meets a gate. A missed one may be waived: by whom, why and until when."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="gate_findings")
    gate = models.CharField(_("gate"), max_length=KEY_LENGTH)
    is_met = models.BooleanField(_("met"))
    note = models.TextField(_("what was found"), blank=True)
    found_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    found_at = models.DateTimeField(_("found at"), auto_now=True)
    waived_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    waiver_reason = models.TextField(_("why it is waived"), blank=True)
    waiver_expires_date = models.DateField(_("waived until"), null=True, blank=True)

    class Meta:
        verbose_name = _("finding at a gate")
        verbose_name_plural = _("findings at gates")
        constraints = [
            models.UniqueConstraint(fields=["proposal", "gate"], name="vendors_found_once"),
            models.CheckConstraint(
                condition=Q(waiver_expires_date=None) | (Q(is_met=False) & ~Q(waiver_reason="")),
                name="vendors_waived_with_reason",
                violation_error_message=_("A waiver is for a gate that is not met, and needs a reason."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.proposal}, {self.gate}"
