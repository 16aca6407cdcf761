"""Letting a webhook send, or not; trying it out; and sending something again."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.access import WorkspaceRequest, workspace_page
from accounts.permissions import can_own
from webhooks.forms import RESTS, SinceForm
from webhooks.operations.deliveries import RestingError, send_again, send_failed_again, send_test
from webhooks.operations.webhooks import pause_webhook, resume_webhook
from webhooks.queries.payloads import body_of
from webhooks.views.door import delivery_or_404, webhook_or_404
from webhooks.views.shown import attempts_of, line_of


@workspace_page(can_own)
@require_POST
def settings_webhook_pause(request: WorkspaceRequest, webhook_code: str) -> HttpResponse:
    webhook = webhook_or_404(request, webhook_code)
    pause_webhook(webhook=webhook, actor=request.user)
    messages.success(request, _("The webhook is paused."))
    return redirect(webhook)


@workspace_page(can_own)
@require_POST
def settings_webhook_resume(request: WorkspaceRequest, webhook_code: str) -> HttpResponse:
    webhook = webhook_or_404(request, webhook_code)
    resume_webhook(webhook=webhook, actor=request.user)
    messages.success(request, _("The webhook sends again, from the next event on."))
    return redirect(webhook)


@workspace_page(can_own)
@require_POST
def settings_webhook_test(request: WorkspaceRequest, webhook_code: str) -> HttpResponse:
    webhook = webhook_or_404(request, webhook_code)
    try:
        send_test(webhook=webhook)
    except RestingError:
        messages.error(request, RESTS)
    else:
        messages.success(request, _("A test is on its way. Its line below says how it ends."))
    return redirect(webhook)


@workspace_page(can_own)
@require_POST
def settings_webhook_resend(request: WorkspaceRequest, webhook_code: str) -> HttpResponse:
    webhook = webhook_or_404(request, webhook_code)
    form = SinceForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose how far back to go."))
        return redirect(webhook)
    since = timezone.now() - timedelta(hours=form.cleaned_data["hours"])
    count = send_failed_again(webhook=webhook, actor=request.user, since=since)
    sentence = ngettext("%(count)d message is sent again.", "%(count)d messages are sent again.", count)
    messages.success(request, sentence % {"count": count} if count else _("Nothing failed in that time."))
    return redirect(webhook)


@workspace_page(can_own)
@require_safe
def settings_webhook_delivery(request: WorkspaceRequest, webhook_code: str, delivery_code: str) -> HttpResponse:
    delivery = delivery_or_404(request, webhook_code, delivery_code)
    context = {
        "webhook": delivery.webhook,
        "line": line_of(delivery),
        "attempts": attempts_of(delivery),
        "body": body_of(delivery).decode(),
    }
    return render(request, "webhooks/delivery_detail.html", context)


@workspace_page(can_own)
@require_POST
def settings_webhook_delivery_resend(request: WorkspaceRequest, webhook_code: str, delivery_code: str) -> HttpResponse:
    delivery = delivery_or_404(request, webhook_code, delivery_code)
    send_again(delivery=delivery, actor=request.user)
    messages.success(request, _("The message is sent again."))
    return redirect(delivery.webhook)
