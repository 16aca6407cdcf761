"""A link to a report is secret, ends, and leads nowhere from the moment on at which anything it needs is gone."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from unittest.mock import patch
from zoneinfo import ZoneInfo

import pytest
from django.db import connection  # noqa: F401  (named in the condition of a mark)
from django.utils import timezone

from accounts.models import Activity, User
from assessments.models import Assessment
from reports.domain.lasting import end_of, last_day
from reports.models import ReportRun, ReportShare
from reports.operations import shares
from reports.operations.plans import NotRestorableError
from reports.operations.runs import delete_run, restore_run
from reports.operations.shares import (
    ReportGoneError,
    Shared,
    TooManyLinksError,
    note_download,
    restore_share,
    revoke_share,
    share_report,
)
from reports.queries.shares import MOST_CLOSED, find_share, shares_of
from tests.factories.accounts import make_workspace, owner_of
from tests.factories.assessments import make_assessment
from tests.factories.reports import make_run, make_share
from tests.together import at_once, only_where_transactions_overlap

pytestmark = pytest.mark.django_db


@pytest.fixture
def run() -> ReportRun:
    return make_run(make_assessment(make_workspace(name="Northwind", time_zone="America/New_York")))


@pytest.fixture
def ada(run: ReportRun) -> User:
    return owner_of(run.workspace)


def share_it(run: ReportRun, **given: object) -> Shared:
    said = {"recipient": "Board", "days": 14, "password": "", **given}
    return share_report(run=run, actor=owner_of(run.workspace), **said)  # type: ignore[arg-type]


def secret_of(shared: Shared) -> str:
    return shared.path.rstrip("/").rpartition("/")[2]


def told(run: ReportRun) -> list[str]:
    found = Activity.objects.filter(workspace=run.workspace, verb__startswith="report.share").order_by("pk")
    return list(found.values_list("verb", flat=True))


def test_secret_and_password_are_stored_nowhere(run: ReportRun) -> None:
    shared = share_it(run, password="grey heron 7")
    secret = secret_of(shared)
    assert len(secret) * 6 >= 128
    stored = str(ReportShare.objects.values().get()) + str(list(Activity.objects.values()))
    assert secret not in stored
    assert "grey heron 7" not in stored
    assert find_share(secret, now=timezone.now()) == shared.share
    assert secret_of(share_it(run)) != secret


def test_link_ends_at_midnight_where_the_workspace_is(run: ReportRun) -> None:
    late_in_new_york = datetime(2026, 11, 22, 3, 30, tzinfo=UTC)
    with patch("django.utils.timezone.now", return_value=late_in_new_york):
        share = share_it(run, days=14).share
    assert share.expires_at == datetime(2026, 12, 6, 5, 0, tzinfo=UTC)
    assert share.last_moment.astimezone(run.workspace.zone).isoformat() == "2026-12-05T23:59:59-05:00"


def test_day_on_which_clocks_change_is_a_day() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    day = last_day(datetime(2026, 10, 24, tzinfo=UTC).date(), 1)
    assert end_of(day, berlin) == datetime(2026, 10, 25, 23, 0, tzinfo=UTC)


GONE: dict[str, Callable[[ReportShare], object]] = {
    "revoked": lambda share: revoke_share(share=share, actor=owner_of(share.run.workspace)),
    "run out": lambda share: ReportShare.objects.update(expires_at=timezone.now()),
    "report deleted": lambda share: delete_run(run=share.run, actor=owner_of(share.run.workspace)),
    "assessment deleted": lambda share: Assessment.objects.update(deleted_at=timezone.now()),
    "assessment gone for good": lambda share: ReportRun.objects.update(assessment=None),
    "workspace deleted": lambda share: type(share.run.workspace).objects.update(deleted_at=timezone.now()),
    "report gone for good": lambda share: share.run.delete(),
}


@pytest.mark.parametrize("how", GONE)
def test_link_leads_nowhere_once_it_should(run: ReportRun, how: str) -> None:
    share = make_share(run, secret="held")
    assert find_share("held", now=timezone.now()) == share
    GONE[how](share)
    assert find_share("held", now=timezone.now()) is None
    assert note_download(share=share, now=timezone.now()) is False
    assert not ReportShare.objects.filter(download_count__gt=0).exists()


def test_deleted_report_comes_back_with_its_links(run: ReportRun, ada: User) -> None:
    make_share(run, secret="held")
    delete_run(run=run, actor=ada)
    run.refresh_from_db()
    restore_run(run=run, actor=ada)
    assert find_share("held", now=timezone.now())


def test_revocation_can_be_taken_back_for_an_hour(run: ReportRun, ada: User) -> None:
    share = make_share(run, secret="held")
    restore_share(share=share, actor=ada)  # nothing to take back
    for _attempt in range(2):
        revoke_share(share=share, actor=ada)
    share.refresh_from_db()
    restore_share(share=share, actor=ada)
    assert find_share("held", now=timezone.now())
    assert told(run) == ["report.share_revoked", "report.share_restored"]
    for gone in (
        {"revoked_at": timezone.now() - timedelta(minutes=61)},
        {"revoked_at": timezone.now(), "expires_at": timezone.now()},
    ):
        ReportShare.objects.update(**gone)
        share.refresh_from_db()
        with pytest.raises(NotRestorableError):
            restore_share(share=share, actor=ada)


def test_what_is_deleted_or_not_made_is_not_shared(run: ReportRun, ada: User) -> None:
    delete_run(run=run, actor=ada)
    assert run.assessment
    for gone in (run, make_run(run.assessment, stored_file=None, made_at=None)):
        with pytest.raises(ReportGoneError):
            share_it(gone)
    assert told(run) == []


def test_open_links_of_a_report_have_a_limit(run: ReportRun, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shares, "MOST_OPEN", 2)
    make_share(run, revoked_at=timezone.now())
    share_it(run)
    share_it(run)
    with pytest.raises(TooManyLinksError):
        share_it(run)


def test_downloads_are_all_counted_and_told_once_an_hour(run: ReportRun) -> None:
    share, now = make_share(run), timezone.now().replace(minute=10)
    for minutes in (0, 1, 49, 50, 110):
        assert note_download(share=share, now=now + timedelta(minutes=minutes))
    share.refresh_from_db()
    assert (share.download_count, share.last_download_at) == (5, now + timedelta(minutes=110))
    assert told(run) == ["report.share_downloaded"] * 3
    event = Activity.objects.latest("pk")
    assert (event.actor, event.detail) == (None, {"recipient": "Board of Northwind"})


def test_all_open_links_are_listed_and_of_the_others_the_newest(run: ReportRun) -> None:
    first = make_share(run)
    closed = [make_share(run, revoked_at=timezone.now()) for _number in range(MOST_CLOSED + 1)]
    last = make_share(run)
    make_share(make_run(make_assessment(make_workspace())))
    assert shares_of(run, now=timezone.now()) == [last, first, *closed[:0:-1]]


@only_where_transactions_overlap
@pytest.mark.django_db(transaction=True)
def test_downloads_at_once_are_all_counted_and_told_once() -> None:
    run = make_run(make_assessment(make_workspace()))
    share, now = make_share(run), timezone.now()
    assert at_once(*[lambda: note_download(share=share, now=now)] * 4) == [True] * 4
    share.refresh_from_db()
    assert share.download_count == 4
    assert told(run) == ["report.share_downloaded"]
