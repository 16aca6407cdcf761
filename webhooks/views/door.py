"""Finding what an address names, in the workspace that the person has entered."""

from __future__ import annotations

from django.http import Http404

from accounts.access import WorkspaceRequest
from webhooks.models import Delivery, Webhook
from webhooks.queries.webhooks import find_delivery, find_webhook


def webhook_or_404(request: WorkspaceRequest, code: str, *, also_deleted: bool = False) -> Webhook:
    try:
        return find_webhook(request.workspace, code, also_deleted=also_deleted)
    except Webhook.DoesNotExist:
        raise Http404 from None


def delivery_or_404(request: WorkspaceRequest, webhook_code: str, code: str) -> Delivery:
    try:
        return find_delivery(webhook_or_404(request, webhook_code), code)
    except Delivery.DoesNotExist:
        raise Http404 from None
