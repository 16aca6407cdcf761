"""Messages to real receivers on this machine: good ones, bad ones, and both at the same time."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import threading
import time
from datetime import datetime, timedelta

import pytest
from django.utils import timezone
from pytest_django import Settings

from accounts.models import Activity, Notice, Workspace
from core.background import JobStopped
from tests.factories.accounts import make_workspace, owner_of
from tests.factories.webhooks import log_answer, make_delivery, make_webhook
from tests.webhooks.receiver import Behaviour, Receiver, answer, close_early, drip, hang
from webhooks.choices import DeliveryStateChoice, ReasonChoice, StateChoice
from webhooks.domain.outcomes import Ending, Outcome
from webhooks.models import Delivery
from webhooks.operations import sending
from webhooks.operations.feeding import read_events
from webhooks.operations.sending import send_due
from webhooks.operations.webhooks import rotate_secret
from webhooks.queries.payloads import payload_of

pytestmark = pytest.mark.django_db

DEADLINE = 0.4


@pytest.fixture(autouse=True)
def impatient(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.WEBHOOKS_TO_PRIVATE = True
    monkeypatch.setattr(sending, "DEADLINE", DEADLINE)
    monkeypatch.setattr(sending, "SLACK", 0.3)


@pytest.fixture
def workspace() -> Workspace:
    return make_workspace()


def send() -> int:
    return send_due(go_on=lambda sent: None)


def test_event_arrives_signed_as_documented(workspace: Workspace) -> None:
    with Receiver() as here:
        webhook = make_webhook(workspace, url=here.url)
        event = log_answer(workspace)
        read_events(now=timezone.now())
        assert send() == 1
    [request] = here.requests
    said = json.loads(request.body)
    assert (said["event"], said["id"], said["workspace"]) == ("answer.changed", event.code, {"code": workspace.code})
    headers = request.headers
    assert headers["webhook-id"] == event.code
    assert abs(time.time() - int(headers["webhook-timestamp"])) < 60
    signed = f"{event.code}.{headers['webhook-timestamp']}.".encode() + request.body
    expected = base64.b64encode(hmac.new(webhook.key, signed, hashlib.sha256).digest()).decode()
    assert headers["webhook-signature"] == f"v1,{expected}"
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.attempts[0]["status"]) == (DeliveryStateChoice.DELIVERED, 200)


def test_after_a_rotation_both_secrets_sign(workspace: Workspace) -> None:
    with Receiver() as here:
        webhook = make_webhook(workspace, url=here.url)
        rotate_secret(webhook=webhook, actor=owner_of(workspace))
        make_delivery(webhook)
        send()
    assert here.requests[0].headers["webhook-signature"].count("v1,") == 2


@pytest.mark.parametrize(
    ("behaviour", "ending", "status"),
    [
        (hang, "timed_out", None),
        (drip, "timed_out", None),
        (close_early, "no_answer", None),
        (answer(500), "refused", 500),
        (answer(302, Location="http://127.0.0.1/"), "redirected", 302),
    ],
)
def test_bad_receiver_leaves_a_delivery_that_is_tried_again(
    workspace: Workspace, behaviour: Behaviour, ending: str, status: int | None
) -> None:
    before = timezone.now()
    with Receiver(behaviour) as here:
        webhook = make_webhook(workspace, url=here.url)
        delivery = make_delivery(webhook)
        assert send() == 0
    delivery.refresh_from_db()
    webhook.refresh_from_db()
    assert delivery.state == DeliveryStateChoice.WAITING
    assert delivery.due_at is not None
    assert before <= delivery.due_at <= timezone.now() + timedelta(minutes=1)
    assert [(told["ending"], told["status"]) for told in delivery.attempts] == [(ending, status)]
    assert webhook.failures == 1
    assert len(here.requests) == 1


def test_receiver_that_hangs_slows_no_other_down(workspace: Workspace) -> None:
    """It keeps one connection at a time, while another gets all that waits for it."""
    with Receiver(hang) as bad, Receiver() as good:
        stuck, quick = make_webhook(workspace, url=bad.url), make_webhook(workspace, url=good.url)
        for webhook in (stuck, quick):
            for _ in range(7):
                make_delivery(webhook)
        assert send() == 7
    assert bad.most_at_once == 1
    assert len(bad.requests) == 5  # then its breaker opened, and the rest waits for it to close
    assert max(request.at for request in good.requests) < bad.requests[-1].at
    stuck.refresh_from_db()
    assert stuck.held_until is not None
    assert Delivery.objects.waiting().filter(webhook=stuck).count() == 7


def test_run_ends_by_itself_however_much_waits(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "STARTS_FOR", 0.2)
    with Receiver(hang) as bad:
        webhook = make_webhook(workspace, url=bad.url)
        for _ in range(4):
            make_delivery(webhook)
        send()
    assert len(bad.requests) == 1


def test_more_receivers_than_places_are_served_in_turn(workspace: Workspace) -> None:
    with Receiver() as here:
        for _ in range(sending.MOST_AT_ONCE + 3):
            make_delivery(make_webhook(workspace, url=here.url))
        assert send() == sending.MOST_AT_ONCE + 3
        assert here.most_at_once <= sending.MOST_AT_ONCE


def test_name_that_is_looked_up_for_ever_is_left_behind(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    """No program can stop a look-up: its thread keeps a place until it ends, and everything else goes on."""
    ends = threading.Event()

    def wait(*arguments: object, **options: object) -> Outcome:
        ends.wait(20)
        return Outcome(Ending.UNKNOWN_HOST)

    monkeypatch.setattr(sending, "post", wait)
    delivery = make_delivery(make_webhook(workspace))
    assert send() == 0
    delivery.refresh_from_db()
    assert delivery.attempts[0]["ending"] == "timed_out"
    ends.set()


def test_private_address_gets_nothing_unless_the_operator_allows_it(workspace: Workspace, settings: Settings) -> None:
    settings.WEBHOOKS_TO_PRIVATE = False
    with Receiver() as here:
        inside = make_delivery(make_webhook(workspace, url=here.url.replace("http:", "https:")))
        plain = make_delivery(make_webhook(workspace, url=here.url))
        assert send() == 0
    assert here.requests == []
    endings = [Delivery.objects.get(pk=each.pk).attempts[0]["ending"] for each in (inside, plain)]
    assert endings == ["private_address", "bad_address"]


def test_event_of_which_no_message_can_be_made_holds_up_no_other(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def body_of(delivery: Delivery) -> bytes:
        if delivery.event == "gate.passed":
            raise ValueError("no such phase")
        return b"{}"

    monkeypatch.setattr(sending, "body_of", body_of)
    with Receiver() as here:
        webhook = make_webhook(workspace, url=here.url)
        broken, sound = make_delivery(webhook, event="gate.passed"), make_delivery(webhook)
        assert send() == 1
    broken.refresh_from_db()
    sound.refresh_from_db()
    assert (broken.attempts[0]["ending"], sound.state) == ("not_made", DeliveryStateChoice.DELIVERED)
    assert sending._places._value == sending.MOST_AT_ONCE


def test_webhook_whose_secret_is_lost_is_stopped(workspace: Workspace, settings: Settings) -> None:
    with Receiver() as here:
        webhook = make_webhook(workspace, url=here.url)
        delivery = make_delivery(webhook)
        settings.SECRET_KEY = "of another installation"
        assert send() == 0
    webhook.refresh_from_db()
    delivery.refresh_from_db()
    assert (webhook.state, webhook.reason) == (StateChoice.STOPPED, ReasonChoice.OTHER_KEY)
    assert (here.requests, delivery.attempts) == ([], [])
    assert Notice.objects.filter(path=webhook.get_absolute_url()).exists()


@pytest.mark.parametrize("rest", ["paused", "held", "deleted", "workspace"])
def test_webhook_that_rests_sends_nothing(workspace: Workspace, rest: str) -> None:
    now = timezone.now()
    fields: dict[str, dict[str, object]] = {
        "paused": {"state": StateChoice.PAUSED, "reason": ReasonChoice.ASKED},
        "held": {"held_until": now + timedelta(minutes=1)},
        "deleted": {"deleted_at": now},
    }
    with Receiver() as here:
        make_delivery(make_webhook(workspace, url=here.url, **fields.get(rest, {})))
        if rest == "workspace":
            Workspace.objects.filter(pk=workspace.pk).update(deleted_at=now)
        assert send() == 0
    assert here.requests == []


def test_run_that_must_stop_leaves_its_messages_to_the_next(workspace: Workspace) -> None:
    def stop(sent: int) -> None:
        raise JobStopped

    with Receiver() as here:
        webhook = make_webhook(workspace, url=here.url)
        make_delivery(webhook)
        make_delivery(webhook)
        with pytest.raises(JobStopped):
            send_due(go_on=stop)
        assert send() == 1
    assert len(here.requests) == 2


def test_forgotten_person_is_not_named(workspace: Workspace) -> None:
    webhook = make_webhook(workspace)
    event = log_answer(workspace)
    delivery = make_delivery(webhook, activity=event, event="answer.changed")
    name = event.actor_name
    assert payload_of(delivery)["who"]["name"] == name
    Activity.objects.forget(owner_of(workspace), [])
    delivery = Delivery.objects.select_related("activity__actor", "webhook__workspace").get(pk=delivery.pk)
    assert payload_of(delivery)["who"] == {"code": None, "name": "A former member"}
    assert name not in json.dumps(payload_of(delivery))
    assert datetime.fromisoformat(payload_of(delivery)["at"])
