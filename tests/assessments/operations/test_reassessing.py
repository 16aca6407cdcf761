"""When it is time to assess again, and who is told."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from accounts.domain.roles import Role
from accounts.models import Notice, User, Workspace
from assessments.domain.review import Standing
from assessments.models import Assessment, Review
from assessments.operations.assessments import delete_assessment
from assessments.operations.carrying import begin_from_milestone
from assessments.operations.milestones import freeze_milestone
from assessments.operations.reassessing import remind_of_reassessments
from tests.factories.accounts import make_member, make_workspace, owner_of
from tests.factories.assessments import make_assessment
from tests.factories.reviews import bring_to

pytestmark = pytest.mark.django_db


@pytest.fixture
def workspace() -> Workspace:
    return make_workspace()


@pytest.fixture
def ada(workspace: Workspace) -> User:
    return owner_of(workspace)


@pytest.fixture
def assessment(workspace: Workspace) -> Assessment:
    return make_assessment(workspace, title="Baseline")


def begun(assessment: Assessment, days_ago: int) -> datetime:
    now = timezone.now()
    Assessment.objects.filter(pk=assessment.pk).update(created_at=now - timedelta(days=days_ago))
    return now


def told() -> list[tuple[str, str]]:
    return list(Notice.objects.order_by("pk").values_list("sentence", "path"))


def test_owner_is_told_on_the_day_and_once(assessment: Assessment, workspace: Workspace) -> None:
    now = begun(assessment, days_ago=89)
    assert remind_of_reassessments(now=now) == 0
    assert remind_of_reassessments(now=now + timedelta(days=1)) == 1
    assert remind_of_reassessments(now=now + timedelta(days=1)) == 0
    assert remind_of_reassessments(now=now + timedelta(days=20)) == 0
    path = f"/w/{workspace.code}/assessments/{assessment.code}/"
    assert told() == [("Time to assess again: 90 days since “Baseline” was begun.", path)]


def test_days_count_from_the_last_milestone_which_the_next_one_begins_from(
    assessment: Assessment, workspace: Workspace, ada: User
) -> None:
    now = begun(assessment, days_ago=200)
    old, last = (
        freeze_milestone(assessment=assessment, actor=ada, title=title, moment=now - timedelta(days=days))
        for title, days in (("Q1", 120), ("Q2", 90))
    )
    assert remind_of_reassessments(now=now - timedelta(days=1)) == 0
    assert remind_of_reassessments(now=now) == 1
    here = f"/w/{workspace.code}/assessments/{assessment.code}/milestones/{last.code}"
    assert told() == [("Time to assess again: 90 days since the milestone “Q2” of “Baseline”.", f"{here}/begin/")]
    freeze_milestone(assessment=assessment, actor=ada, title="Q3", moment=now)
    assert remind_of_reassessments(now=now + timedelta(days=90)) == 1, "each milestone has its own"
    assert old.title == "Q1"


def test_days_count_from_the_last_acceptance_before_there_is_a_milestone(assessment: Assessment) -> None:
    now = begun(assessment, days_ago=200)
    bring_to(assessment, Standing.ACCEPTED)
    Notice.objects.all().delete()
    Review.objects.update(decided_at=now - timedelta(days=90))
    assert remind_of_reassessments(now=now) == 1
    assert told()[0][0] == "Time to assess again: 90 days since “Baseline” was accepted."


def test_next_assessment_makes_the_old_one_quiet(assessment: Assessment, ada: User) -> None:
    now = begun(assessment, days_ago=200)
    moment = now - timedelta(days=95)
    milestone = freeze_milestone(assessment=assessment, actor=ada, title="Q2", moment=moment)
    following = begin_from_milestone(milestone=milestone, actor=ada, title="Next")
    assert remind_of_reassessments(now=now) == 0
    delete_assessment(assessment=following, actor=ada)
    assert remind_of_reassessments(now=now) == 1


def test_nobody_is_told_where_it_is_off_deleted_or_long_past(assessment: Assessment, ada: User) -> None:
    now = begun(assessment, days_ago=121)
    assert remind_of_reassessments(now=now) == 0, "it was due a month ago and more"
    Assessment.objects.update(reassess_days=None)
    assert remind_of_reassessments(now=now) == 0
    Assessment.objects.update(reassess_days=121)
    delete_assessment(assessment=assessment, actor=ada)
    assert remind_of_reassessments(now=now) == 0


def test_owners_are_told_where_the_assessment_has_none_here_and_readers_are_led_where_they_may_go(
    assessment: Assessment, workspace: Workspace, ada: User
) -> None:
    now = begun(assessment, days_ago=200)
    milestone = freeze_milestone(assessment=assessment, actor=ada, title="Q2", moment=now - timedelta(days=90))
    reader = make_member(workspace, Role.VIEWER)
    Assessment.objects.update(owner=reader)
    remind_of_reassessments(now=now)
    assert Notice.objects.get(user=reader).path.endswith(f"/milestones/{milestone.code}/")
    Assessment.objects.update(owner=None, reassess_told_date=None)
    remind_of_reassessments(now=now)
    assert Notice.objects.filter(user=ada).count() == 1


def test_day_is_that_of_the_workspace(assessment: Assessment, workspace: Workspace) -> None:
    Workspace.objects.update(time_zone="Pacific/Kiritimati")
    begun(assessment, days_ago=0)
    late = datetime.fromisoformat("2026-03-01T23:30:00+00:00")
    Assessment.objects.update(created_at=late)  # the second of March there
    due = datetime.fromisoformat("2026-05-31T00:00:00+14:00")
    assert remind_of_reassessments(now=due - timedelta(minutes=1)) == 0
    assert remind_of_reassessments(now=due) == 1


def test_days_are_among_the_settings(assessment: Assessment, workspace: Workspace, ada: User) -> None:
    client = Client()
    client.force_login(ada)
    address = f"/w/{workspace.code}/assessments/{assessment.code}/settings/"
    assert 'value="90"' in client.get(address).text
    sent = {"revision": "1", "title": "Baseline", "target": "4", "owner": ada.code}
    for days, stored in (("30", 30), ("", None)):
        assessment.refresh_from_db()
        answer = client.post(address, {**sent, "revision": assessment.revision, "reassess_days": days})
        assert answer.status_code == 302
        assessment.refresh_from_db()
        assert assessment.reassess_days == stored
    for days in ("0", "3651", "x", "-1"):
        answer = client.post(address, {**sent, "revision": assessment.revision, "reassess_days": days})
        assert 'id="id_reassess_days_error"' in answer.text
    with pytest.raises(IntegrityError), transaction.atomic():
        Assessment.objects.update(reassess_days=0)
