"""Who is told of a lapse, when, what, and how often."""

from datetime import date, timedelta
from functools import partial
from typing import Any
from unittest.mock import patch

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.domain.roles import Role
from accounts.models import Membership, Notice, User, Workspace
from core.local import day as in_german
from evidence.models import Evidence
from evidence.operations.evidence import change_evidence
from evidence.operations.reminders import remind_of_lapses
from tests.factories.accounts import make_member, make_user, make_workspace, owner_of
from tests.factories.assessments import cite, make_assessment
from tests.factories.evidence import make_stored_evidence
from tests.together import at_once, only_where_transactions_overlap

pytestmark = pytest.mark.django_db


@pytest.fixture
def workspace() -> Workspace:
    return make_workspace()


def left(workspace: Workspace, days: int, **fields: Any) -> Evidence:
    return make_stored_evidence(workspace, **{"days_old": 100 - days, "validity_days": 100, "title": "Drill", **fields})


def remind() -> int:
    return remind_of_lapses(now=timezone.now())


def told() -> list[tuple[User, str]]:
    return [(notice.user, notice.sentence) for notice in Notice.objects.select_related("user").order_by("pk")]


@pytest.mark.parametrize(("days", "is_told"), [(31, False), (30, True), (1, True), (0, True), (-1, True), (-31, False)])
def test_lapse_is_told_from_thirty_days_before_to_thirty_after(workspace: Workspace, days: int, is_told: bool) -> None:
    left(workspace, days)
    assert remind() == is_told
    assert remind() == 0


def test_lapse_is_told_ahead_and_once_more_when_it_comes(workspace: Workspace) -> None:
    evidence = left(workspace, 10)
    remind()
    day = workspace.today + timedelta(days=11)
    with patch.object(Workspace, "today", day):
        assert remind_of_lapses(now=timezone.now() + timedelta(days=11)) == 1
        assert remind_of_lapses(now=timezone.now() + timedelta(days=11)) == 0
    first, second = (notice.sentence for notice in Notice.objects.order_by("pk"))
    assert first.startswith("“Drill” lapses after ")
    assert second.startswith("“Drill” has lapsed: it counted until ")
    assert Notice.objects.latest("pk").path == evidence.get_absolute_url()


def test_another_day_is_another_lapse(workspace: Workspace) -> None:
    evidence = left(workspace, 10)
    remind()
    change_evidence(evidence=evidence, actor=owner_of(workspace), seen=1, validity_days=110)
    assert remind() == 1
    change_evidence(evidence=evidence, actor=owner_of(workspace), seen=2, title="Another title")
    assert remind() == 0


def test_owner_is_told_else_who_added_it_else_the_owners_of_the_workspace(workspace: Workspace) -> None:
    owner, adder, former = make_member(workspace), make_member(workspace), make_user()
    second = make_member(workspace, Role.OWNER)
    people: list[tuple[dict[str, Any], list[User]]] = [
        ({"owner": owner, "added_by": adder}, [owner]),
        ({"owner": None, "added_by": adder}, [adder]),
        ({"owner": former, "added_by": adder}, [adder]),
        ({"owner": former, "added_by": former}, [owner_of(workspace), second]),
        ({}, [owner_of(workspace), second]),
    ]
    for fields, expected in people:
        Notice.objects.all().delete()
        left(workspace, 5, **fields)
        assert remind() == len(expected)
        assert [user for user, _ in told()] == expected


def test_notice_says_what_it_does_to_the_score_in_the_customs_of_the_workspace() -> None:
    workspace = make_workspace(locale="de")
    assessment = make_assessment(workspace, title="2026 baseline")
    soon, over = left(workspace, 20), left(workspace, -1, title="Load test " + "x" * 290)
    cite(assessment, 0, soon)
    cite(assessment, 1, over)
    cite(assessment, 2, make_stored_evidence(workspace))
    Evidence.objects.filter(pk=soon.pk).update(lapses_date=(day := workspace.today + timedelta(days=20)))
    remind()
    first, second = (sentence for _, sentence in told())
    assert first.startswith(f"“Drill” lapses after {in_german(day, 'de')}. 2026 baseline: verified ")
    assert " falls to " in first
    assert " fell to " in second
    assert len(second) <= 300


def test_nothing_is_said_of_what_is_deleted_or_without_a_day(workspace: Workspace) -> None:
    left(workspace, 5, deleted_at=timezone.now())
    make_stored_evidence(workspace, days_old=None)
    left(make_workspace(deleted_at=timezone.now()), 5)
    assert remind() == 0


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Midway"])
def test_day_is_that_of_the_workspace(zone: str) -> None:
    workspace = make_workspace(time_zone=zone)
    left(workspace, 30)
    left(workspace, 31)
    assert remind() == 1


def test_endless_evidence_is_left_alone(workspace: Workspace) -> None:
    left(workspace, 5)
    Evidence.objects.update(lapses_date=date.max)
    assert remind() == 0


def test_questions_do_not_grow_with_the_evidence(workspace: Workspace) -> None:
    assessment = make_assessment(workspace)

    def ask() -> int:
        with CaptureQueriesContext(connection) as asked:
            remind()
        return len([query for query in asked if "SAVEPOINT" not in query["sql"]])

    cite(assessment, 0, left(workspace, 3))
    before = ask()
    for number in range(1, 31):
        cite(assessment, number, left(workspace, number % 20, owner=make_member(workspace)))
    assert ask() == before
    assert Notice.objects.count() == 31


@only_where_transactions_overlap
@pytest.mark.django_db(transaction=True)
def test_of_two_runs_at_once_one_tells() -> None:
    workspace = make_workspace()
    for _ in range(3):
        left(workspace, 3)
    now = timezone.now()
    assert sorted(at_once(*(partial(remind_of_lapses, now=now) for _ in range(3)))) == [0, 0, 3]
    assert Membership.objects.count() == 1
