"""What happens to assessments as days go by."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from accounts.models import Workspace
from assessments.models import Assessment
from assessments.operations.answers import save_answer
from assessments.operations.assessments import delete_assessment
from assessments.operations.citations import cite_evidence
from assessments.operations.upkeep import purge_assessments, renew_summaries
from core.background import registered_work
from tests.factories.accounts import make_workspace, owner_of
from tests.factories.assessments import make_assessment
from tests.factories.evidence import make_stored_evidence

pytestmark = pytest.mark.django_db


@pytest.fixture
def workspace() -> Workspace:
    return make_workspace()


def set_back(assessment: Assessment, days: int) -> None:
    """As if it had last been scored so many days ago."""
    day = assessment.workspace.today - timedelta(days=days)
    Assessment.objects.filter(pk=assessment.pk).update(summary_date=day)


def test_only_what_was_deleted_a_month_ago_is_purged(workspace: Workspace) -> None:
    kept, recent, old = (make_assessment(workspace) for _ in range(3))
    for assessment in (recent, old):
        delete_assessment(assessment=assessment, actor=owner_of(workspace))
    now = timezone.now()
    Assessment.objects.filter(pk=old.pk).update(deleted_at=now - timedelta(days=30))
    assert purge_assessments(now=now) == 1
    assert set(Assessment.objects.all()) == {kept, recent}
    assert purge_assessments(now=now) == 0


def test_evidence_outlives_the_assessment(workspace: Workspace) -> None:
    assessment, evidence = make_assessment(workspace), make_stored_evidence(workspace)
    ada = owner_of(workspace)
    cite_evidence(workspace=workspace, assessment=assessment.code, question="ARC-11", actor=ada, evidence=evidence)
    Assessment.objects.filter(pk=assessment.pk).update(deleted_at=timezone.now() - timedelta(days=31))
    assert purge_assessments(now=timezone.now()) == 1
    evidence.refresh_from_db()
    assert not evidence.citations.exists()


def test_lapsed_evidence_lowers_the_stored_score(workspace: Workspace) -> None:
    assessment, ada = make_assessment(workspace), owner_of(workspace)
    evidence = make_stored_evidence(workspace, days_old=10)
    save_answer(
        workspace=workspace,
        assessment=assessment.code,
        question="ARC-11",
        actor=ada,
        seen=1,
        said={"state": "answered", "level": 5},
    )
    cite_evidence(workspace=workspace, assessment=assessment.code, question="ARC-11", actor=ada, evidence=evidence)
    assessment.refresh_from_db()
    assert assessment.stored_summary.overall.scores.verified == 5
    changed_at = assessment.changed_at
    evidence.observed_date = workspace.today - timedelta(days=400)
    evidence.save()
    set_back(assessment, 1)
    assert renew_summaries(limit=10) == 1
    assessment.refresh_from_db()
    assert assessment.summary_date == workspace.today
    assert assessment.stored_summary.overall.scores.verified == assessment.questions.evidence_caps.none
    assert (assessment.changed_at, assessment.revision) == (changed_at, 1)
    assert renew_summaries(limit=10) == 0


def test_batch_takes_those_first_that_waited_longest(workspace: Workspace) -> None:
    assessments = [make_assessment(workspace) for _ in range(3)]
    for days, assessment in enumerate(assessments, start=1):
        set_back(assessment, days)
    assert renew_summaries(limit=2) == 2
    stale = Assessment.objects.filter(summary_date__lt=workspace.today)
    assert list(stale) == assessments[:1]
    assert renew_summaries(limit=2) == 1


def test_deleted_ones_are_left(workspace: Workspace) -> None:
    assessment = make_assessment(workspace)
    gone = make_assessment(make_workspace(deleted_at=timezone.now()))
    delete_assessment(assessment=assessment, actor=owner_of(workspace))
    for each in (assessment, gone):
        set_back(each, 3)
    assert renew_summaries(limit=10) == 0


def test_each_workspace_has_its_own_midnight(monkeypatch: pytest.MonkeyPatch) -> None:
    """At 11:00 in Greenwich the next day has begun on Kiritimati."""
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 11, 21, 11, 0, tzinfo=UTC))
    east, west = make_workspace(time_zone="Pacific/Kiritimati"), make_workspace(time_zone="America/Los_Angeles")
    ahead, behind = make_assessment(east), make_assessment(west)
    for each in (ahead, behind):
        Assessment.objects.filter(pk=each.pk).update(summary_date="2026-11-21")
    assert renew_summaries(limit=10) == 1
    behind.refresh_from_db()
    ahead.refresh_from_db()
    assert (str(ahead.summary_date), str(behind.summary_date)) == ("2026-11-22", "2026-11-21")


def test_both_are_on_the_schedule() -> None:
    work = registered_work()
    assert work["purge_assessments"].every == timedelta(days=1)
    assert work["renew_summaries"].every == timedelta(hours=1)
