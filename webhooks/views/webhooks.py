"""The webhooks of a workspace, as its owners make and change them."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import WorkspaceRequest, workspace_page
from accounts.permissions import can_own
from accounts.queries.activity import last_person_at
from core.conflicts import save_form
from core.resend import keeps_what_was_sent
from core.undo import offer_undo
from webhooks.choices import DeliveryStateChoice
from webhooks.forms import NOT_RESTORABLE, TOO_MANY, NewWebhookForm, SinceForm, WebhookForm
from webhooks.models import Webhook
from webhooks.operations.webhooks import (
    NotRestorableError,
    TooManyWebhooksError,
    change_webhook,
    delete_webhook,
    make_webhook,
    restore_webhook,
    rotate_secret,
)
from webhooks.queries.payloads import example_of
from webhooks.queries.webhooks import counts_of, deliveries_of, webhooks_of
from webhooks.views.door import webhook_or_404
from webhooks.views.shown import is_moving, line_of, name_of, standing_of

PER_PAGE = 25


@workspace_page(can_own)
@require_safe
def settings_webhook_list(request: WorkspaceRequest) -> HttpResponse:
    now = timezone.now()
    found = [(webhook, standing_of(webhook, now)) for webhook in webhooks_of(request.workspace)]
    for webhook, _standing in found:
        webhook.workspace = request.workspace
    context = {"webhooks": found, "sample": example_of(request.workspace.code)}
    return render(request, "webhooks/webhook_list.html", context)


@keeps_what_was_sent
@workspace_page(can_own)
@require_http_methods(["GET", "POST"])
def settings_webhook_create(request: WorkspaceRequest) -> HttpResponse:
    """The secret is in the answer itself: to show it after a redirect, it would have to be kept somewhere."""
    form = NewWebhookForm(request.POST or None)
    if form.is_valid():
        try:
            told = make_webhook(workspace=request.workspace, actor=request.user, **form.cleaned_data)
        except TooManyWebhooksError:
            form.add_error(None, TOO_MANY)
        else:
            return render(request, "webhooks/webhook_secret.html", {"told": told, "is_new": True})
    context = {"form": form, "sample": example_of(request.workspace.code)}
    return render(request, "webhooks/webhook_form.html", context, status=422 if form.errors else 200)


@workspace_page(can_own)
@require_safe
def settings_webhook_detail(request: WorkspaceRequest, webhook_code: str) -> HttpResponse:
    webhook = webhook_or_404(request, webhook_code)
    wanted = request.GET.get("state", "")
    state = wanted if wanted in DeliveryStateChoice else ""
    page = Paginator(deliveries_of(webhook, state=state), PER_PAGE).get_page(request.GET.get("page"))
    for delivery in page:
        delivery.webhook = webhook
    now = timezone.now()
    lines = [line_of(delivery) for delivery in page]
    counts = counts_of(webhook)
    context = {
        "webhook": webhook,
        "standing": standing_of(webhook, now),
        "events": [name_of(event) for event in webhook.events],
        "signs_twice": webhook.old_secret_until if len(webhook.keys(now)) > 1 else None,
        "page": page,
        "lines": lines,
        "is_moving": is_moving(webhook, lines, now),
        "state": state,
        "states": [(value, label, counts.get(value, 0)) for value, label in DeliveryStateChoice.choices],
        "failed": counts.get(DeliveryStateChoice.FAILED, 0),
        "since_form": SinceForm(),
    }
    return render(request, "webhooks/webhook_detail.html", context)


@keeps_what_was_sent
@workspace_page(can_own)
@require_http_methods(["GET", "POST"])
def settings_webhook_change(request: WorkspaceRequest, webhook_code: str) -> HttpResponse:
    webhook = webhook_or_404(request, webhook_code)
    form = WebhookForm(request.POST or None, instance=webhook)
    if form.is_valid():
        write = partial(_change, request, webhook)

        def who(field: str) -> str:
            return last_person_at(request.workspace, webhook.code)

        if save_form(request, form, write, said=_("The webhook is saved."), who=who):
            return redirect(webhook)
    return render(request, "webhooks/webhook_change.html", {"webhook": webhook, "form": form}, status=form.status)


@workspace_page(can_own)
@require_POST
def settings_webhook_rotate(request: WorkspaceRequest, webhook_code: str) -> HttpResponse:
    webhook = webhook_or_404(request, webhook_code)
    try:
        told = rotate_secret(webhook=webhook, actor=request.user)
    except Webhook.DoesNotExist:
        raise Http404 from None
    return render(request, "webhooks/webhook_secret.html", {"told": told})


@workspace_page(can_own)
@require_POST
def settings_webhook_delete(request: WorkspaceRequest, webhook_code: str) -> HttpResponse:
    webhook = webhook_or_404(request, webhook_code, also_deleted=True)
    delete_webhook(webhook=webhook, actor=request.user)
    undo = reverse("settings_webhook_restore", args=[request.workspace.code, webhook.code])
    offer_undo(
        request, _("The webhook “%(webhook)s” is deleted; nothing is sent any more.") % {"webhook": webhook}, undo
    )
    return redirect("settings_webhook_list", request.workspace.code)


@workspace_page(can_own)
@require_POST
def settings_webhook_restore(request: WorkspaceRequest, webhook_code: str) -> HttpResponse:
    webhook = webhook_or_404(request, webhook_code, also_deleted=True)
    try:
        restore_webhook(webhook=webhook, actor=request.user)
    except NotRestorableError:
        messages.error(request, NOT_RESTORABLE)
        return redirect("settings_webhook_list", request.workspace.code)
    messages.success(request, _("The webhook “%(webhook)s” is back.") % {"webhook": webhook})
    return redirect(webhook)


def _change(request: WorkspaceRequest, webhook: Webhook, **values: object) -> Webhook:
    """Somebody may have deleted it since the page was asked for."""
    try:
        return change_webhook(webhook=webhook, actor=request.user, **values)  # type: ignore[arg-type]
    except Webhook.DoesNotExist:
        raise Http404 from None
