"""A comparison of vendors' proposals, from its criteria to its decision."""

from datetime import datetime
from typing import Any, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User, Workspace
from core.models import Deletable, DeletableQuerySet, PublicCode, Revisioned, Timestamped
from vendors.choices import StageChoice
from vendors.domain.stages import Stage


def _between(least: int, most: int) -> dict[str, Any]:
    return {"validators": [MinValueValidator(least), MaxValueValidator(most)]}


class EvaluationQuerySet(DeletableQuerySet):
    def visible_to(self, user: User) -> Self:
        return self.filter(deleted_at=None, workspace__in=Workspace.objects.visible_to(user))

    def locked(self) -> Self:
        """Inside a transaction: whatever moves the stage on, or rests on it, holds this row first."""
        return self.select_for_update(of=("self",), no_key=True)


class Evaluation(PublicCode, Timestamped, Revisioned, Deletable):
    """`stage` says how far it is; see `vendors.domain.seal` for who sees what from which stage on.

    `agenda_spread` is the difference of two evaluators' scores from which a criterion is talked about. The shares, in
    per cent, are those from which a ranking is called robust or leaning, and under which share of the median a price
    asks for an explanation. `seed` makes the draws of the robustness come out the same each time.
    """

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="evaluations")
    title = models.CharField(_("title"), max_length=200)
    purpose = models.TextField(_("what is to be decided"), blank=True)
    moderator = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("moderator")
    )
    previous = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="following")
    stage = models.CharField(_("stage"), max_length=16, choices=StageChoice.choices, default=Stage.DRAFT.value)
    are_names_hidden = models.BooleanField(_("hide the vendors’ names from evaluators"), default=False)
    deadline_at = models.DateTimeField(_("proposals are due"), null=True, blank=True)
    accepts_late = models.BooleanField(_("take proposals that are late"), default=False)

    agenda_spread = models.PositiveSmallIntegerField(_("spread that is talked about"), default=2, **_between(1, 5))
    robust_percent = models.PositiveSmallIntegerField(_("robust from, in per cent"), default=90, **_between(51, 100))
    leaning_percent = models.PositiveSmallIntegerField(_("leaning from, in per cent"), default=60, **_between(50, 100))
    low_price_percent = models.PositiveSmallIntegerField(
        _("a low price is under, in per cent of the median"), default=70, **_between(1, 99)
    )
    fewest_evaluators = models.PositiveSmallIntegerField(_("fewest evaluators"), default=3, **_between(1, 20))
    seed = models.PositiveIntegerField(_("seed of the draws"), default=1, **_between(0, 2**31 - 1))

    currency = models.CharField(_("currency"), max_length=3, default="EUR")
    horizon_years = models.PositiveSmallIntegerField(_("horizon in years"), default=3, **_between(1, 15))
    discount_percent = models.DecimalField(
        _("discount rate a year, in per cent"), max_digits=5, decimal_places=2, default=0, **_between(0, 50)
    )
    day_rate = models.DecimalField(
        _("what a day of our own people costs"), max_digits=12, decimal_places=2, default=0, **_between(0, 10**9)
    )
    budget = models.DecimalField(_("budget"), max_digits=16, decimal_places=2, null=True, blank=True)
    ceiling = models.DecimalField(_("ceiling"), max_digits=16, decimal_places=2, null=True, blank=True)
    price_percent = models.PositiveSmallIntegerField(
        _("weight of the price in a combined score, in per cent"), null=True, blank=True, **_between(1, 99)
    )

    opened_at = models.DateTimeField(_("opened at"), null=True, editable=False)
    consensus_at = models.DateTimeField(_("consensus opened at"), null=True, editable=False)
    locked_at = models.DateTimeField(_("quality locked at"), null=True, editable=False)

    objects = EvaluationQuerySet.as_manager()

    class Meta:
        verbose_name = _("evaluation")
        verbose_name_plural = _("evaluations")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(leaning_percent__lt=models.F("robust_percent")),
                name="vendors_leaning_under_robust",
                violation_error_message=_("“Leaning” must begin below “robust”."),
            ),
            models.CheckConstraint(
                condition=models.Q(ceiling=None) | models.Q(budget=None) | models.Q(ceiling__gt=models.F("budget")),
                name="vendors_ceiling_over_budget",
                violation_error_message=_("The ceiling must be higher than the budget."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("evaluation_detail", args=[self.workspace.code, self.code])

    @property
    def at(self) -> Stage:
        return Stage(self.stage)

    @property
    def due_at(self) -> datetime | None:
        """Until when proposals are in time; without a deadline that is until scoring begins."""
        return self.deadline_at or self.opened_at
