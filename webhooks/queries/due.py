"""What there is to do: events that nobody looked at, and deliveries whose time has come."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from accounts.models import Activity
from webhooks.domain.events import SOURCES, WORKSPACE_RESTORED
from webhooks.models import Delivery, Webhook
from webhooks.models.webhook import OLDEST_ATTEMPT_FIRST, WebhookQuerySet

WORTH_A_LOOK = [*SOURCES, WORKSPACE_RESTORED]


def has_work(now: datetime) -> bool:
    """Asked every two seconds by every process that runs jobs; without webhooks the database hardly notices."""
    return unread(only=WORTH_A_LOOK).exists() or ready(now).exists()


def unread(*, only: Collection[str] | None = None) -> WebhookQuerySet:
    """Those with events after the last that was looked at; `only` those of these verbs count, if given."""
    events = Activity.objects.filter(workspace=OuterRef("workspace"), pk__gt=OuterRef("read_until"))
    if only is not None:
        events = events.filter(verb__in=only)
    return Webhook.objects.sending().filter(Exists(events))


def ready(now: datetime) -> WebhookQuerySet:
    """Those with a delivery that is due and may be sent; who was served longest ago first: each has its turn."""
    due = Delivery.objects.waiting().filter(webhook=OuterRef("pk"), due_at__lte=now)
    is_let = Q(held_until=None) | Q(held_until__lte=now)
    return Webhook.objects.sending().filter(is_let, Exists(due)).order_by(OLDEST_ATTEMPT_FIRST, "pk")


def next_deliveries(now: datetime, *, busy: Collection[int], most: int) -> list[Delivery]:
    """One for each of up to `most` webhooks that is not `busy`: of all that waits for it, the oldest."""
    found = []
    for webhook in ready(now).exclude(pk__in=busy).select_related("workspace")[:most]:
        waiting = webhook.deliveries.waiting().filter(due_at__lte=now).select_related("activity__actor")
        delivery: Delivery | None = waiting.order_by("pk").first()
        if delivery:
            delivery.webhook = webhook
            found.append(delivery)
    return found
