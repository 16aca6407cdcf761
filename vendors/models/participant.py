"""Who takes part in an evaluation beside its moderator."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.models import PublicCode
from vendors.choices import PartChoice
from vendors.models.evaluation import Evaluation
from vendors.models.proposal import Proposal


class PresentManager(models.Manager["Participant"]):
    """Those who were not taken out again: `evaluation.participants` and every other list are of these."""

    def get_queryset(self) -> models.QuerySet["Participant"]:
        return super().get_queryset().filter(removed_at=None)


class Participant(PublicCode):
    """`user` is None while the person, who was invited by mail, has not joined yet, and after they have left for good.

    `submitted_at` is when an evaluator handed in their scores, all at once; nothing of them changes from then on.
    Who was taken out stays as a row, with what they declared, so that it can be taken back.
    """

    evaluation = models.ForeignKey(Evaluation, on_delete=models.CASCADE, related_name="participants")
    user = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    email = models.EmailField(_("mail address"), blank=True)
    part = models.CharField(_("part"), max_length=16, choices=PartChoice.choices)
    invited_at = models.DateTimeField(_("invited at"), auto_now_add=True)
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True)
    removed_at = models.DateTimeField(_("taken out at"), null=True, editable=False)

    objects = PresentManager()
    with_removed = models.Manager()

    interests: dict[int, bool]
    """By the keys of proposals, whether there is a conflict; where queries.seats read it."""

    class Meta:
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        ordering = ["invited_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["evaluation", "user"],
                name="vendors_person_once",
                violation_error_message=_("This person takes part already."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.user or self.email or _("A former member"))


class ConflictDeclaration(models.Model):
    """What an evaluator says of themselves and one vendor before anything of its proposal is shown to them."""

    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="declarations")
    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="declarations")
    has_conflict = models.BooleanField(_("there is a conflict of interest"))
    text = models.TextField(_("what it is"), blank=True)
    declared_at = models.DateTimeField(_("declared at"), auto_now_add=True)

    class Meta:
        verbose_name = _("declaration of interest")
        verbose_name_plural = _("declarations of interest")
        constraints = [
            models.UniqueConstraint(fields=["participant", "proposal"], name="vendors_declared_once"),
            models.CheckConstraint(
                condition=models.Q(has_conflict=False) | ~models.Q(text=""),
                name="vendors_conflict_is_described",
                violation_error_message=_("Say in a few words what the conflict is."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participant}: {self.proposal}"
