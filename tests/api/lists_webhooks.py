"""How the lists of webhooks are filled."""

from __future__ import annotations

from collections.abc import Callable

from accounts.models import Workspace
from tests.api.endpoint_kinds import Filled
from tests.factories.accounts import make_member
from tests.factories.webhooks import ADDRESS, FAILURE, log_answer, make_delivery, make_webhook
from webhooks.models import Webhook


def _webhooks(workspace: Workspace) -> Filled:
    """More than the operation lets people make."""

    def add() -> None:
        webhook = Webhook.objects.create(workspace=workspace, url=ADDRESS, made_by=make_member(workspace))
        make_delivery(webhook, state="failed")

    return [workspace.code], add


def _deliveries(workspace: Workspace) -> Filled:
    webhook = make_webhook(workspace)

    def add() -> None:
        activity = log_answer(workspace)
        make_delivery(webhook, activity=activity, event=activity.verb, state="failed", attempts=[FAILURE])

    return [workspace.code, webhook.code], add


WEBHOOK_LISTS: dict[str, Callable[[Workspace], Filled]] = {
    "api_webhooks": _webhooks,
    "api_webhook_deliveries": _deliveries,
}

SINGLE_WEBHOOKS = {"api_webhook", "api_webhook_delivery"}
