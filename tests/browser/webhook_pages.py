"""The pages of webhooks; see tests/browser/pages.py."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from accounts.domain.roles import Role
from tests.browser.pages import Page, World
from tests.factories.webhooks import FAILURE, SUCCESS, log_answer, make_delivery, make_webhook
from webhooks.choices import DeliveryStateChoice, ReasonChoice, StateChoice
from webhooks.models import Delivery, Webhook


def _resting(world: World) -> Webhook:
    """Open breaker, a delivery in each state, and a long address."""
    now = timezone.now()
    webhook = make_webhook(
        world.workspace,
        url="https://hooks.northwind-billing.example.com:8443/incoming/rungs/" + "a1b2c3d4" * 8,
        description="Tickets of the platform team",
        failures=6,
        trips=2,
        failing_since=now - timedelta(minutes=20),
        held_until=now + timedelta(minutes=2),
        delivered_at=now - timedelta(days=1),
    )
    make_delivery(webhook, state=DeliveryStateChoice.DELIVERED, attempts=[FAILURE, SUCCESS])
    make_delivery(webhook, state=DeliveryStateChoice.FAILED, event="gate.passed", attempts=[FAILURE] * 10)
    _failing(webhook)
    return webhook


def _failing(webhook: Webhook) -> Delivery:
    event = log_answer(webhook.workspace)
    due_at = timezone.now() + timedelta(minutes=9)
    return make_delivery(webhook, activity=event, event="answer.changed", due_at=due_at, tries=1, attempts=[FAILURE])


def _list(world: World) -> str:
    _resting(world)
    make_webhook(world.workspace, state=StateChoice.STOPPED, reason=ReasonChoice.GONE)
    return world.at("settings_webhook_list")


WEBHOOK_PAGES = [
    Page("webhooks, none yet", lambda world: world.at("settings_webhook_list"), Role.OWNER),
    Page("webhooks", _list, Role.OWNER),
    Page("new webhook", lambda world: world.at("settings_webhook_create"), Role.OWNER),
    Page("webhook whose receiver is left alone", lambda world: _resting(world).get_absolute_url(), Role.OWNER),
    Page(
        "webhook to be changed",
        lambda world: world.at("settings_webhook_change", webhook_code=make_webhook(world.workspace).code),
        Role.OWNER,
    ),
    Page(
        "delivery of a webhook",
        lambda world: _failing(make_webhook(world.workspace)).get_absolute_url(),
        Role.OWNER,
    ),
]
