"""What the pages of webhooks and the API show."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet

from accounts.models import Workspace
from webhooks.choices import DeliveryStateChoice
from webhooks.models import Delivery, Webhook
from webhooks.models.webhook import WebhookQuerySet


def webhooks_of(workspace: Workspace) -> WebhookQuerySet:
    """By when they were made, each with how many deliveries wait and how many failed."""
    found: WebhookQuerySet = (
        Webhook.objects.alive()
        .filter(workspace=workspace)
        .annotate(
            waiting=Count("deliveries", filter=Q(deliveries__state=DeliveryStateChoice.WAITING)),
            failed=Count("deliveries", filter=Q(deliveries__state=DeliveryStateChoice.FAILED)),
        )
        .order_by("pk")
    )
    return found


def find_webhook(workspace: Workspace, code: str, *, also_deleted: bool = False) -> Webhook:
    """Raises Webhook.DoesNotExist."""
    rows = Webhook.objects.all() if also_deleted else Webhook.objects.alive()
    webhook: Webhook = rows.select_related("made_by").get(workspace=workspace, code=code)
    webhook.workspace = workspace
    return webhook


def find_delivery(webhook: Webhook, code: str) -> Delivery:
    """Raises Delivery.DoesNotExist."""
    delivery: Delivery = Delivery.objects.select_related("activity__actor").get(webhook=webhook, code=code)
    delivery.webhook = webhook
    return delivery


def deliveries_of(webhook: Webhook, *, state: str = "") -> QuerySet[Delivery]:
    """The newest first."""
    found = Delivery.objects.filter(webhook=webhook).order_by("-pk")
    return found.filter(state=state) if state else found


def counts_of(webhook: Webhook) -> dict[str, int]:
    """How many deliveries there are in each state."""
    rows = Delivery.objects.filter(webhook=webhook).order_by().values_list("state").annotate(count=Count("pk"))
    return dict(rows)
