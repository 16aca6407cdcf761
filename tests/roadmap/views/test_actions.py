"""The page of one action, and what can be done on it."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.domain.periods import DELETED_IS_KEPT
from accounts.domain.roles import Role
from accounts.models import User
from roadmap.models import Action, ActionComment
from roadmap.operations.actions import Link, set_state
from roadmap.operations.comments import purge_comments, write_comment
from roadmap.operations.dependencies import set_needs
from tests.factories.accounts import make_member, make_workspace, owner_of
from tests.factories.assessments import make_assessment
from tests.factories.roadmap import make_action, make_roadmap

pytestmark = pytest.mark.django_db


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def at(name: str, action: Action, *codes: str) -> str:
    return reverse(name, args=[action.roadmap.workspace.code, action.roadmap.code, action.code, *codes])


def test_page_tells_what_the_action_is() -> None:
    workspace = make_workspace()
    assessment = make_assessment(workspace)
    roadmap = make_roadmap(workspace, assessment=assessment)
    action = make_action(
        roadmap,
        title="Drill the restore",
        description="**Weekly**",
        question="DIS-01",
        to_level=4,
        links=[Link("Ticket", "https://tracker.example/7")],
        due_date=roadmap.start_date,
    )
    before, after = make_action(roadmap, title="Before"), make_action(roadmap, title="After")
    set_needs(action=action, needs=[before])
    set_needs(action=after, needs=[action])
    text = client_of(make_member(workspace)).get(at("action_detail", action)).content.decode()
    for said in ["<strong>Weekly</strong>", "https://tracker.example/7", "Before", "After", "overdue since"]:
        assert said in text
    assert reverse("question_detail", args=[workspace.code, assessment.code, "DIS-01"]) in text
    assert at("action_state", action) not in text


def test_state_and_progress_are_saved_by_who_works_on_it() -> None:
    workspace = make_workspace()
    action = make_action(make_roadmap(workspace))
    client = client_of(make_member(workspace, Role.CONTRIBUTOR))
    client.post(at("action_state", action), {"revision": 1, "state": "doing", "progress": "30"})
    action.refresh_from_db()
    assert (action.state, action.progress, action.started_at is not None) == ("doing", 30, True)
    assert client.post(at("action_state", action), {"revision": 2, "progress": "101"}).status_code == 422


def test_state_seen_too_late_is_told_and_changes_nothing() -> None:
    workspace = make_workspace()
    action = make_action(make_roadmap(workspace))
    set_state(action=action, actor=owner_of(workspace), seen=1, state="waiting")
    answer = client_of(owner_of(workspace)).post(at("action_state", action), {"revision": 1, "state": "doing"})
    assert answer.status_code == 409
    assert "Nothing was changed" in answer.content.decode()
    action.refresh_from_db()
    assert action.state == "waiting"


def test_deleted_action_comes_back_by_undo() -> None:
    workspace = make_workspace()
    action = make_action(make_roadmap(workspace))
    client = client_of(owner_of(workspace))
    page = client.post(at("action_delete", action), follow=True).content.decode()
    assert at("action_restore", action) in page
    assert client.get(at("action_detail", action)).status_code == 404
    client.post(at("action_restore", action))
    assert client.get(at("action_detail", action)).status_code == 200


def test_circle_that_a_deleted_action_would_close_is_left_out_and_told() -> None:
    roadmap = make_roadmap(make_workspace())
    a, b, c = (make_action(roadmap) for _ in range(3))
    set_needs(action=a, needs=[b])
    set_needs(action=b, needs=[c])
    client = client_of(owner_of(roadmap.workspace))
    client.post(at("action_delete", b))
    set_needs(action=c, needs=[a])
    page = client.post(at("action_restore", b), follow=True).content.decode()
    assert "1 dependency was left out" in page


def test_action_deleted_a_month_ago_is_gone() -> None:
    action = make_action(make_roadmap(make_workspace()))
    Action.objects.filter(pk=action.pk).update(deleted_at=timezone.now() - DELETED_IS_KEPT)
    answer = client_of(owner_of(action.roadmap.workspace)).post(at("action_restore", action), follow=True)
    assert "more than 30 days ago" in answer.content.decode()


def test_comment_is_written_deleted_and_taken_back() -> None:
    workspace = make_workspace()
    action = make_action(make_roadmap(workspace))
    client = client_of(make_member(workspace, Role.CONTRIBUTOR))
    client.post(at("action_comment_create", action), {"text": "Who has the *keys*?"})
    comment = ActionComment.objects.get()
    assert "<em>keys</em>" in client.get(at("action_detail", action)).content.decode()
    page = client.post(at("action_comment_delete", action, comment.code), follow=True).content.decode()
    assert "<em>keys</em>" not in page
    assert at("action_comment_restore", action, comment.code) in page
    page = client.post(at("action_comment_restore", action, comment.code), follow=True).content.decode()
    assert "<em>keys</em>" in page


def test_comment_of_somebody_else_stays() -> None:
    workspace = make_workspace()
    action = make_action(make_roadmap(workspace))
    comment = write_comment(action=action, actor=make_member(workspace, Role.EDITOR), text="Mine.")
    client = client_of(owner_of(workspace))
    assert client.post(at("action_comment_delete", action, comment.code)).status_code == 403


def test_empty_comment_is_refused() -> None:
    action = make_action(make_roadmap(make_workspace()))
    answer = client_of(owner_of(action.roadmap.workspace)).post(at("action_comment_create", action), {"text": " "})
    assert answer.status_code == 422
    assert "Write what you want to say." in answer.content.decode()


def test_comment_deleted_a_month_ago_is_removed() -> None:
    action = make_action(make_roadmap(make_workspace()))
    owner = owner_of(action.roadmap.workspace)
    comment = write_comment(action=action, actor=owner, text="Old.")
    kept = write_comment(action=action, actor=owner, text="New.")
    ActionComment.objects.filter(pk=comment.pk).update(deleted_at=timezone.now() - DELETED_IS_KEPT)
    answer = client_of(owner).post(at("action_comment_restore", action, comment.code), follow=True)
    assert "more than 30 days ago" in answer.content.decode()
    assert purge_comments(now=timezone.now()) == 1
    assert list(ActionComment.objects.all()) == [kept]
