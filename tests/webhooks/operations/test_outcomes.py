"""What becomes of a delivery and of its webhook when a receiver fails."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from accounts.domain.roles import Role
from accounts.models import Notice
from tests.factories.accounts import make_member, make_workspace, owner_of
from tests.factories.webhooks import make_delivery, make_webhook
from webhooks.choices import DeliveryStateChoice, ReasonChoice, StateChoice
from webhooks.domain.backoff import MOST_TRIES, bound
from webhooks.domain.breaker import GIVES_UP_AFTER, Phase
from webhooks.domain.outcomes import Ending, Outcome
from webhooks.models import Delivery, Webhook
from webhooks.operations.deliveries import send_again
from webhooks.operations.outcomes import claim_delivery, record_attempt
from webhooks.queries.due import ready

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
OK = Outcome(Ending.ACCEPTED, 200)
ERROR = Outcome(Ending.REFUSED, 500)


@pytest.fixture
def webhook() -> Webhook:
    return make_webhook(make_workspace())


def attempt(delivery: Delivery, outcome: Outcome, now: datetime = NOW) -> Delivery:
    delivery.refresh_from_db()
    assert claim_delivery(delivery=delivery, now=now)
    took = timedelta(milliseconds=12.6)
    assert record_attempt(delivery=delivery, outcome=outcome, took=took, now=now, lots=(0.5, 1)) is outcome.is_success
    delivery.refresh_from_db()
    delivery.webhook.refresh_from_db()
    return delivery


def test_success_ends_the_delivery_and_closes_the_breaker(webhook: Webhook) -> None:
    Webhook.objects.filter(pk=webhook.pk).update(failures=7, trips=3, failing_since=NOW, held_until=NOW)
    delivery = attempt(make_delivery(webhook), OK)
    assert (delivery.state, delivery.due_at) == (DeliveryStateChoice.DELIVERED, None)
    told = {"at": "2026-11-22T09:30:00+00:00", "ms": 13, "ending": "accepted", "status": 200, "said": ""}
    assert delivery.attempts == [told]
    webhook = delivery.webhook
    assert (webhook.failures, webhook.failing_since, webhook.delivered_at) == (0, None, NOW)


def test_failure_is_tried_again_later_each_time_and_in_the_end_not_any_more(webhook: Webhook) -> None:
    delivery = make_delivery(webhook)
    for tries in range(1, MOST_TRIES):
        attempt(delivery, ERROR)
        assert (delivery.state, delivery.due_at) == (DeliveryStateChoice.WAITING, NOW + bound(tries) / 2)
    attempt(delivery, ERROR)
    assert (delivery.state, delivery.due_at, len(delivery.attempts)) == (DeliveryStateChoice.FAILED, None, MOST_TRIES)


def test_retry_after_holds_for_the_webhook_too(webhook: Webhook) -> None:
    delivery = attempt(make_delivery(webhook), Outcome(Ending.REFUSED, 429, "600"))
    assert delivery.due_at == delivery.webhook.held_until == NOW + timedelta(minutes=10)


def test_breaker_opens_tries_one_and_closes(webhook: Webhook) -> None:
    deliveries = [make_delivery(webhook, due_at=NOW) for _ in range(6)]
    for delivery in deliveries[:5]:
        attempt(delivery, ERROR)
    stored = Webhook.objects.get(pk=webhook.pk)
    assert stored.breaker.phase(NOW) is Phase.OPEN
    assert stored.held_until is not None
    assert not ready(NOW).exists()
    later = stored.held_until
    assert ready(later).exists()
    attempt(deliveries[5], ERROR, later)
    assert not ready(later + timedelta(seconds=90)).exists()  # twice as long
    attempt(deliveries[5], OK, later + timedelta(minutes=20))
    assert ready(later + timedelta(minutes=20)).exists()


def test_gone_receiver_stops_the_webhook_and_owners_are_told_once(webhook: Webhook) -> None:
    make_member(webhook.workspace, Role.OWNER)
    make_member(webhook.workspace, Role.EDITOR)
    first, second = make_delivery(webhook), make_delivery(webhook)
    attempt(first, Outcome(Ending.GONE, 410))
    attempt(second, Outcome(Ending.GONE, 410))
    assert first.state == DeliveryStateChoice.FAILED
    assert (second.webhook.state, second.webhook.reason) == (StateChoice.STOPPED, ReasonChoice.GONE)
    assert not ready(NOW + timedelta(days=9)).exists()
    notices = Notice.objects.filter(path=webhook.get_absolute_url())
    assert notices.count() == 2
    assert "410" in notices[0].sentence
    assert "of-the-receiver" not in notices[0].sentence
    assert webhook.workspace.activities.filter(verb="webhook.stopped").count() == 1


def test_webhook_without_a_success_for_five_days_is_stopped(webhook: Webhook) -> None:
    Webhook.objects.filter(pk=webhook.pk).update(failures=4, failing_since=NOW - GIVES_UP_AFTER)
    delivery = attempt(make_delivery(webhook), ERROR)
    assert (delivery.webhook.state, delivery.webhook.reason) == (StateChoice.STOPPED, ReasonChoice.FAILING)


def test_delivery_is_claimed_by_one_of_two(webhook: Webhook) -> None:
    delivery = make_delivery(webhook)
    same = Delivery.objects.select_related("webhook").get(pk=delivery.pk)
    assert claim_delivery(delivery=delivery, now=NOW)
    assert not claim_delivery(delivery=same, now=NOW)


def test_failure_of_an_attempt_from_before_it_was_asked_for_again_delays_nothing(webhook: Webhook) -> None:
    delivery = make_delivery(webhook)
    claim_delivery(delivery=delivery, now=NOW)
    send_again(delivery=delivery, actor=owner_of(webhook.workspace))
    asked = Delivery.objects.get(pk=delivery.pk)
    record_attempt(delivery=delivery, outcome=ERROR, took=timedelta(), now=NOW, lots=(1, 1))
    stored = Delivery.objects.get(pk=delivery.pk)
    assert (stored.due_at, stored.tries, len(stored.attempts)) == (asked.due_at, 0, 1)


def test_attempt_of_what_was_deleted_for_good_meanwhile_leaves_nothing(webhook: Webhook) -> None:
    delivery = make_delivery(webhook)
    claim_delivery(delivery=delivery, now=NOW)
    Webhook.objects.filter(pk=webhook.pk).delete()
    assert record_attempt(delivery=delivery, outcome=OK, took=timedelta(), now=NOW, lots=(1, 1))
    assert not Delivery.objects.exists()
