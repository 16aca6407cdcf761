"""A receiver outside that is told what happens in a workspace."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.crypto import constant_time_compare, get_random_string, salted_hmac
from django.utils.translation import gettext_lazy as _

from accounts.models import User, Workspace
from core.models import Deletable, DeletableQuerySet, PublicCode, Revisioned, Timestamped
from webhooks.choices import ReasonChoice, StateChoice
from webhooks.domain.breaker import Breaker
from webhooks.domain.targets import LONGEST

PURPOSE = "webhooks.secret"
SALT_LENGTH = 32


def new_salt() -> str:
    return get_random_string(SALT_LENGTH)


def key_from(salt: str) -> bytes:
    """32 bytes that nobody has who has only one of the two, this salt and the installation's secret key."""
    return salted_hmac(PURPOSE, salt, algorithm="sha256").digest()


def print_of(key: bytes) -> str:
    return salted_hmac(f"{PURPOSE}.print", key.hex(), algorithm="sha256").hexdigest()


class WebhookQuerySet(DeletableQuerySet):
    def sending(self) -> Self:
        """Those that are told about events."""
        return self.alive().filter(state=StateChoice.SENDING, workspace__deleted_at=None)

    def locked(self) -> Self:
        return self.select_for_update(of=("self",), no_key=True)

    def pause(self, reason: ReasonChoice) -> int:
        return self.filter(state=StateChoice.SENDING).update(state=StateChoice.PAUSED, reason=reason)


class Webhook(PublicCode, Timestamped, Revisioned, Deletable):
    """The secret is stored nowhere: it follows from `secret_salt` and the installation's secret key, so that a copy of
    the database signs nothing. `secret_print` tells when that key is another one by now.

    `read_until` is the last event of the activity log that was looked at. `failures` to `held_until` are its breaker.
    """

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="webhooks")
    url = models.CharField(_("address"), max_length=LONGEST)
    description = models.CharField(_("description"), max_length=120, blank=True)
    events = models.JSONField(_("events"), default=list)
    made_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")

    state = models.CharField(_("state"), max_length=16, choices=StateChoice.choices, default=StateChoice.SENDING)
    reason = models.CharField(_("reason"), max_length=16, choices=ReasonChoice.choices, blank=True)
    read_until = models.BigIntegerField(_("events read until"), default=0, editable=False)

    secret_salt = models.CharField(max_length=SALT_LENGTH, default=new_salt, editable=False)
    secret_print = models.CharField(max_length=64, editable=False)
    old_secret_salt = models.CharField(max_length=SALT_LENGTH, blank=True, editable=False)
    old_secret_until = models.DateTimeField(_("old secret signs until"), null=True, blank=True, editable=False)

    failures = models.PositiveIntegerField(_("failures in a row"), default=0)
    trips = models.PositiveIntegerField(_("pauses in a row"), default=0)
    failing_since = models.DateTimeField(_("failing since"), null=True, blank=True)
    held_until = models.DateTimeField(_("held until"), null=True, blank=True)
    attempted_at = models.DateTimeField(_("last attempt at"), null=True, blank=True)
    delivered_at = models.DateTimeField(_("last delivery at"), null=True, blank=True)

    objects = WebhookQuerySet.as_manager()

    class Meta:
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=StateChoice.values),
                name="webhooks_webhook_state_known",
                violation_error_message=_("A webhook is sending, paused or stopped."),
            ),
            models.CheckConstraint(
                condition=Q(state=StateChoice.SENDING, reason="") | (~Q(state=StateChoice.SENDING) & ~Q(reason="")),
                name="webhooks_webhook_rest_has_reason",
                violation_error_message=_("A webhook that does not send says why."),
            ),
        ]

    def __str__(self) -> str:
        return self.description or self.host

    def get_absolute_url(self) -> str:
        return reverse("settings_webhook_detail", args=[self.workspace.code, self.code])

    @property
    def host(self) -> str:
        """All of the address that is shown where others read it too: the rest may hold a password of the receiver."""
        return self.url.partition("://")[2].partition("/")[0].partition("?")[0]

    @property
    def breaker(self) -> Breaker:
        return Breaker(self.failures, self.trips, self.failing_since, self.held_until)

    @property
    def key(self) -> bytes:
        return key_from(self.secret_salt)

    @property
    def knows_its_key(self) -> bool:
        """Whether the receiver's secret still follows from the installation's key."""
        return constant_time_compare(self.secret_print, print_of(self.key))

    def keys(self, now: datetime) -> list[bytes]:
        """What signs now: after a rotation both, for a while."""
        is_old_valid = self.old_secret_until is not None and now < self.old_secret_until
        return [self.key, key_from(self.old_secret_salt)] if is_old_valid else [self.key]


def breaker_fields(breaker: Breaker) -> dict[str, Any]:
    return {
        "failures": breaker.failures,
        "trips": breaker.trips,
        "failing_since": breaker.failing_since,
        "held_until": breaker.held_until,
    }


OLDEST_ATTEMPT_FIRST = F("attempted_at").asc(nulls_first=True)
