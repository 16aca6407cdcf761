"""What owners do with webhooks. A secret is told once, to whoever makes or rotates it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import Activity, User, Workspace
from accounts.operations.activity import log_activity
from webhooks.choices import ReasonChoice, StateChoice
from webhooks.domain.breaker import CLOSED
from webhooks.domain.signing import BOTH_SIGN_FOR, written
from webhooks.models import Webhook
from webhooks.models.webhook import breaker_fields, key_from, new_salt, print_of

MOST = 20
"""In one workspace."""
DELETED_IS_KEPT = timedelta(days=30)


class TooManyWebhooksError(Exception):
    """So many nobody can keep an eye on."""


class NotRestorableError(Exception):
    """It is gone for good."""


@dataclass(frozen=True, slots=True)
class Told:
    """`secret` is in the form in which receivers want it, and cannot be had again."""

    webhook: Webhook
    secret: str


@transaction.atomic
def make_webhook(*, workspace: Workspace, actor: User, url: str, events: Sequence[str], description: str = "") -> Told:
    """It is told what happens from now on. Raises TooManyWebhooksError."""
    Workspace.objects.locked().get(pk=workspace.pk)  # so that two at once are counted
    if Webhook.objects.alive().filter(workspace=workspace).count() >= MOST:
        raise TooManyWebhooksError
    webhook = Webhook(workspace=workspace, url=url, events=list(events), description=description, made_by=actor)
    webhook.secret_print = print_of(webhook.key)
    webhook.save()
    event = _log(webhook, actor, "webhook.made", host=webhook.host)
    Webhook.objects.filter(pk=webhook.pk).update(read_until=event.pk)
    return Told(webhook, written(webhook.key))


@transaction.atomic
def change_webhook(*, webhook: Webhook, actor: User, seen: int, **values: Any) -> Webhook:
    """What failed at another address says nothing of this one. Raises StaleWriteError, Webhook.DoesNotExist."""
    before = Webhook.objects.locked().get(pk=webhook.pk, deleted_at=None)
    if values.get("url", before.url) != before.url:
        values |= breaker_fields(CLOSED)
    stored = webhook.save_revision(seen=seen, **values)
    stored.workspace = webhook.workspace
    for name in ("url", "events", "description"):
        if getattr(stored, name) != getattr(before, name):
            _log(stored, actor, "webhook.changed", field=name, host=stored.host)
    return stored


@transaction.atomic
def pause_webhook(*, webhook: Webhook, actor: User) -> None:
    """What happens meanwhile is not told later; what waits goes on to wait."""
    if Webhook.objects.alive().filter(pk=webhook.pk).pause(ReasonChoice.ASKED):
        _log(webhook, actor, "webhook.paused")


@transaction.atomic
def resume_webhook(*, webhook: Webhook, actor: User) -> None:
    """From the next event on, with what waits, and as if nothing had failed. Resuming what sends does nothing."""
    resting = Webhook.objects.alive().filter(pk=webhook.pk).exclude(state=StateChoice.SENDING)
    if resting.update(state=StateChoice.SENDING, reason="", **breaker_fields(CLOSED)):
        event = _log(webhook, actor, "webhook.resumed")
        Webhook.objects.filter(pk=webhook.pk).update(read_until=event.pk)


@transaction.atomic
def rotate_secret(*, webhook: Webhook, actor: User) -> Told:
    """The one before goes on to sign beside it for a day, so that a receiver can change without missing anything.

    Raises Webhook.DoesNotExist.
    """
    stored = Webhook.objects.locked().select_related("workspace").get(pk=webhook.pk, deleted_at=None)
    stored.old_secret_salt = stored.secret_salt if stored.knows_its_key else ""
    stored.old_secret_until = timezone.now() + BOTH_SIGN_FOR if stored.old_secret_salt else None
    stored.secret_salt = new_salt()
    key = key_from(stored.secret_salt)
    stored.secret_print = print_of(key)
    stored.save(update_fields=["secret_salt", "secret_print", "old_secret_salt", "old_secret_until", "changed_at"])
    _log(stored, actor, "webhook.secret_rotated")
    return Told(stored, written(key))


@transaction.atomic
def delete_webhook(*, webhook: Webhook, actor: User) -> None:
    """Nothing is sent any more. Deleting what is deleted does nothing."""
    if Webhook.objects.alive().filter(pk=webhook.pk).update(deleted_at=timezone.now()):
        _log(webhook, actor, "webhook.deleted")


@transaction.atomic
def restore_webhook(*, webhook: Webhook, actor: User) -> None:
    """As it was; what happened meanwhile is not told. Raises NotRestorableError."""
    deleted = Webhook.objects.filter(pk=webhook.pk, deleted_at__gt=timezone.now() - DELETED_IS_KEPT)
    if deleted.update(deleted_at=None):
        event = _log(webhook, actor, "webhook.restored")
        Webhook.objects.filter(pk=webhook.pk).update(read_until=event.pk)
    elif not Webhook.objects.alive().filter(pk=webhook.pk).exists():
        raise NotRestorableError


def pause_all() -> int:
    """In a copy of an installation, where events of the copy must not reach the receivers of the original."""
    return Webhook.objects.all().pause(ReasonChoice.RESTORED)


def _log(webhook: Webhook, actor: User, verb: str, **detail: str) -> Activity:
    return log_activity(workspace=webhook.workspace, actor=actor, verb=verb, target=webhook, **detail)
