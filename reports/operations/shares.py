"""Letting somebody outside have one report, by a link that is shown once, runs out and can be revoked."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.operations.activity import log_activity
from accounts.queries.invitations import hash_of
from reports.domain.lasting import end_of, last_day
from reports.models import ReportRun, ReportShare
from reports.operations.plans import NotRestorableError

MOST_OPEN = 50
REVOKED_IS_KEPT = timedelta(hours=1)
"""For so long a revocation can be taken back: it was a slip, or it was none."""


class TooManyLinksError(Exception):
    """So many to one report nobody can keep an eye on."""


class ReportGoneError(Exception):
    """It was deleted meanwhile, or is not made: there is nothing to share."""


@dataclass(frozen=True, slots=True)
class Shared:
    """`path` holds the secret and cannot be had again."""

    share: ReportShare
    path: str


def share_report(*, run: ReportRun, actor: User, recipient: str, days: int, password: str) -> Shared:
    """Without a password whoever holds the link has the report. Raises TooManyLinksError or ReportGoneError."""
    secret = secrets.token_urlsafe(32)
    hashed = make_password(password) if password else ""  # before the transaction: it takes its time
    workspace = run.workspace
    with transaction.atomic():
        if not ReportRun.objects.finished().alive().locked().filter(pk=run.pk).exists():
            raise ReportGoneError
        if ReportShare.objects.open(timezone.now()).filter(run=run).count() >= MOST_OPEN:
            raise TooManyLinksError
        share = ReportShare.objects.create(
            run=run,
            recipient=recipient,
            secret_hash=hash_of(secret),
            password=hashed,
            shared_by=actor,
            expires_at=end_of(last_day(workspace.today, days), workspace.zone),
        )
        log_activity(workspace=workspace, actor=actor, verb="report.shared", target=run, recipient=recipient, days=days)
    return Shared(share, reverse("shared_report", args=[secret]))


@transaction.atomic
def revoke_share(*, share: ReportShare, actor: User) -> None:
    """At once. Revoking what is revoked does nothing."""
    if ReportShare.objects.filter(pk=share.pk, revoked_at=None).update(revoked_at=timezone.now()):
        _log(share, actor, "report.share_revoked")


@transaction.atomic
def restore_share(*, share: ReportShare, actor: User) -> None:
    """Take a revocation back: the same link leads to the report again. Raises NotRestorableError, also past its end."""
    if share.revoked_at is None:
        return
    now = timezone.now()
    late = ReportShare.objects.filter(pk=share.pk, revoked_at__gt=now - REVOKED_IS_KEPT, expires_at__gt=now)
    if not late.update(revoked_at=None):
        raise NotRestorableError
    _log(share, actor, "report.share_restored")


@transaction.atomic
def note_download(*, share: ReportShare, now: datetime) -> bool:
    """Whether the link still leads to its report; then it is counted, and told in the activity once an hour.

    Decided by the same statement that counts, so that nothing is handed out after a revocation.
    """
    is_open = ReportShare.objects.open(now).values("pk")
    still = ReportShare.objects.filter(pk=share.pk, pk__in=is_open, revoked_at=None)
    counted = {"download_count": F("download_count") + 1, "last_download_at": now}
    hour = now.replace(minute=0, second=0, microsecond=0)
    if still.filter(Q(last_download_at=None) | Q(last_download_at__lt=hour)).update(**counted):
        _log(share, None, "report.share_downloaded")
        return True
    return bool(still.update(**counted))


def _log(share: ReportShare, actor: User | None, verb: str) -> None:
    run = share.run
    log_activity(workspace=run.workspace, actor=actor, verb=verb, target=run, recipient=share.recipient)
