"""Sending what is due. Each message waits in a thread of its own for its receiver; this one alone asks the database.

A webhook sends one message at a time. So a receiver that hangs keeps one of `MOST_AT_ONCE` threads busy, and no other
webhook, until its breaker opens; and all of it is one job, which ends by itself, so that other jobs have their turn.
"""

from __future__ import annotations

import random
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from queue import Empty, SimpleQueue
from time import monotonic

import structlog
from django.conf import settings
from django.utils import timezone

from webhooks.domain.outcomes import Ending, Outcome
from webhooks.domain.signing import signed_headers
from webhooks.domain.targets import TargetError, target_of
from webhooks.models import Delivery
from webhooks.operations.outcomes import claim_delivery, record_attempt, stop_for_other_key
from webhooks.posting import DEADLINE, post
from webhooks.queries.due import next_deliveries
from webhooks.queries.payloads import body_of

MOST_AT_ONCE = 8
STARTS_FOR = 15.0
"""Seconds after which a run begins nothing more; what goes on then is waited for."""
SLACK = 2.0
"""Beyond its deadline a thread can only be looking up a name. It is left behind, and keeps its place until it ends."""

logger = structlog.get_logger("rungs.webhooks")
_places = threading.BoundedSemaphore(MOST_AT_ONCE)


@dataclass(frozen=True, slots=True)
class Flight:
    """A message on its way. `number` tells whether what comes back is of this attempt."""

    number: int
    delivery: Delivery
    started: float


type Result = tuple[int, int, Outcome]
"""The key of the webhook, the number of the flight, and how it ended."""


def send_due(*, go_on: Callable[[int], None]) -> int:
    """How many messages arrived. `go_on` is told how many were sent so far, and raises when it must not go on."""
    begun = monotonic()
    flights: dict[int, Flight] = {}
    results: SimpleQueue[Result] = SimpleQueue()
    sent = arrived = 0
    while True:
        if monotonic() - begun < STARTS_FOR:
            sent += _start(flights, results, number=sent)
        if not flights:
            return arrived
        for flight, outcome in _landed(flights, results):
            is_done = record_attempt(
                delivery=flight.delivery,
                outcome=outcome,
                took=timedelta(seconds=monotonic() - flight.started),
                now=timezone.now(),
                lots=(random.random(), random.random()),
            )
            arrived += is_done
            go_on(sent)


def _start(flights: dict[int, Flight], results: SimpleQueue[Result], *, number: int) -> int:
    """As many as there is room for; how many were started."""
    now = timezone.now()
    started = 0
    for delivery in next_deliveries(now, busy=flights.keys(), most=MOST_AT_ONCE - len(flights)):
        if not delivery.webhook.knows_its_key:
            stop_for_other_key(webhook=delivery.webhook)
            continue
        if not _places.acquire(blocking=False):
            break  # names that are still being looked up hold all places
        if not claim_delivery(delivery=delivery, now=now):
            _places.release()
            continue
        started += 1
        flights[delivery.webhook.pk] = flight = Flight(number + started, delivery, monotonic())
        _launch(flight, results, now)
    return started


def _launch(flight: Flight, results: SimpleQueue[Result], now: datetime) -> None:
    """An event of which no message can be made is that delivery's failure, and holds up no other."""
    webhook = flight.delivery.webhook
    try:
        sends = _message(flight.delivery, now)
    except Exception:
        logger.exception("message of a webhook not made", webhook=webhook.code, delivery=flight.delivery.code)
        sends = partial(Outcome, Ending.NOT_MADE)

    def wait() -> None:
        outcome = Outcome(Ending.NO_ANSWER)
        try:
            outcome = sends()
        finally:
            _places.release()
            results.put((webhook.pk, flight.number, outcome))

    threading.Thread(target=wait, name=f"webhook-{webhook.code}", daemon=True).start()


def _message(delivery: Delivery, now: datetime) -> Callable[[], Outcome]:
    """All that needs the database is read here, so that sending it needs none."""
    webhook, is_private_allowed = delivery.webhook, settings.WEBHOOKS_TO_PRIVATE
    try:
        target = target_of(webhook.url, is_private_allowed=is_private_allowed)
    except TargetError:  # the operator allowed it once, and does not any more
        return partial(Outcome, Ending.BAD_ADDRESS)
    body = body_of(delivery)
    headers = {
        "Content-Type": "application/json",
        "User-Agent": f"Rungs/{settings.VERSION}",
        **signed_headers(webhook.keys(now), message=delivery.message, now=now, body=body),
    }
    return partial(post, target, headers, body, is_private_allowed=is_private_allowed, seconds=DEADLINE)


def _landed(flights: dict[int, Flight], results: SimpleQueue[Result]) -> list[tuple[Flight, Outcome]]:
    """Waits a moment for the next that ends. What does not end at all has had its time."""
    landed: list[tuple[Flight, Outcome]] = []
    try:
        webhook, number, outcome = results.get(timeout=0.5)
    except Empty:
        pass
    else:
        flight = flights.get(webhook)
        if flight and flight.number == number:
            landed.append((flights.pop(webhook), outcome))
    late = [webhook for webhook, flight in flights.items() if monotonic() - flight.started > DEADLINE + SLACK]
    return landed + [(flights.pop(webhook), Outcome(Ending.TIMED_OUT)) for webhook in late]
