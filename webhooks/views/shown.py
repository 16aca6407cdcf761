"""In words: how a webhook stands and what to do about it, and what became of a delivery."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from webhooks.choices import DeliveryStateChoice, EndingChoice, EventChoice, ReasonChoice, StateChoice
from webhooks.domain.breaker import Phase
from webhooks.domain.events import TEST
from webhooks.models import Delivery, Webhook

SOON = timedelta(seconds=15)

ADVICE = {
    ReasonChoice.ASKED: gettext_lazy("What happens meanwhile is not sent later. What waits is sent when it goes on."),
    ReasonChoice.RESTORED: gettext_lazy(
        "Check that the address is still that of your receiver, then let it send again: a copy must not speak for the"
        " original."
    ),
    ReasonChoice.GONE: gettext_lazy("Change the address if the receiver has moved, then let it send again."),
    ReasonChoice.FAILING: gettext_lazy(
        "See below how the last attempts ended. Put the receiver right, let it send again, and send again what failed."
    ),
    ReasonChoice.OTHER_KEY: gettext_lazy(
        "Rotate the secret, give the new one to the receiver, then let it send again."
    ),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """`tone` is that of the badge; `until` a moment at which it goes on by itself."""

    label: str | Promise
    tone: str
    sentence: str | Promise = ""
    advice: str | Promise = ""
    until: datetime | None = None


def standing_of(webhook: Webhook, now: datetime) -> Standing:
    if webhook.state != StateChoice.SENDING:
        reason = ReasonChoice(webhook.reason)
        tone = "bad" if webhook.state == StateChoice.STOPPED else "warn"
        return Standing(StateChoice(webhook.state).label, tone, reason.label, ADVICE[reason])
    phase = webhook.breaker.phase(now)
    if phase is not Phase.CLOSED:
        return _resting(webhook, phase)
    if webhook.held_until and webhook.held_until > now:
        words = _("The receiver asked to be left alone for a while.")
        return Standing(gettext_lazy("Resting"), "warn", words, until=webhook.held_until)
    if webhook.failures:
        words = ngettext(
            "The last attempt failed; it is tried again by itself.",
            "The last %(count)d attempts failed; they are tried again by themselves.",
            webhook.failures,
        )
        return Standing(gettext_lazy("Failing"), "warn", words % {"count": webhook.failures})
    if webhook.delivered_at is None:
        return Standing(
            StateChoice.SENDING.label, "info", _("Nothing has been sent yet. A test shows whether it arrives.")
        )
    return Standing(StateChoice.SENDING.label, "ok", _("What was sent last has arrived."))


def _resting(webhook: Webhook, phase: Phase) -> Standing:
    words = _("%(count)d attempts in a row failed, so the receiver is left alone for a while. Nothing is lost.")
    advice = _("See below how they ended. After five days without a success nothing is sent any more.")
    sentence = words % {"count": webhook.failures}
    if phase is Phase.HALF_OPEN:
        return Standing(gettext_lazy("Trying again"), "warn", sentence, advice)
    return Standing(gettext_lazy("Resting"), "bad", sentence, advice, webhook.held_until)


@dataclass(frozen=True, slots=True)
class Attempt:
    at: datetime
    said: str
    took: str
    quoted: str


@dataclass(frozen=True, slots=True)
class Line:
    """A delivery in the log. `last` is its last attempt, None before the first."""

    delivery: Delivery
    event: str | Promise
    label: str | Promise
    tone: str
    last: Attempt | None
    number: int


def line_of(delivery: Delivery) -> Line:
    state = DeliveryStateChoice(delivery.state)
    tones = {DeliveryStateChoice.DELIVERED: "ok", DeliveryStateChoice.FAILED: "bad"}
    attempts = attempts_of(delivery)
    return Line(
        delivery=delivery,
        event=name_of(delivery.event),
        label=gettext_lazy("Trying again") if state is DeliveryStateChoice.WAITING and attempts else state.label,
        tone=tones.get(state, "warn" if attempts else "info"),
        last=attempts[-1] if attempts else None,
        number=len(attempts),
    )


def attempts_of(delivery: Delivery) -> list[Attempt]:
    return [_attempt(told) for told in delivery.attempts]


def name_of(event: str) -> str | Promise:
    if event == TEST:
        return gettext_lazy("Test")
    return EventChoice(event).label if event in EventChoice else event


def is_moving(webhook: Webhook, shown: list[Line], now: datetime) -> bool:
    """Whether the log is about to change, so that it is worth looking again."""
    if webhook.state != StateChoice.SENDING or (webhook.held_until and webhook.held_until > now):
        return False
    return any(line.delivery.due_at and line.delivery.due_at <= now + SOON for line in shown)


def _attempt(told: dict[str, Any]) -> Attempt:
    ending, status = told["ending"], told["status"]
    words = str(EndingChoice(ending).label)
    said = _("%(status)s: %(words)s") % {"status": status, "words": words} if status else words
    return Attempt(datetime.fromisoformat(told["at"]), said, _("%(ms)s ms") % {"ms": told["ms"]}, told["said"])
