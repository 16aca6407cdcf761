"""What a proposal costs. Sealed until quality is locked."""

from typing import Any

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.models import Revisioned
from vendors.models.proposal import Proposal

_MONEY: dict[str, Any] = {
    "max_digits": 16,
    "decimal_places": 2,
    "default": 0,
    "validators": [MinValueValidator(0)],
}


class Offer(Revisioned):
    """Amounts are in `currency`; `rate` is what one unit of it is worth in the evaluation's currency on `rate_date`.

    `internal_days` are working days of our own people over the whole horizon, at the evaluation's day rate.
    """

    proposal = models.OneToOneField(Proposal, on_delete=models.CASCADE, related_name="offer")
    currency = models.CharField(_("currency"), max_length=3, default="EUR")
    rate = models.DecimalField(
        _("exchange rate"), max_digits=16, decimal_places=6, default=1, validators=[MinValueValidator(0)]
    )
    rate_date = models.DateField(_("rate of"), null=True, blank=True)
    one_off = models.DecimalField(_("one-off"), **_MONEY)
    yearly = models.DecimalField(_("each year"), **_MONEY)
    migration = models.DecimalField(_("migration"), **_MONEY)
    exit = models.DecimalField(_("exit"), **_MONEY)
    internal_days = models.DecimalField(
        _("days of our own people"), max_digits=8, decimal_places=1, default=0, validators=[MinValueValidator(0)]
    )
    note = models.TextField(_("note"), blank=True)
    entered_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    entered_at = models.DateTimeField(_("entered at"), auto_now=True)

    class Meta:
        verbose_name = _("price of a proposal")
        verbose_name_plural = _("prices of proposals")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(rate__gt=0),
                name="vendors_rate_above_zero",
                violation_error_message=_("The exchange rate must be above 0."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.proposal)
