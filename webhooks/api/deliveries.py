"""What a webhook has sent, or will: kept for 30 days."""

from __future__ import annotations

from typing import Any

from django_filters import ChoiceFilter, FilterSet
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.viewsets import WorkspaceViewSet
from accounts.permissions import can_own
from webhooks.api.serializers import DeliveryDetailSerializer, DeliverySerializer
from webhooks.choices import EventChoice
from webhooks.domain.events import TEST
from webhooks.models import Delivery, Webhook
from webhooks.operations.deliveries import send_again
from webhooks.queries.webhooks import deliveries_of, find_delivery, find_webhook


class DeliveryFilters(FilterSet):
    event = ChoiceFilter(choices=[*EventChoice.choices, (TEST, TEST)])

    class Meta:
        model = Delivery
        fields = ["state", "event"]


class DeliveryViewSet(WorkspaceViewSet):
    noun = "WebhookDelivery"
    plural = "WebhookDeliveries"
    tag = "Webhooks"
    serializer_class = DeliverySerializer
    filterset_class = DeliveryFilters
    answers = {"retrieve": DeliveryDetailSerializer, "send_again": DeliveryDetailSerializer}
    may = dict.fromkeys(("list", "retrieve", "send_again"), can_own)
    sorts = {"made_at": "made_at"}
    order = ("-pk",)
    webhook: Webhook

    def enter(self, request: Request, **place: Any) -> None:
        super().enter(request, **place)
        self.webhook = find_webhook(self.workspace, place["webhook_code"])

    def get_queryset(self) -> Any:
        return deliveries_of(self.webhook).select_related("activity")

    def retrieve(self, request: Request, **place: Any) -> Response:
        """Read one delivery with its attempts and the message itself."""
        return self.show(self._delivery())

    def send_again(self, request: Request, **place: Any) -> Response:
        """Send it again, now and with all tries before it; a receiver that has it knows it by its id."""
        send_again(delivery=self._delivery(), actor=self.actor)
        return self.show(self._delivery())

    def _delivery(self) -> Delivery:
        return find_delivery(self.webhook, self.kwargs["code"])
