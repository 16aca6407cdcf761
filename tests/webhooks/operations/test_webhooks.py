"""Making, changing, resting, rotating and deleting webhooks."""

from __future__ import annotations

import base64
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from pytest_django import Settings

from accounts.queries.sentences import sentence_of
from core.models import StaleWriteError
from tests.factories.accounts import make_workspace, owner_of
from tests.factories.webhooks import ADDRESS, FAILURE, log_answer, make_delivery, make_webhook
from webhooks.choices import DeliveryStateChoice, ReasonChoice, StateChoice
from webhooks.models import Delivery, Webhook
from webhooks.operations import webhooks
from webhooks.operations.deliveries import purge_webhooks, send_again, send_failed_again
from webhooks.operations.webhooks import (
    NotRestorableError,
    TooManyWebhooksError,
    change_webhook,
    delete_webhook,
    pause_all,
    restore_webhook,
    resume_webhook,
    rotate_secret,
)
from webhooks.operations.webhooks import (
    make_webhook as make,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def webhook() -> Webhook:
    return make_webhook(make_workspace())


def test_secret_is_told_once_and_stored_nowhere() -> None:
    workspace = make_workspace()
    told = make(workspace=workspace, actor=owner_of(workspace), url=ADDRESS, events=["gate.passed"])
    key = base64.b64decode(told.secret.removeprefix("whsec_"))
    stored = Webhook.objects.get(pk=told.webhook.pk)
    assert (len(key), stored.keys(timezone.now())) == (32, [key])
    row = str(Webhook.objects.filter(pk=stored.pk).values().get())
    assert told.secret not in row
    assert key.hex() not in row
    event = workspace.activities.get(verb="webhook.made")
    assert "of-the-receiver" not in sentence_of(event) + str(event.detail)


def test_secret_does_not_follow_from_the_database_alone(webhook: Webhook, settings: Settings) -> None:
    key = webhook.key
    settings.SECRET_KEY = "of another installation"
    assert webhook.key != key
    assert not webhook.knows_its_key
    told = rotate_secret(webhook=webhook, actor=owner_of(webhook.workspace))
    assert told.webhook.knows_its_key
    assert len(told.webhook.keys(timezone.now())) == 1  # nobody has the old one any more


def test_rotation_lets_both_secrets_sign_for_a_day(webhook: Webhook) -> None:
    old = webhook.key
    told = rotate_secret(webhook=webhook, actor=owner_of(webhook.workspace))
    stored, now = Webhook.objects.get(pk=webhook.pk), timezone.now()
    assert stored.keys(now) == [stored.key, old]
    assert base64.b64decode(told.secret.removeprefix("whsec_")) == stored.key != old
    assert stored.keys(now + timedelta(hours=24, seconds=1)) == [stored.key]


def test_too_many_webhooks_are_refused(webhook: Webhook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webhooks, "MOST", 1)
    workspace, owner = webhook.workspace, owner_of(webhook.workspace)
    with pytest.raises(TooManyWebhooksError):
        make(workspace=workspace, actor=owner, url=ADDRESS, events=["gate.passed"])
    delete_webhook(webhook=webhook, actor=owner)
    make(workspace=workspace, actor=owner, url=ADDRESS, events=["gate.passed"])


def test_another_address_begins_without_the_failures_of_the_one_before(webhook: Webhook) -> None:
    Webhook.objects.filter(pk=webhook.pk).update(failures=6, trips=2, held_until=timezone.now())
    owner = owner_of(webhook.workspace)
    stored = change_webhook(webhook=webhook, actor=owner, seen=1, description="Tickets")
    assert stored.failures == 6
    moved = {"url": "https://other.example.com/x", "events": ["gate.passed"]}
    stored = change_webhook(webhook=stored, actor=owner, seen=2, **moved)
    assert (stored.failures, stored.held_until, stored.description) == (0, None, "Tickets")
    logged = webhook.workspace.activities.filter(verb="webhook.changed").order_by("pk")
    assert [event.detail["field"] for event in logged] == ["description", "url", "events"]
    with pytest.raises(StaleWriteError):
        change_webhook(webhook=stored, actor=owner, seen=2, description="Late")
    delete_webhook(webhook=webhook, actor=owner)
    with pytest.raises(Webhook.DoesNotExist):
        change_webhook(webhook=stored, actor=owner, seen=3, description="Later")


def test_copy_of_an_installation_sends_nothing(webhook: Webhook) -> None:
    delete_webhook(webhook=make_webhook(webhook.workspace), actor=owner_of(webhook.workspace))
    assert pause_all() == 2
    webhook.refresh_from_db()
    assert (webhook.state, webhook.reason) == (StateChoice.PAUSED, ReasonChoice.RESTORED)
    resume_webhook(webhook=webhook, actor=owner_of(webhook.workspace))
    resume_webhook(webhook=webhook, actor=owner_of(webhook.workspace))
    webhook.refresh_from_db()
    assert (webhook.state, webhook.reason) == (StateChoice.SENDING, "")
    assert webhook.workspace.activities.filter(verb="webhook.resumed").count() == 1


def test_deletion_can_be_taken_back_for_a_month(webhook: Webhook) -> None:
    owner, now = owner_of(webhook.workspace), timezone.now()
    delete_webhook(webhook=webhook, actor=owner)
    delete_webhook(webhook=webhook, actor=owner)
    restore_webhook(webhook=webhook, actor=owner)
    restore_webhook(webhook=webhook, actor=owner)
    verbs = webhook.workspace.activities.filter(verb__in=["webhook.deleted", "webhook.restored"])
    assert verbs.count() == 2
    Webhook.objects.filter(pk=webhook.pk).update(deleted_at=now - timedelta(days=31))
    with pytest.raises(NotRestorableError):
        restore_webhook(webhook=webhook, actor=owner)
    assert purge_webhooks(now=now) == 1
    assert not Webhook.objects.exists()


def test_deliveries_are_forgotten_after_a_month(webhook: Webhook) -> None:
    now = timezone.now()
    make_delivery(webhook)
    old = make_delivery(webhook, state=DeliveryStateChoice.DELIVERED)
    Delivery.objects.filter(pk=old.pk).update(made_at=now - timedelta(days=30))
    assert purge_webhooks(now=now) == 1
    assert Delivery.objects.count() == 1


def test_failed_deliveries_are_sent_again_as_far_back_as_asked(webhook: Webhook) -> None:
    now, owner = timezone.now(), owner_of(webhook.workspace)
    failed = [make_delivery(webhook, state=DeliveryStateChoice.FAILED, tries=10, attempts=[FAILURE]) for _ in range(3)]
    Delivery.objects.filter(pk=failed[0].pk).update(made_at=now - timedelta(hours=2))
    make_delivery(webhook, state=DeliveryStateChoice.DELIVERED)
    assert send_failed_again(webhook=webhook, actor=owner, since=now - timedelta(hours=1)) == 2
    assert send_failed_again(webhook=webhook, actor=owner, since=now - timedelta(hours=1)) == 0
    send_again(delivery=failed[0], actor=owner)
    waiting = Delivery.objects.waiting().filter(tries=0, due_at__gte=now)
    assert waiting.count() == 3
    assert waiting.filter(attempts=[]).count() == 0  # what was tried before stays in the log


def test_event_is_delivered_to_a_webhook_once(webhook: Webhook) -> None:
    event = log_answer(webhook.workspace)
    make_delivery(webhook, activity=event)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_delivery(webhook, activity=event)
    make_delivery(webhook)
    make_delivery(webhook)  # tests are about no event


def test_resting_webhook_says_why(webhook: Webhook) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Webhook.objects.filter(pk=webhook.pk).update(state=StateChoice.PAUSED)
