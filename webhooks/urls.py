from django.urls import path

from webhooks.views import sending, webhooks

ALL = "w/<code:workspace_code>/settings/webhooks"
ONE = f"{ALL}/<code:webhook_code>"
DELIVERY = f"{ONE}/deliveries/<code:delivery_code>"

urlpatterns = [
    path(f"{ALL}/", webhooks.settings_webhook_list, name="settings_webhook_list"),
    path(f"{ALL}/new/", webhooks.settings_webhook_create, name="settings_webhook_create"),
    path(f"{ONE}/", webhooks.settings_webhook_detail, name="settings_webhook_detail"),
    path(f"{ONE}/change/", webhooks.settings_webhook_change, name="settings_webhook_change"),
    path(f"{ONE}/rotate/", webhooks.settings_webhook_rotate, name="settings_webhook_rotate"),
    path(f"{ONE}/delete/", webhooks.settings_webhook_delete, name="settings_webhook_delete"),
    path(f"{ONE}/restore/", webhooks.settings_webhook_restore, name="settings_webhook_restore"),
    path(f"{ONE}/pause/", sending.settings_webhook_pause, name="settings_webhook_pause"),
    path(f"{ONE}/resume/", sending.settings_webhook_resume, name="settings_webhook_resume"),
    path(f"{ONE}/test/", sending.settings_webhook_test, name="settings_webhook_test"),
    path(f"{ONE}/resend/", sending.settings_webhook_resend, name="settings_webhook_resend"),
    path(f"{DELIVERY}/", sending.settings_webhook_delivery, name="settings_webhook_delivery"),
    path(f"{DELIVERY}/resend/", sending.settings_webhook_delivery_resend, name="settings_webhook_delivery_resend"),
]
