"""The pages of milestones: the list, freezing one, what it holds, beginning anew from it, deletion."""

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.domain.roles import Role
from accounts.models import Activity, User
from assessments.models import Assessment, Milestone
from assessments.operations.milestones import purge_milestones
from tests.factories.accounts import make_member
from tests.factories.answer_files import FIRST
from tests.factories.assessments import make_milestone

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(client: Client, ada: User) -> Client:
    client.force_login(ada)
    return client


def at(assessment: Assessment, place: str = "") -> str:
    return f"/w/{assessment.workspace.code}/assessments/{assessment.code}/milestones/{place}"


def test_list_has_the_newest_first_with_its_numbers(assessment: Assessment, owner: Client) -> None:
    assert "No milestone yet" in owner.get(at(assessment)).text
    make_milestone(assessment, title="Before", moment=timezone.now() - timedelta(days=90))
    assessment.answers.filter(question=FIRST).update(level=5)
    make_milestone(assessment, title="Now")
    page = owner.get(at(assessment)).text
    assert "2 milestones, the last of" in page
    assert page.index(">Now<") < page.index(">Before<")
    assert page.count("2 of 66") == 2
    client_of_viewer = Client()
    client_of_viewer.force_login(make_member(assessment.workspace, Role.VIEWER))
    seen = client_of_viewer.get(at(assessment)).text
    assert ">Now<" in seen
    assert "milestones/new/" not in seen


def test_list_asks_the_same_of_one_and_of_twenty(assessment: Assessment, owner: Client) -> None:
    asked = []
    owner.get(at(assessment))
    for count in (1, 19):
        for _ in range(count):
            make_milestone(assessment)
        with CaptureQueriesContext(connection) as found:
            owner.get(at(assessment))
        asked.append(len(found))
    assert asked[0] == asked[1] <= 8


def test_form_says_what_is_frozen_and_what_is_open(assessment: Assessment, owner: Client) -> None:
    today = assessment.workspace.today
    quarter = f"{today.year} Q{(today.month + 2) // 3}"
    page = owner.get(at(assessment, "new/")).text
    assert f'value="{quarter}"' in page
    assert "64 questions, 1 of them not known" in page
    sent = owner.post(at(assessment, "new/"), {"title": " First ", "note": "As *agreed*."})
    milestone = Milestone.objects.get()
    assert (milestone.title, milestone.note, milestone.frozen_by) == ("First", "As *agreed*.", owner_of_session(owner))
    assert sent["Location"] == milestone.get_absolute_url()
    owner.post(at(assessment, "new/"), {"title": quarter, "note": ""})
    assert f'value="{today.isoformat()}"' in owner.get(at(assessment, "new/")).text


def owner_of_session(client: Client) -> User:
    return User.objects.get(pk=client.session["_auth_user_id"])


def test_form_keeps_what_was_typed_where_the_title_is_missing(assessment: Assessment, owner: Client) -> None:
    page = owner.post(at(assessment, "new/"), {"title": " ", "note": "Long and thoughtful."})
    assert page.status_code == 422
    assert "Give the milestone a title." in page.text
    assert "Long and thoughtful." in page.text
    assert not Milestone.objects.exists()


def test_page_says_what_is_frozen(assessment: Assessment, owner: Client) -> None:
    milestone = make_milestone(assessment, title="<Q4>", note="As *agreed*.")
    page = owner.get(at(assessment, f"{milestone.code}/")).text
    assert "&lt;Q4&gt;: 3.0 verified against a target of 4.0" in page
    assert "As <em>agreed</em>." in page
    assert milestone.content_hash in page
    assert owner.get(at(assessment, "nosuch/")).status_code == 404


def test_new_assessment_is_begun_from_it(assessment: Assessment, owner: Client) -> None:
    milestone = make_milestone(assessment)
    begin = at(assessment, f"{milestone.code}/begin/")
    assert assessment.title in owner.get(begin).text
    assert owner.post(begin, {"title": ""}).status_code == 422
    page = owner.post(begin, {"title": "Second round"}, follow=True)
    begun = Assessment.objects.get(title="Second round")
    assert begun.begun_from == milestone
    assert page.redirect_chain[-1][0].endswith(f"/{begun.code}/")
    assert "3 answers were carried over" in page.text
    assert "Second round" in owner.get(at(assessment, f"{milestone.code}/")).text


def test_owners_delete_one_and_bring_it_back_for_a_month(assessment: Assessment, owner: Client) -> None:
    milestone = make_milestone(assessment)
    here = at(assessment, f"{milestone.code}/")
    sent = owner.post(f"{here}delete/")
    assert [each.extra_tags for each in get_messages(sent.wsgi_request)] == [f"undo:{here}restore/"]
    assert owner.get(here).status_code == 404
    assert "No milestone yet" in owner.get(at(assessment)).text
    owner.post(f"{here}restore/")
    assert owner.get(here).status_code == 200
    owner.post(f"{here}delete/")
    Milestone.objects.update(deleted_at=timezone.now() - timedelta(days=31))
    page = owner.post(f"{here}restore/", follow=True).text
    assert "was deleted more than 30 days ago" in page
    verbs = Activity.objects.filter(verb__startswith="milestone").order_by("pk").values_list("verb", flat=True)
    assert [verb.split(".")[1] for verb in verbs] == ["frozen", "deleted", "restored", "deleted"]
    assert purge_milestones(now=timezone.now()) == 1
    assert not Milestone.objects.exists()


def test_editors_freeze_and_do_not_delete(assessment: Assessment, client: Client) -> None:
    client.force_login(make_member(assessment.workspace, Role.EDITOR))
    client.post(at(assessment, "new/"), {"title": "Q"})
    milestone = Milestone.objects.get()
    page = client.get(at(assessment, f"{milestone.code}/")).text
    assert "Begin a new assessment from it" in page
    assert "Delete this milestone" not in page
    assert client.post(at(assessment, f"{milestone.code}/delete/")).status_code == 403
