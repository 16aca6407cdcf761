"""The pages on which owners make webhooks, see how they stand and what became of what was sent."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from accounts.models import Workspace
from tests.factories.accounts import make_workspace, owner_of
from tests.factories.webhooks import ADDRESS, FAILURE, log_answer, make_delivery, make_webhook
from tests.test_query_budget import queries_of
from webhooks.choices import DeliveryStateChoice, EventChoice, ReasonChoice, StateChoice
from webhooks.models import Delivery, Webhook

pytestmark = pytest.mark.django_db


@pytest.fixture
def workspace(client: Client) -> Workspace:
    workspace = make_workspace()
    client.force_login(owner_of(workspace))
    return workspace


@pytest.fixture
def webhook(workspace: Workspace) -> Webhook:
    return make_webhook(workspace)


def at(name: str, webhook: Webhook, *more: str) -> str:
    return reverse(f"settings_webhook_{name}", args=[webhook.workspace.code, webhook.code, *more])


def text_of(answer: Any) -> str:
    """As it is read: without tags, and with one space between words."""
    body = answer.content.decode().partition("<main")[2]
    return " ".join(re.sub(r"<[^>]*>", " ", body).split())


def typed(**fields: Any) -> dict[str, Any]:
    return {"url": ADDRESS, "description": "Tickets", "events": ["gate.passed"], **fields}


def test_new_webhook_is_made_and_its_secret_shown_once(client: Client, workspace: Workspace) -> None:
    page = reverse("settings_webhook_create", args=[workspace.code])
    assert client.get(page).content.decode().count("checked") == len(EventChoice)
    answer = client.post(page, typed())
    webhook = Webhook.objects.get()
    assert (webhook.url, webhook.events, webhook.made_by) == (ADDRESS, ["gate.passed"], owner_of(workspace))
    assert b"whsec_" in answer.content
    assert "no-store" in answer["Cache-Control"]
    assert b"whsec_" not in client.get(webhook.get_absolute_url()).content


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"url": ""}, "Say where the receiver listens."),
        ({"url": "example.com"}, "This is not the address of a receiver."),
        ({"url": "http://example.com/"}, "must begin with https://"),
        ({"url": "https://me:pw@example.com/"}, "Leave out the name and password"),
        ({"url": "https://example.com:25/"}, "Use port 443"),
        ({"url": "https://localhost/"}, "inside of a network"),
        ({"url": "https://169.254.169.254/latest"}, "inside of a network"),
        ({"url": "https://[::ffff:10.0.0.1]/"}, "inside of a network"),
        ({"url": "https://0x7f000001/"}, "inside of a network"),
        ({"url": "https://127.1/"}, "inside of a network"),
        ({"events": []}, "Choose at least one event."),
        ({"events": ["member.joined"]}, "is not one of the available choices"),
    ],
)
def test_bad_input_is_told_and_what_was_typed_stays(
    client: Client, workspace: Workspace, fields: dict[str, Any], said: str
) -> None:
    answer = client.post(reverse("settings_webhook_create", args=[workspace.code]), typed(**fields))
    assert answer.status_code == 422
    assert said in text_of(answer)
    assert 'value="Tickets"' in answer.content.decode()
    assert not Webhook.objects.exists()


def test_operator_may_allow_receivers_within_the_network(
    client: Client, workspace: Workspace, settings: Settings
) -> None:
    settings.WEBHOOKS_TO_PRIVATE = True
    client.post(reverse("settings_webhook_create", args=[workspace.code]), typed(url="http://10.0.0.7:81/x"))
    assert Webhook.objects.get().url == "http://10.0.0.7:81/x"


def test_too_many_are_refused_in_a_sentence(client: Client, webhook: Webhook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("webhooks.operations.webhooks.MOST", 1)
    answer = client.post(reverse("settings_webhook_create", args=[webhook.workspace.code]), typed())
    assert answer.status_code == 422
    assert "very many webhooks" in text_of(answer)


def test_change_is_saved_and_a_stale_one_is_asked_about(client: Client, webhook: Webhook) -> None:
    seen = {"revision": "1", "initial-url": ADDRESS, "initial-description": "", "initial-events": EventChoice.values}
    client.post(at("change", webhook), typed(**seen))
    webhook.refresh_from_db()
    assert (webhook.description, webhook.events) == ("Tickets", ["gate.passed"])
    answer = client.post(at("change", webhook), typed(**seen, description="Chat", events=["report.ready"]))
    assert answer.status_code == 409
    answer = client.post(at("change", webhook), typed(revision="2", url="ftp://example.com/"))
    assert (answer.status_code, Webhook.objects.get().url) == (422, ADDRESS)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "Nothing has been sent yet."),
        ({"delivered_at": 0}, "What was sent last has arrived."),
        ({"failures": 2}, "The last 2 attempts failed; they are tried again by themselves."),
        ({"failures": 6, "held_until": 1}, "Resting 6 attempts in a row failed"),
        ({"failures": 6, "held_until": 0}, "Trying again 6 attempts in a row failed"),
        ({"held_until": 1}, "The receiver asked to be left alone for a while."),
        ({"state": StateChoice.PAUSED, "reason": ReasonChoice.ASKED}, "Paused Somebody paused it."),
        ({"state": StateChoice.PAUSED, "reason": ReasonChoice.RESTORED}, "a copy must not speak for the original"),
        ({"state": StateChoice.STOPPED, "reason": ReasonChoice.GONE}, "Change the address if the receiver has moved"),
        ({"state": StateChoice.STOPPED, "reason": ReasonChoice.FAILING}, "Put the receiver right"),
        ({"state": StateChoice.STOPPED, "reason": ReasonChoice.OTHER_KEY}, "Rotate the secret"),
    ],
)
def test_state_is_told_in_words_with_what_to_do(
    client: Client, workspace: Workspace, fields: dict[str, Any], said: str
) -> None:
    """Numbers for moments are hours from now on."""
    now = timezone.now()
    moments = ("delivered_at", "held_until")
    values = {name: now + timedelta(hours=told) if name in moments else told for name, told in fields.items()}
    assert said in text_of(client.get(make_webhook(workspace, **values).get_absolute_url()))


def test_log_shows_how_deliveries_ended(client: Client, webhook: Webhook) -> None:
    event = log_answer(webhook.workspace)
    failed = make_delivery(webhook, activity=event, event="answer.changed", state="failed", attempts=[FAILURE] * 10)
    make_delivery(webhook, state="delivered")
    said = text_of(client.get(webhook.get_absolute_url()))
    assert "An answer was changed" in said
    assert "500: Refused Attempt 10, 85 ms" in said
    assert len(client.get(webhook.get_absolute_url()).context["lines"]) == 2
    [line] = client.get(webhook.get_absolute_url(), {"state": "failed"}).context["lines"]
    assert line.delivery == failed
    page = client.get(failed.get_absolute_url())
    assert "10 attempts" in text_of(page)
    assert "The receiver wrote: Out of memory" in text_of(page)
    assert event.code in text_of(page)


def test_log_looks_again_while_something_is_on_its_way(client: Client, webhook: Webhook) -> None:
    assert b"every 2s" not in client.get(webhook.get_absolute_url()).content
    client.post(at("test", webhook))
    assert b"every 2s" in client.get(webhook.get_absolute_url()).content
    Delivery.objects.update(state=DeliveryStateChoice.DELIVERED, due_at=None)
    assert b"every 2s" not in client.get(webhook.get_absolute_url()).content


def test_pause_and_resume(client: Client, webhook: Webhook) -> None:
    client.post(at("pause", webhook))
    webhook.refresh_from_db()
    assert webhook.state == StateChoice.PAUSED
    answer = client.post(at("test", webhook), follow=True)
    assert "Nothing is sent as long as the webhook rests." in text_of(answer)
    assert not Delivery.objects.exists()
    client.post(at("resume", webhook))
    webhook.refresh_from_db()
    assert webhook.state == StateChoice.SENDING


def test_rotated_secret_is_shown_once(client: Client, webhook: Webhook) -> None:
    answer = client.post(at("rotate", webhook))
    assert b"whsec_" in answer.content
    assert "signed with the one before as well" in text_of(answer)
    assert "It was rotated" in text_of(client.get(webhook.get_absolute_url()))


def test_deleted_webhook_can_be_taken_back(client: Client, webhook: Webhook) -> None:
    answer = client.post(at("delete", webhook), follow=True)
    assert f'action="{at("restore", webhook)}"' in answer.content.decode()
    assert client.get(webhook.get_absolute_url()).status_code == 404
    assert client.post(at("rotate", webhook)).status_code == 404
    assert client.post(at("restore", webhook)).status_code == 302
    assert client.get(webhook.get_absolute_url()).status_code == 200
    Webhook.objects.update(deleted_at=timezone.now() - timedelta(days=31))
    assert "more than 30 days ago" in text_of(client.post(at("restore", webhook), follow=True))


def test_failed_deliveries_are_sent_again(client: Client, webhook: Webhook) -> None:
    Webhook.objects.update(held_until=timezone.now() + timedelta(hours=1))
    one = make_delivery(webhook, state="failed", attempts=[FAILURE])
    make_delivery(webhook, state="failed", attempts=[FAILURE])
    client.post(at("delivery_resend", webhook, one.code))
    assert Delivery.objects.waiting().get() == one
    assert Webhook.objects.get().held_until is None  # nobody who asks waits for an open breaker
    assert "1 message is sent again." in text_of(client.post(at("resend", webhook), {"hours": "24"}, follow=True))
    assert "Nothing failed in that time." in text_of(client.post(at("resend", webhook), {"hours": "24"}, follow=True))
    assert "Choose how far back to go." in text_of(client.post(at("resend", webhook), {"hours": "2"}, follow=True))


def test_delivery_of_another_webhook_is_not_found(client: Client, webhook: Webhook) -> None:
    other = make_delivery(make_webhook(webhook.workspace))
    assert client.get(at("delivery", webhook, other.code)).status_code == 404


def test_empty_list_shows_an_example(client: Client, workspace: Workspace) -> None:
    said = text_of(client.get(reverse("settings_webhook_list", args=[workspace.code])))
    assert "No webhook yet" in said
    assert "answer.changed" in said


def test_pages_ask_the_database_as_often_for_one_row_as_for_thirty(client: Client, webhook: Webhook) -> None:
    def asked() -> list[int]:
        pages = [reverse("settings_webhook_list", args=[webhook.workspace.code]), webhook.get_absolute_url()]
        return [queries_of(client, page) for page in pages]

    make_delivery(webhook, activity=log_answer(webhook.workspace), state="failed", attempts=[FAILURE])
    before = asked()
    for _ in range(19):
        make_webhook(webhook.workspace)
    for _ in range(29):
        make_delivery(webhook, activity=log_answer(webhook.workspace), state="failed", attempts=[FAILURE])
    assert asked() == before
    assert max(before) <= 10
