"""Webhooks that programs make, change and let send, and what became of what was sent."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.domain.roles import Role
from accounts.models import IdempotentCall
from tests.api.client import ApiClient, at
from tests.factories.accounts import make_member, make_workspace, owner_of
from tests.factories.webhooks import ADDRESS, FAILURE, log_answer, make_delivery, make_webhook
from webhooks.choices import DeliveryStateChoice, EventChoice, ReasonChoice, StateChoice
from webhooks.domain.signing import written
from webhooks.models import Delivery, Webhook
from webhooks.operations.webhooks import DELETED_IS_KEPT

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def webhook() -> Webhook:
    return make_webhook(make_workspace(), description="Tickets")


@pytest.fixture
def client(webhook: Webhook) -> ApiClient:
    return ApiClient(owner_of(webhook.workspace))


def of(webhook: Webhook, rest: str = "") -> str:
    return at("webhook", webhook.workspace.code, webhook.code) + rest


def failed(webhook: Webhook) -> Delivery:
    activity = log_answer(webhook.workspace)
    return make_delivery(
        webhook, activity=activity, event="answer.changed", state=DeliveryStateChoice.FAILED, attempts=[FAILURE]
    )


def test_secret_is_told_once_and_not_kept_with_the_call(client: ApiClient, webhook: Webhook) -> None:
    address = at("webhooks", webhook.workspace.code)
    wanted = {"url": ADDRESS, "events": ["gate.passed"]}
    made = client.post(address, wanted, Idempotency_Key="one")
    assert made.status_code == 201, made.content
    stored = Webhook.objects.get(code=made.json()["code"])
    assert (made.json()["secret"], stored.events) == (written(stored.key), ["gate.passed"])
    again = client.post(address, wanted, Idempotency_Key="one")
    assert again.json() == {**made.json(), "secret": None}
    assert written(stored.key) not in str(IdempotentCall.objects.get().body)
    assert "secret" not in client.get(made["Location"]).json()
    assert client.post(address, {"url": ADDRESS}).json()["events"] == EventChoice.values


def test_address_is_judged_as_on_the_page(client: ApiClient, webhook: Webhook, monkeypatch: pytest.MonkeyPatch) -> None:
    told = client.post(at("webhooks", webhook.workspace.code), {"url": "https://169.254.169.254/", "events": ["x"]})
    assert told.status_code == 422
    inside = client.patch(of(webhook), {"url": "https://localhost/"}, seen=1)
    assert inside.json()["errors"][0]["pointer"] == "#/url"
    monkeypatch.setattr("webhooks.operations.webhooks.MOST", 1)
    assert client.post(at("webhooks", webhook.workspace.code), {"url": ADDRESS}).status_code == 409


def test_webhook_is_changed_deleted_and_restored(client: ApiClient, webhook: Webhook) -> None:
    changed = client.patch(of(webhook), {"description": "Chat"}, seen=1)
    assert (changed.json()["description"], changed.json()["url"], changed["ETag"]) == ("Chat", ADDRESS, '"2"')
    assert client.delete(of(webhook), seen=1).status_code == 412
    assert client.delete(of(webhook), seen=2).status_code == 204
    assert client.get(of(webhook)).status_code == 404
    assert client.post(of(webhook, "/restore")).json()["description"] == "Chat"
    Webhook.objects.update(deleted_at=timezone.now() - DELETED_IS_KEPT - timedelta(seconds=1))
    assert client.post(of(webhook, "/restore")).status_code == 409


def test_breaker_and_counts_are_shown_and_resuming_closes_it(client: ApiClient, webhook: Webhook) -> None:
    later = timezone.now() + timedelta(hours=1)
    Webhook.objects.update(failures=5, trips=1, failing_since=timezone.now(), held_until=later)
    failed(webhook)
    shown = client.get(of(webhook)).json()
    assert (shown["breaker"]["phase"], shown["breaker"]["failures"], shown["failed"]) == ("open", 5, 1)
    paused = client.post(of(webhook, "/pause")).json()
    assert (paused["state"], paused["reason"]) == (StateChoice.PAUSED, ReasonChoice.ASKED)
    assert client.post(of(webhook, "/test")).status_code == 409
    resumed = client.post(of(webhook, "/resume")).json()
    assert (resumed["state"], resumed["reason"], resumed["breaker"]["phase"]) == (StateChoice.SENDING, "", "closed")


def test_secret_is_rotated_and_the_old_one_signs_on(client: ApiClient, webhook: Webhook) -> None:
    told = client.post(of(webhook, "/rotate-secret")).json()
    stored = Webhook.objects.get()
    assert told["secret"] == written(stored.key) != written(webhook.key)
    assert stored.keys(timezone.now()) == [stored.key, webhook.key]
    assert told["old_secret_until"]


def test_test_is_sent_and_followed(client: ApiClient, webhook: Webhook) -> None:
    made = client.post(of(webhook, "/test"))
    assert (made.status_code, made.json()["event"], made.json()["state"]) == (201, "webhook.test", "waiting")
    shown = client.get(made["Location"]).json()
    assert shown["body"]["what"]["api"].endswith(of(webhook))


def test_deliveries_are_found_read_and_sent_again(client: ApiClient, webhook: Webhook) -> None:
    delivery = failed(webhook)
    make_delivery(webhook)
    deliveries = of(webhook, "/deliveries")
    [found] = client.get(f"{deliveries}?state=failed&event=answer.changed").json()["results"]
    assert (found["code"], found["message"]) == (delivery.code, delivery.activity and delivery.activity.code)
    assert client.get(f"{deliveries}?event=nonsense").status_code == 400
    shown = client.get(f"{deliveries}/{delivery.code}").json()
    assert (shown["attempts"][0]["status"], shown["body"]["detail"]["question"]) == (500, "ARC-11")
    again = client.post(f"{deliveries}/{delivery.code}/send-again").json()
    assert (again["state"], again["tries"]) == ("waiting", 0)
    Delivery.objects.filter(pk=delivery.pk).update(state=DeliveryStateChoice.FAILED, due_at=None)
    assert client.post(of(webhook, "/send-failed"), {"hours": 7}).status_code == 422
    assert client.post(of(webhook, "/send-failed"), {"hours": 24}).json() == {"count": 1}
    assert Delivery.objects.get(pk=delivery.pk).state == DeliveryStateChoice.WAITING


def test_webhooks_are_for_owners(webhook: Webhook) -> None:
    editor = ApiClient(make_member(webhook.workspace, Role.EDITOR))
    assert editor.get(of(webhook, "/deliveries")).status_code == 403
    assert ApiClient(owner_of(make_workspace())).get(of(webhook)).status_code == 404
