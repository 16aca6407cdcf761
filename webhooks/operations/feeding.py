"""From events of the activity log to deliveries: for each webhook and event one, however often this runs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from accounts.models import Activity, Workspace
from accounts.queries.activity import events_after
from webhooks.choices import ReasonChoice
from webhooks.domain.events import WORKSPACE_RESTORED, source_of
from webhooks.models import Delivery, Webhook
from webhooks.queries.due import unread

AT_ONCE = 200


def read_events(*, now: datetime) -> int:
    """All that was logged since the last time; how many deliveries came of it."""
    workspaces = Workspace.objects.filter(pk__in=unread().values("workspace"))
    return sum(_read(workspace, now) for workspace in list(workspaces))


def _read(workspace: Workspace, now: datetime) -> int:
    made = 0
    while True:
        webhooks = list(Webhook.objects.sending().filter(workspace=workspace).order_by("pk"))
        if not webhooks:
            return made
        events = events_after(workspace, min(webhook.read_until for webhook in webhooks), AT_ONCE)
        made += _keep(webhooks, events, now)
        if len(events) < AT_ONCE:
            return made


@transaction.atomic
def _keep(webhooks: Sequence[Webhook], events: Sequence[Activity], now: datetime) -> int:
    """A webhook that somebody has just stopped gets its deliveries all the same: they wait with it.

    Events from before a workspace was deleted and brought back are passed over, and its webhooks rest until somebody
    looks at them: what they were made for may be long over.
    """
    if not events:
        return 0
    back = max((event.pk for event in events if event.verb == WORKSPACE_RESTORED), default=0)
    rows = [
        Delivery(webhook=webhook, activity=event, event=source.event.value, due_at=now)
        for event in events
        if (source := source_of(event.verb, event.detail)) and event.pk > back
        for webhook in webhooks
        if event.pk > webhook.read_until and source.event.value in webhook.events
    ]
    Delivery.objects.bulk_create(rows, ignore_conflicts=True)
    read = Webhook.objects.filter(pk__in=[webhook.pk for webhook in webhooks], read_until__lt=events[-1].pk)
    if back:
        read.pause(ReasonChoice.RESTORED)
    read.update(read_until=events[-1].pk)
    return len(rows)
