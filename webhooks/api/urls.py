from django.urls import path

from webhooks.api.deliveries import DeliveryViewSet
from webhooks.api.webhooks import WebhookViewSet

ALL = "workspaces/<code:workspace_code>/webhooks"
ONE = f"{ALL}/<code:code>"
DELIVERIES = f"{ALL}/<code:webhook_code>/deliveries"
DELIVERY = f"{DELIVERIES}/<code:code>"

_WEBHOOKS, _DELIVERIES = WebhookViewSet.as_view, DeliveryViewSet.as_view

urlpatterns = [
    path(ALL, _WEBHOOKS({"get": "list", "post": "create"}), name="api_webhooks"),
    path(ONE, _WEBHOOKS({"get": "retrieve", "patch": "partial_update", "delete": "destroy"}), name="api_webhook"),
    path(f"{ONE}/restore", _WEBHOOKS({"post": "restore"}), name="api_webhook_restore"),
    path(f"{ONE}/rotate-secret", _WEBHOOKS({"post": "rotate_secret"}), name="api_webhook_rotate_secret"),
    path(f"{ONE}/pause", _WEBHOOKS({"post": "pause"}), name="api_webhook_pause"),
    path(f"{ONE}/resume", _WEBHOOKS({"post": "resume"}), name="api_webhook_resume"),
    path(f"{ONE}/test", _WEBHOOKS({"post": "test"}), name="api_webhook_test"),
    path(f"{ONE}/send-failed", _WEBHOOKS({"post": "send_failed"}), name="api_webhook_send_failed"),
    path(DELIVERIES, _DELIVERIES({"get": "list"}), name="api_webhook_deliveries"),
    path(DELIVERY, _DELIVERIES({"get": "retrieve"}), name="api_webhook_delivery"),
    path(f"{DELIVERY}/send-again", _DELIVERIES({"post": "send_again"}), name="api_webhook_delivery_send_again"),
]
