"""What an attempt to send changes: the delivery, the breaker of its webhook, and in the end whether that goes on."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.domain.roles import Role
from accounts.models import User
from accounts.operations.activity import log_activity
from accounts.operations.notices import notify_all
from webhooks.choices import DeliveryStateChoice, ReasonChoice, StateChoice
from webhooks.domain.backoff import asked_pause, pause
from webhooks.domain.breaker import CLOSED, after_failure
from webhooks.domain.outcomes import Ending, Outcome
from webhooks.models import Delivery, Webhook
from webhooks.models.delivery import MOST_ATTEMPTS_KEPT
from webhooks.models.webhook import breaker_fields

CLAIM = timedelta(minutes=1)
"""A process that dies while it sends leaves its message to another after this."""


def claim_delivery(*, delivery: Delivery, now: datetime) -> bool:
    """Of two that want to send it one does. The attempt counts from here on, whatever becomes of the process."""
    due = Delivery.objects.waiting().filter(pk=delivery.pk, due_at=delivery.due_at, tries=delivery.tries)
    delivery.due_at, delivery.tries = now + CLAIM, delivery.tries + 1
    Webhook.objects.filter(pk=delivery.webhook_id).update(attempted_at=now)
    return bool(due.update(due_at=delivery.due_at, tries=delivery.tries))


@transaction.atomic
def record_attempt(
    *, delivery: Delivery, outcome: Outcome, took: timedelta, now: datetime, lots: tuple[float, float]
) -> bool:
    """Whether it arrived. `lots` are two random numbers from 0 to 1, for the delivery's pause and for the webhook's."""
    webhook = Webhook.objects.locked().select_related("workspace").filter(pk=delivery.webhook_id).first()
    stored = Delivery.objects.select_for_update(no_key=True).filter(pk=delivery.pk).first() if webhook else None
    if webhook is None or stored is None:
        return outcome.is_success  # deleted for good while it was on its way
    asked = asked_pause(outcome.retry_after, now)
    is_ours = (stored.due_at, stored.tries) == (delivery.due_at, delivery.tries)
    if is_ours or outcome.is_success:
        _close(stored, outcome, pause(delivery.tries, lot=lots[0], asked=asked), now)
    stored.attempts = [*stored.attempts, _told(outcome, took, now)][-MOST_ATTEMPTS_KEPT:]
    stored.save(update_fields=["state", "due_at", "attempts"])
    if outcome.is_success:
        Webhook.objects.filter(pk=webhook.pk).update(delivered_at=now, **breaker_fields(CLOSED))
        return True
    breaker = after_failure(webhook.breaker, now, lot=lots[1], asked=asked)
    Webhook.objects.filter(pk=webhook.pk).update(**breaker_fields(breaker))
    if outcome.ending is Ending.GONE:
        _stop(webhook, ReasonChoice.GONE)
    elif breaker.is_spent(now):
        _stop(webhook, ReasonChoice.FAILING)
    return False


@transaction.atomic
def stop_for_other_key(*, webhook: Webhook) -> None:
    """What it would sign now, its receiver could not check."""
    _stop(webhook, ReasonChoice.OTHER_KEY)


def _close(delivery: Delivery, outcome: Outcome, again_in: timedelta | None, now: datetime) -> None:
    """A receiver that is gone for good is not asked again, whatever is left of the tries."""
    if outcome.is_success:
        delivery.state, delivery.due_at = DeliveryStateChoice.DELIVERED, None
    elif again_in is None or outcome.ending is Ending.GONE:
        delivery.state, delivery.due_at = DeliveryStateChoice.FAILED, None
    else:
        delivery.due_at = now + again_in


def _told(outcome: Outcome, took: timedelta, now: datetime) -> dict[str, Any]:
    return {
        "at": now.isoformat(timespec="seconds"),
        "ms": round(took / timedelta(milliseconds=1)),
        "ending": outcome.ending.value,
        "status": outcome.status,
        "said": outcome.said,
    }


def _stop(webhook: Webhook, reason: ReasonChoice) -> None:
    """For good, until an owner says otherwise; all of them are told once."""
    sending = Webhook.objects.filter(pk=webhook.pk, state=StateChoice.SENDING)
    if not sending.update(state=StateChoice.STOPPED, reason=reason):
        return
    log_activity(
        workspace=webhook.workspace, actor=None, verb="webhook.stopped", target=webhook, why_stopped=reason.value
    )
    sentence = _("The webhook “%(webhook)s” sends nothing any more. %(reason)s") % {
        "webhook": webhook,
        "reason": reason.label,
    }
    owners = User.objects.filter(memberships__workspace=webhook.workspace, memberships__role=Role.OWNER.value)
    notify_all(users=owners, workspace=webhook.workspace, sentence=sentence, path=webhook.get_absolute_url())
