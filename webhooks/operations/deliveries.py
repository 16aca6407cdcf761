"""Sending something once more, trying a webhook out, and forgetting what is long over."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.operations.activity import log_activity
from webhooks.choices import DeliveryStateChoice, StateChoice
from webhooks.domain.events import TEST
from webhooks.models import Delivery, Webhook
from webhooks.operations.webhooks import DELETED_IS_KEPT

KEPT_FOR = timedelta(days=30)


class RestingError(Exception):
    """Nothing is sent, so nothing can be tried out."""


@transaction.atomic
def send_test(*, webhook: Webhook) -> Delivery:
    """A message about nothing, on the way that all others go. Raises RestingError."""
    if webhook.state != StateChoice.SENDING:
        raise RestingError
    _try_at_once(webhook)
    return Delivery.objects.create(webhook=webhook, event=TEST, due_at=timezone.now())


@transaction.atomic
def send_again(*, delivery: Delivery, actor: User) -> None:
    """Now, and with all tries before it; a receiver that has it knows it by its id."""
    again = Delivery.objects.filter(pk=delivery.pk)
    again.update(state=DeliveryStateChoice.WAITING, due_at=timezone.now(), tries=0)
    webhook = delivery.webhook
    _try_at_once(webhook)
    log_activity(workspace=webhook.workspace, actor=actor, verb="webhook.sent_again", target=webhook, count=1)


@transaction.atomic
def send_failed_again(*, webhook: Webhook, actor: User, since: datetime) -> int:
    """All that failed of what was made since then; how many these are."""
    failed = Delivery.objects.filter(webhook=webhook, state=DeliveryStateChoice.FAILED, made_at__gte=since)
    count = failed.update(state=DeliveryStateChoice.WAITING, due_at=timezone.now(), tries=0)
    if count:
        _try_at_once(webhook)
        log_activity(workspace=webhook.workspace, actor=actor, verb="webhook.sent_again", target=webhook, count=count)
    return count


def _try_at_once(webhook: Webhook) -> None:
    """Whoever asks does not wait until an open breaker tries by itself; a failure makes it rest again."""
    Webhook.objects.filter(pk=webhook.pk).update(held_until=None)


def purge_webhooks(*, now: datetime) -> int:
    """Deliveries of a month ago, whatever became of them, and webhooks deleted then; how many rows that were."""
    old = Delivery.objects.filter(made_at__lte=now - KEPT_FOR).delete()[0]
    return old + Webhook.objects.filter(deleted_at__lte=now - DELETED_IS_KEPT).delete()[0]
