"""A webhook and what it sent, as the API shows them. The secret is in the answers that make one, and nowhere else."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from rest_framework import serializers

from accounts.api.serializers import PersonSerializer
from core.rest.fields import Moment
from core.rest.serializers import Body, Plain, Shown
from webhooks.choices import EndingChoice, EventChoice
from webhooks.domain.breaker import Phase
from webhooks.domain.events import TEST
from webhooks.forms import SinceForm
from webhooks.models import Delivery, Webhook
from webhooks.queries.payloads import payload_of


class BreakerSerializer(Plain):
    """`closed` sends, `open` leaves the receiver alone until `held_until`, `half_open` lets the next attempt decide.

    `held_until` is also how long a receiver asked to be left alone.
    """

    phase = serializers.SerializerMethodField()
    failures = serializers.IntegerField(read_only=True)
    failing_since = Moment(read_only=True, allow_null=True)
    held_until = Moment(read_only=True, allow_null=True)

    def get_phase(self, webhook: Webhook) -> Phase:
        return webhook.breaker.phase(timezone.now())


class WebhookSerializer(Shown):
    """A receiver outside that is told what happens in a workspace.

    `reason` says why nothing is sent; empty while it sends. `waiting` and `failed` are how many deliveries are so.
    Until `old_secret_until` the secret before the last rotation signs as well.
    """

    events = serializers.ListField(child=serializers.ChoiceField(choices=EventChoice.choices), read_only=True)
    breaker = BreakerSerializer(source="*", read_only=True)
    waiting = serializers.IntegerField(read_only=True)
    failed = serializers.IntegerField(read_only=True)
    made_by = PersonSerializer(read_only=True, allow_null=True)

    class Meta:
        model = Webhook
        fields = [
            "code",
            "url",
            "description",
            "events",
            "state",
            "reason",
            "breaker",
            "waiting",
            "failed",
            "attempted_at",
            "delivered_at",
            "old_secret_until",
            "made_by",
            "revision",
            "created_at",
            "changed_at",
        ]


class WebhookWithSecretSerializer(WebhookSerializer):
    """With the secret, in the form in which receivers want it. It cannot be had again: null when a call is repeated."""

    secret = serializers.SerializerMethodField()

    class Meta(WebhookSerializer.Meta):
        fields = [*WebhookSerializer.Meta.fields, "secret"]

    def get_secret(self, webhook: Webhook) -> str | None:
        secret: str | None = self.context["secret"]
        return secret


class AttemptSerializer(Plain):
    """One attempt to send: how it ended, after how many milliseconds, and what a receiver said that refused it."""

    at = Moment(read_only=True)
    ms = serializers.IntegerField(read_only=True)
    ending = serializers.ChoiceField(choices=EndingChoice.choices, read_only=True)
    status = serializers.IntegerField(read_only=True, allow_null=True)
    said = serializers.CharField(read_only=True)


class DeliverySerializer(Shown):
    """One event for one webhook. `message` is its `webhook-id`, the same for every webhook that is told of it.

    `tries` counts the attempts since somebody asked for it last; the next one is due at `due_at`.
    """

    message = serializers.CharField(read_only=True)
    event = serializers.ChoiceField(choices=[*EventChoice.values, TEST], read_only=True)

    class Meta:
        model = Delivery
        fields = ["code", "message", "event", "state", "tries", "made_at", "due_at"]


class DeliveryDetailSerializer(DeliverySerializer):
    """With every attempt, the first one first, and `body`, the message as it would be sent now."""

    attempts = serializers.SerializerMethodField()
    body = serializers.SerializerMethodField()

    class Meta(DeliverySerializer.Meta):
        fields = [*DeliverySerializer.Meta.fields, "attempts", "body"]

    def get_attempts(self, delivery: Delivery) -> AttemptSerializer(many=True):  # type: ignore[valid-type]
        shown: Any = AttemptSerializer(delivery.attempts, many=True).data
        return shown

    def get_body(self, delivery: Delivery) -> dict[str, Any]:
        return payload_of(delivery)


class FailedDeliveriesBody(Body):
    """How far back to go."""

    hours = serializers.ChoiceField(choices=SinceForm.base_fields["hours"].choices)  # type: ignore[attr-defined]


class SentAgainSerializer(Plain):
    """How many messages are sent again."""

    count = serializers.IntegerField(read_only=True)
