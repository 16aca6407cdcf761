"""One event for one webhook, with every attempt to send it."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Activity
from core.models import PublicCode
from webhooks.choices import DeliveryStateChoice
from webhooks.models.webhook import Webhook

MOST_ATTEMPTS_KEPT = 30
"""Of a delivery that was sent again and again, the last ones."""


class DeliveryQuerySet(models.QuerySet[Any]):
    def waiting(self) -> Self:
        return self.filter(state=DeliveryStateChoice.WAITING)


class Delivery(PublicCode):
    """What is sent is made of `activity` each time, so that a name that is forgotten meanwhile is not told. A test has
    none.

    `attempts` has an entry for each: when, how long it took, how it ended, the status and what the receiver said.
    `tries` counts those since it was last asked for.
    """

    webhook = models.ForeignKey(Webhook, on_delete=models.CASCADE, related_name="deliveries")
    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, null=True, related_name="+")
    event = models.CharField(_("event"), max_length=64)
    state = models.CharField(
        _("state"), max_length=16, choices=DeliveryStateChoice.choices, default=DeliveryStateChoice.WAITING
    )
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)
    due_at = models.DateTimeField(_("due at"), null=True)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    attempts = models.JSONField(_("attempts"), default=list)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("delivery of a webhook")
        verbose_name_plural = _("deliveries of webhooks")
        indexes = [
            models.Index(fields=["webhook", "-id"], name="webhooks_delivery_newest"),
            models.Index(
                fields=["webhook", "due_at"],
                condition=Q(state=DeliveryStateChoice.WAITING),
                name="webhooks_delivery_due",
            ),
            models.Index(fields=["made_at"], name="webhooks_delivery_made"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["webhook", "activity"],
                name="webhooks_delivery_once",
                violation_error_message=_("A webhook is told about an event once."),
            ),
            models.CheckConstraint(
                condition=Q(state=DeliveryStateChoice.WAITING, due_at__isnull=False)
                | Q(state__in=[DeliveryStateChoice.DELIVERED, DeliveryStateChoice.FAILED], due_at=None),
                name="webhooks_delivery_due_while_waiting",
                violation_error_message=_("A delivery is due exactly while it waits."),
            ),
        ]

    def __str__(self) -> str:
        return self.event

    def get_absolute_url(self) -> str:
        return reverse("settings_webhook_delivery", args=[self.webhook.workspace.code, self.webhook.code, self.code])

    @property
    def message(self) -> str:
        """By which a receiver knows what it has already: the same in every attempt, and for whoever gets the event."""
        return self.activity.code if self.activity else self.code
