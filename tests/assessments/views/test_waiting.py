"""What waits for whom, on the first page of a workspace and on a page of its own."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.domain.roles import Role
from accounts.models import User, Workspace
from assessments.domain.review import Act, Standing
from assessments.models import Assessment, Review
from assessments.operations.assessments import delete_assessment
from assessments.operations.comments import reply, resolve_thread
from tests.factories.accounts import make_member, make_user, make_workspace, owner_of
from tests.factories.assessments import answer_everything, make_assessment
from tests.factories.evidence import make_stored_evidence
from tests.factories.reviews import act, bring_to, make_comment
from tests.test_query_budget import queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def workspace() -> Workspace:
    return make_workspace(owner=make_user(name="Ada Lovelace"))


@pytest.fixture
def ada(workspace: Workspace) -> User:
    return owner_of(workspace)


@pytest.fixture
def grace(workspace: Workspace) -> User:
    return make_member(workspace, Role.EDITOR, user=make_user(name="Grace Hopper"))


@pytest.fixture
def assessment(workspace: Workspace) -> Assessment:
    return make_assessment(workspace, title="Baseline")


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def look(user: User, workspace: Workspace) -> str:
    """Both places say the same."""
    client = client_of(user)
    first, page = client.get(f"/w/{workspace.code}/").text, client.get(f"/w/{workspace.code}/waiting/").text
    assert ("All that waits for you" in first) is ("Nothing waits for you" not in page)
    return page


def test_review_waits_for_those_who_may_decide_it(
    assessment: Assessment, workspace: Workspace, ada: User, grace: User
) -> None:
    contributor = make_member(workspace, Role.CONTRIBUTOR)
    assert "Nothing waits for you" in look(grace, workspace)
    bring_to(assessment, Standing.SUBMITTED, submitter=ada)
    assert "Review Architect for resilience" in look(grace, workspace)
    for other in (ada, contributor):
        assert "Nothing waits for you" in look(other, workspace)
    bring_to(assessment, Standing.SUBMITTED, submitter=ada, phase="discover")
    assert "Review 2 sections" in look(grace, workspace)
    for phase in ("architect", "discover"):
        act(assessment, Act.ACCEPT, grace, phase=phase)
    assert "Nothing waits for you" in look(grace, workspace)


def test_section_sent_back_waits_for_who_submitted_it(
    assessment: Assessment, workspace: Workspace, ada: User, grace: User
) -> None:
    bring_to(assessment, Standing.SENT_BACK, submitter=ada, reviewer=grace)
    assert "Architect for resilience was sent back" in look(ada, workspace)
    assert "Nothing waits for you" in look(grace, workspace)
    delete_assessment(assessment=assessment, actor=ada)
    assert "Nothing waits for you" in look(ada, workspace)


def test_phase_that_a_newer_pack_does_not_have_waits_for_nobody(
    assessment: Assessment, workspace: Workspace, ada: User, grace: User
) -> None:
    bring_to(assessment, Standing.SENT_BACK, submitter=ada, reviewer=grace)
    Review.objects.update(phase="retired")
    assert "Nothing waits for you" in look(ada, workspace)
    assert "retired" in client_of(ada).get(f"/w/{workspace.code}/assessments/{assessment.code}/review/").text


def test_question_to_somebody_waits_until_they_reply_or_it_is_settled(
    assessment: Assessment, workspace: Workspace, ada: User, grace: User
) -> None:
    viewer = make_member(workspace, Role.VIEWER)
    first = make_comment(assessment, ada, text="@Grace which drill?", mentioned=[grace.code, viewer.code])
    for person in (grace, viewer):
        assert "Ada Lovelace asks you about ARC-11" in look(person, workspace)
    reply(thread=first.thread, actor=grace, text="That of March.")
    assert "Nothing waits for you" in look(grace, workspace)
    assert "asks you" in look(viewer, workspace)
    resolve_thread(thread=first.thread, actor=ada)
    assert "Nothing waits for you" in look(viewer, workspace)


def test_own_evidence_that_lapses_soon_stands_on_the_page(workspace: Workspace, ada: User) -> None:
    make_stored_evidence(workspace, title="Old drill", days_old=170, owner=ada)
    text = client_of(ada).get(f"/w/{workspace.code}/waiting/").text
    assert "1 piece of your evidence lapses within 30 days" in text
    assert "Old drill" in text


def test_pages_ask_as_little_with_much_that_waits(
    assessment: Assessment, workspace: Workspace, ada: User, grace: User
) -> None:
    def wait_for_grace(each: Assessment) -> None:
        answer_everything(each)
        for phase in each.questions.phases[:2]:
            bring_to(each, Standing.SUBMITTED, submitter=ada, reviewer=grace, phase=phase.id)
        bring_to(each, Standing.SENT_BACK, submitter=grace, reviewer=ada, phase=each.questions.phases[2].id)
        make_comment(each, ada, mentioned=[grace.code])
        make_stored_evidence(workspace, days_old=170, owner=grace)

    addresses = [f"/w/{workspace.code}/", f"/w/{workspace.code}/waiting/"]
    client = client_of(grace)
    wait_for_grace(assessment)
    few = [queries_of(client, address) for address in addresses]
    for _ in range(6):
        wait_for_grace(make_assessment(workspace))
    assert [queries_of(client, address) for address in addresses] == few
    assert max(few) <= 10
