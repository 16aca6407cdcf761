"""Who signed what and when: on the page of results, in the report, and what of comments is printed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from accounts.domain.roles import Role
from accounts.models import User, Workspace
from assessments.domain.review import Act, Standing
from assessments.models import Assessment, Comment, Review
from assessments.operations.comments import reply, resolve_thread
from assessments.operations.milestones import freeze_milestone
from reports.domain.options import OF_A_WORKSPACE, USUAL_CHAPTERS, Chapter, Detail
from reports.domain.record import Record
from reports.queries.record import record_of
from reports.queries.results import assess, assess_milestone
from tests.factories.accounts import make_member, make_user, make_workspace, owner_of
from tests.factories.assessments import make_assessment
from tests.factories.reviews import act, bring_to, make_comment
from tests.test_query_budget import queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def workspace() -> Workspace:
    return make_workspace(owner=make_user(name="Ada Lovelace"), time_zone="Asia/Tokyo")


@pytest.fixture
def ada(workspace: Workspace) -> User:
    return owner_of(workspace)


@pytest.fixture
def grace(workspace: Workspace) -> User:
    return make_member(workspace, Role.EDITOR, user=make_user(name="Grace <Hopper>"))


@pytest.fixture
def assessment(workspace: Workspace) -> Assessment:
    return make_assessment(workspace)


def page(user: User, assessment: Assessment, place: str) -> str:
    client = Client()
    client.force_login(user)
    return client.get(f"/w/{assessment.workspace.code}/assessments/{assessment.code}/{place}").text


def record(assessment: Assessment, *chapters: Chapter) -> Record:
    return record_of(assess(assessment, as_of=assessment.workspace.today), chapters)


def test_results_and_report_say_who_signed_what_and_when(assessment: Assessment, ada: User, grace: User) -> None:
    for place in ("results/", "report/preview/"):
        assert "Submitted</th>" not in page(ada, assessment, place), "nobody has"
    bring_to(assessment, Standing.ACCEPTED, submitter=ada, reviewer=grace)
    bring_to(assessment, Standing.SUBMITTED, submitter=grace, phase="discover")
    for place in ("results/", "report/preview/"):
        text = page(ada, assessment, place)
        assert "Architect for resilience" in text
        assert "Grace &lt;Hopper&gt;, " in text
    signed = {each.phase: each for each in record(assessment).signatures}
    assert list(signed) == ["discover", "architect"]
    assert (signed["architect"].decided_by, signed["architect"].decided) == (
        "Grace <Hopper>",
        assessment.workspace.today,
    )
    assert signed["discover"].decided is None
    assert "Decided</th>" in page(ada, assessment, "results/by-phase/architect/")
    assert "Decided</th>" not in page(ada, assessment, "results/by-phase/validate/")


def test_day_is_that_of_the_workspace(assessment: Assessment, ada: User, grace: User) -> None:
    bring_to(assessment, Standing.ACCEPTED, submitter=ada, reviewer=grace)
    moment = Review.objects.get().decided_at
    assert moment
    late = moment.replace(hour=20, minute=0)
    Review.objects.update(decided_at=late)
    assert record(assessment).signatures[0].decided == (late + timedelta(days=1)).date()


def test_comments_are_in_a_report_only_where_somebody_chose_them(
    assessment: Assessment, ada: User, grace: User
) -> None:
    assert not set(OF_A_WORKSPACE) & {chapter for usual in USUAL_CHAPTERS.values() for chapter in usual}
    thread = make_comment(assessment, ada, text="*Which* drill? <script>alert(1)</script>").thread
    reply(thread=thread, actor=grace, text="That of March.")
    settled = make_comment(assessment, ada, question="DIS-01", text="Settled.").thread
    resolve_thread(thread=settled, actor=ada)
    make_comment(assessment, ada, question="DIS-02", text="Gone.")
    Comment.objects.filter(text="Gone.").update(deleted_at=thread.comments.get(author=ada).written_at)
    assert "That of March." not in page(ada, assessment, "report/preview/")
    assert record(assessment, *USUAL_CHAPTERS[Detail.FULL]).talks == ()
    assert [talk.question for talk in record(assessment, Chapter.COMMENTS).talks] == ["ARC-11"]
    assert [talk.question for talk in record(assessment, Chapter.RESOLVED_COMMENTS).talks] == ["DIS-01"]
    both = record(assessment, *OF_A_WORKSPACE).talks
    assert [(talk.question, talk.is_open, len(talk.comments)) for talk in both] == [
        ("ARC-11", True, 2),
        ("DIS-01", False, 1),
    ]
    client = Client()
    client.force_login(ada)
    address = f"/w/{assessment.workspace.code}/assessments/{assessment.code}/report/preview/"
    sent = {"revision": "1", "detail": "full", "chapters": ["comments"], "summary": ""}
    text = client.post(address, sent).text
    assert "<em>Which</em> drill?" in text
    assert "<script>alert" not in text
    assert "Settled." not in text


def test_milestone_keeps_its_signatures_and_holds_no_comments(assessment: Assessment, ada: User, grace: User) -> None:
    bring_to(assessment, Standing.ACCEPTED, submitter=ada, reviewer=grace)
    make_comment(assessment, ada)
    milestone = freeze_milestone(assessment=assessment, actor=ada, title="Q4")
    before = record_of(assess_milestone(milestone), OF_A_WORKSPACE)
    assert [each.decided_by for each in before.signatures] == ["Grace <Hopper>"]
    assert before.talks == ()
    act(assessment, Act.REOPEN, grace, reason="New.")
    grace.delete()
    assert record_of(assess_milestone(milestone), OF_A_WORKSPACE) == before


def test_pages_ask_as_little_with_many_comments(assessment: Assessment, ada: User, grace: User) -> None:
    client = Client()
    client.force_login(ada)
    base = f"/w/{assessment.workspace.code}/assessments/{assessment.code}"
    bring_to(assessment, Standing.SUBMITTED, submitter=grace)
    few = [queries_of(client, f"{base}/{place}") for place in ("results/", "report/preview/")]
    for _ in range(10):
        make_comment(assessment, grace)
    bring_to(assessment, Standing.SUBMITTED, submitter=grace, phase="discover")
    assert [queries_of(client, f"{base}/{place}") for place in ("results/", "report/preview/")] == few
    assert max(few) <= 10
