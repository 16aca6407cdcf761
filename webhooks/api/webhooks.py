"""The webhooks of a workspace."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.viewsets import WorkspaceViewSet
from accounts.permissions import can_own
from core.rest.bodies import FromForm
from webhooks.api.serializers import (
    DeliverySerializer,
    FailedDeliveriesBody,
    SentAgainSerializer,
    WebhookSerializer,
    WebhookWithSecretSerializer,
)
from webhooks.forms import NOT_RESTORABLE, RESTS, TOO_MANY, NewWebhookForm, WebhookForm
from webhooks.models import Webhook
from webhooks.operations.deliveries import RestingError, send_failed_again, send_test
from webhooks.operations.webhooks import (
    NotRestorableError,
    TooManyWebhooksError,
    change_webhook,
    delete_webhook,
    make_webhook,
    pause_webhook,
    restore_webhook,
    resume_webhook,
    rotate_secret,
)
from webhooks.queries.webhooks import find_webhook, webhooks_of


class WebhookViewSet(WorkspaceViewSet):
    noun = "Webhook"
    serializer_class = WebhookSerializer
    bodies = {
        "create": FromForm(NewWebhookForm),
        "partial_update": FromForm(WebhookForm),
        "send_failed": FailedDeliveriesBody,
    }
    answers = {
        "create": WebhookWithSecretSerializer,
        "rotate_secret": WebhookWithSecretSerializer,
        "test": DeliverySerializer,
        "send_failed": SentAgainSerializer,
        "destroy": None,
    }
    creates = frozenset({"create", "test"})
    secrets = frozenset({"secret"})
    may = dict.fromkeys(
        (
            "list",
            "retrieve",
            "create",
            "partial_update",
            "destroy",
            "restore",
            "rotate_secret",
            "pause",
            "resume",
            "test",
            "send_failed",
        ),
        can_own,
    )
    refuses = {
        TooManyWebhooksError: TOO_MANY,
        NotRestorableError: NOT_RESTORABLE,
        RestingError: RESTS,
    }
    sorts = {"created_at": "created_at"}
    order = ("pk",)

    def get_queryset(self) -> Any:
        return webhooks_of(self.workspace).select_related("made_by")

    def create(self, request: Request, **place: Any) -> Response:
        """Make a webhook, which is told what happens from now on. Its secret is in this answer and nowhere else.

        Without `events` it is told of all of them.
        """
        form = self.form(lambda data, files: NewWebhookForm(data))
        told = make_webhook(workspace=self.workspace, actor=self.actor, **form.cleaned_data)
        address = reverse("api_webhook", args=[self.workspace.code, told.webhook.code])
        return self.show(self._counted(told.webhook), status=201, location=address, secret=told.secret)

    def partial_update(self, request: Request, **place: Any) -> Response:
        """Change where it sends, and what. At another address its breaker begins anew."""
        webhook = self._webhook()
        seen = self.seen(webhook)
        form = self.form(lambda data, files: WebhookForm(data, instance=webhook), seen=seen)
        return self.show(
            self._counted(change_webhook(webhook=webhook, actor=self.actor, seen=seen, **form.values)),
        )

    def destroy(self, request: Request, **place: Any) -> Response:
        """Delete it: nothing is sent any more. It can be restored for 30 days."""
        webhook = self._webhook()
        self.seen(webhook)
        delete_webhook(webhook=webhook, actor=self.actor)
        return Response(status=204)

    def restore(self, request: Request, **place: Any) -> Response:
        """Take back its deletion. What happened meanwhile is not told."""
        webhook = self._webhook(also_deleted=True)
        restore_webhook(webhook=webhook, actor=self.actor)
        return self.show(self._counted(webhook))

    def rotate_secret(self, request: Request, **place: Any) -> Response:
        """Give it a new secret, which is in this answer and nowhere else. For a day the old one signs as well."""
        told = rotate_secret(webhook=self._webhook(), actor=self.actor)
        return self.show(self._counted(told.webhook), secret=told.secret)

    def pause(self, request: Request, **place: Any) -> Response:
        """Send nothing for now. What happens meanwhile is not told later; what waits goes on to wait."""
        webhook = self._webhook()
        pause_webhook(webhook=webhook, actor=self.actor)
        return self.show(self._counted(webhook))

    def resume(self, request: Request, **place: Any) -> Response:
        """Let it send again, from the next event on and with what waits, as if nothing had failed."""
        webhook = self._webhook()
        resume_webhook(webhook=webhook, actor=self.actor)
        return self.show(self._counted(webhook))

    def test(self, request: Request, **place: Any) -> Response:
        """Send a message about nothing, at once, whatever the breaker says. Its delivery says how it ends."""
        webhook = self._webhook()
        delivery = send_test(webhook=webhook)
        address = reverse("api_webhook_delivery", args=[self.workspace.code, webhook.code, delivery.code])
        return self.made(delivery, address)

    def send_failed(self, request: Request, **place: Any) -> Response:
        """Send again what failed in the last hours."""
        since = timezone.now() - timedelta(hours=self.sent()["hours"])
        count = send_failed_again(webhook=self._webhook(), actor=self.actor, since=since)
        return self.show({"count": count})

    def _webhook(self, *, also_deleted: bool = False) -> Webhook:
        return find_webhook(self.workspace, self.kwargs["code"], also_deleted=also_deleted)

    def _counted(self, webhook: Webhook) -> Webhook:
        """As stored, with how many of its deliveries wait and failed."""
        found: Webhook = self.get_queryset().get(pk=webhook.pk)
        return found
