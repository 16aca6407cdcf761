"""Who may call which endpoint of webhooks: owners, as on their pages."""

from __future__ import annotations

from typing import Any

from accounts.models import Workspace
from tests.api.endpoint_kinds import OWNER, Appointed, Endpoint, Open, Personal
from tests.factories.webhooks import make_delivery, make_webhook


def _webhook(workspace: Workspace) -> dict[str, Any]:
    return {"code": make_webhook(workspace).code}


def _of_webhook(workspace: Workspace) -> dict[str, Any]:
    return {"webhook_code": make_webhook(workspace).code}


def _delivery(workspace: Workspace) -> dict[str, Any]:
    delivery = make_delivery(make_webhook(workspace))
    return {"webhook_code": delivery.webhook.code, "code": delivery.code}


WEBHOOKS: dict[str, Endpoint | Appointed | Personal | Open] = {
    "api_webhooks": Endpoint(get=OWNER, post=OWNER),
    "api_webhook": Endpoint(_webhook, get=OWNER, patch=OWNER, delete=OWNER),
    **{
        f"api_webhook_{name}": Endpoint(_webhook, post=OWNER)
        for name in ("restore", "rotate_secret", "pause", "resume", "test", "send_failed")
    },
    "api_webhook_deliveries": Endpoint(_of_webhook, get=OWNER),
    "api_webhook_delivery": Endpoint(_delivery, get=OWNER),
    "api_webhook_delivery_send_again": Endpoint(_delivery, post=OWNER),
}
