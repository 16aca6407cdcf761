"""What an evaluator gives one proposal on one criterion. Kept for ever, beside whatever is agreed later."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models import Revisioned
from vendors.choices import ConfidenceChoice, ProofChoice
from vendors.models.criteria import KEY_LENGTH
from vendors.models.participant import Participant
from vendors.models.proposal import Proposal

TOP = 5
"""The highest level of the scale; the lowest is 0."""


def level_field(**options: Any) -> Any:
    return models.PositiveSmallIntegerField(_("score"), **options)


class Score(Revisioned):
    """`evidence` says in words what it rests on. None as level: not scored yet.

    `is_late` when consensus was opened without it, since its evaluator had not handed in: it stays, and does not count
    on what is settled then, also where that evaluator hands in later what a change of the model asks for anew.
    """

    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="scores")
    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="scores")
    criterion = models.CharField(_("criterion"), max_length=KEY_LENGTH)
    level = level_field(null=True, blank=True)
    rationale = models.TextField(_("rationale"), blank=True)
    proof = models.CharField(_("proof"), max_length=8, choices=ProofChoice.choices, blank=True)
    evidence = models.TextField(_("evidence"), blank=True)
    confidence = models.CharField(_("confidence"), max_length=8, choices=ConfidenceChoice.choices, blank=True)
    is_late = models.BooleanField(_("came too late"), default=False, editable=False)
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)

    class Meta:
        verbose_name = _("score")
        verbose_name_plural = _("scores")
        constraints = [
            models.UniqueConstraint(fields=["participant", "proposal", "criterion"], name="vendors_scored_once"),
            models.CheckConstraint(condition=Q(level=None) | Q(level__lte=TOP), name="vendors_score_on_the_scale"),
        ]

    def __str__(self) -> str:
        return f"{self.participant}: {self.proposal}, {self.criterion}"
