"""Links to reports, as members see them and as their secret finds them."""

from __future__ import annotations

from datetime import datetime

from accounts.queries.invitations import hash_of
from reports.models import ReportRun, ReportShare

MOST_CLOSED = 20
"""Of those that lead nowhere any more so many are listed, the newest ones."""


def shares_of(run: ReportRun, *, now: datetime) -> list[ReportShare]:
    """All that are open, then what became of others; the newest first."""
    shares = ReportShare.objects.filter(run=run).select_related("shared_by").order_by("-pk")
    is_open = ReportShare.objects.open(now).values("pk")
    return [*shares.filter(pk__in=is_open), *shares.exclude(pk__in=is_open)[:MOST_CLOSED]]


def find_share(secret: str, *, now: datetime) -> ReportShare | None:
    """None for whatever leads nowhere, without telling why."""
    found = ReportShare.objects.open(now).filter(secret_hash=hash_of(secret))
    share: ReportShare | None = found.select_related("run__workspace", "run__stored_file").first()
    return share
