"""Webhooks for tests."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from accounts.models import Activity, Workspace
from accounts.operations.activity import log_activity
from assessments.models import Assessment
from tests.factories.accounts import owner_of
from webhooks.choices import DeliveryStateChoice, EventChoice
from webhooks.domain.events import TEST
from webhooks.models import Delivery, Webhook
from webhooks.operations.webhooks import make_webhook as make

ADDRESS = "https://hooks.example.com/rungs?key=of-the-receiver"
FAILURE = {"at": "2026-11-22T09:30:00+00:00", "ms": 85, "ending": "refused", "status": 500, "said": "Out of memory"}
SUCCESS = {"at": "2026-11-22T09:31:00+00:00", "ms": 41, "ending": "accepted", "status": 204, "said": ""}


def make_webhook(workspace: Workspace, **fields: Any) -> Webhook:
    """By the workspace's owner, told about everything; what the operation does not take is written afterwards."""
    asked: dict[str, Any] = {"url": ADDRESS, "events": EventChoice.values, "description": ""}
    asked |= {name: fields.pop(name) for name in list(fields) if name in asked}
    webhook = make(workspace=workspace, actor=owner_of(workspace), **asked).webhook
    if fields:
        Webhook.objects.filter(pk=webhook.pk).update(**fields)
    stored: Webhook = Webhook.objects.select_related("workspace").get(pk=webhook.pk)
    return stored


def log_answer(workspace: Workspace, **detail: Any) -> Activity:
    """That somebody answered a question, in an assessment that is gone by now."""
    gone = Assessment(workspace=workspace, title="Gone", code="bcdfghjkmn")
    detail = {"question": "ARC-11", "before": "unanswered", "after": "3", **detail}
    return log_activity(workspace=workspace, actor=owner_of(workspace), verb="answer.changed", target=gone, **detail)


def make_delivery(webhook: Webhook, **fields: Any) -> Delivery:
    """A test that waits, and is due."""
    values = {"event": TEST, "due_at": timezone.now() - timedelta(seconds=1), **fields}
    if values.get("state", DeliveryStateChoice.WAITING) != DeliveryStateChoice.WAITING:
        values["due_at"] = None
    delivery: Delivery = Delivery.objects.create(webhook=webhook, **values)
    return delivery
