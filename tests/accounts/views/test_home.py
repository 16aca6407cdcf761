"""Where one lands: the choice of workspaces, and what is said when there is none to choose."""

from datetime import UTC, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import formats, timezone

from accounts.models import Membership, Workspace
from accounts.queries.workspaces import Choice
from core.templatetags.page import moment
from tests.factories.accounts import make_event, make_member, make_user, make_workspace, owner_of

pytestmark = pytest.mark.django_db


def seen(workspace: Workspace, *, hours_ago: int) -> None:
    """By its owner."""
    moment = timezone.now() - timedelta(hours=hours_ago)
    Membership.objects.filter(workspace=workspace, user=owner_of(workspace)).update(last_seen_at=moment)


def names(client: Client) -> list[str]:
    choices: list[Choice] = client.get(reverse("home")).context["choices"]
    return [choice.membership.workspace.name for choice in choices]


def test_workspace_used_last_comes_first(client: Client) -> None:
    ada = make_user()
    older, newer, oldest = (make_workspace(owner=ada, name=name) for name in ("Older", "Newer", "Oldest"))
    for workspace, hours_ago in ((older, 5), (newer, 2), (oldest, 9)):
        seen(workspace, hours_ago=hours_ago)
    client.force_login(ada)
    assert names(client) == ["Newer", "Older", "Oldest"]
    client.get(reverse("workspace_detail", args=[oldest.code]))
    # Presence is kept to the hour, so that of two that were opened within one only the session knows the order.
    client.get(reverse("workspace_detail", args=[older.code]))
    assert names(client) == ["Older", "Oldest", "Newer"]
    client.get(reverse("workspace_detail", args=[oldest.code]))
    assert names(client) == ["Oldest", "Older", "Newer"]


def test_choice_tells_members_and_the_day_of_the_last_activity(client: Client) -> None:
    ada = make_user()
    busy, quiet = make_workspace(owner=ada, time_zone="Pacific/Auckland"), make_workspace(owner=ada)
    for _ in range(2):
        make_event(busy, actor=make_member(busy))
    make_event(quiet)
    client.force_login(ada)
    found = {choice.membership.workspace: choice for choice in client.get(reverse("home")).context["choices"]}
    assert (found[busy].members, found[quiet].members) == (3, 1)
    last = busy.activities.latest("pk").at
    assert found[busy].active_at == last
    page = client.get(reverse("home")).content.decode()
    assert "3 members" in page
    assert "1 member<" in page
    assert f"Last activity: {moment(last, 'DATE_FORMAT', of=busy)}" in page


def test_deleted_one_says_until_when_in_its_own_time_zone(client: Client) -> None:
    ada = make_user()
    make_workspace(owner=ada)
    late = timezone.now().astimezone(UTC).replace(hour=23, minute=30) - timedelta(days=2)
    gone = make_workspace(owner=ada, time_zone="Asia/Tokyo", deleted_at=late)
    client.force_login(ada)
    page = client.get(reverse("home")).content.decode()
    in_tokyo = formats.date_format((late + timedelta(days=31)).date(), "DATE_FORMAT")
    assert gone.name in page
    assert f">{in_tokyo}</time>" in page.partition("Can be restored until")[2]
    assert "Choose a workspace" in page


def test_only_workspace_that_is_deleted_is_told_with_what_to_do(client: Client) -> None:
    ada = make_user()
    gone = make_workspace(owner=ada, deleted_at=timezone.now())
    client.force_login(ada)
    page = client.get(reverse("home")).content.decode()
    assert "Your only workspace is deleted" in page
    assert "you can restore it" in page
    assert reverse("workspace_restore", args=[gone.code]) in page
    assert reverse("workspace_create") in page
    assert "You do not belong to a workspace yet" not in page
    make_workspace(owner=ada, deleted_at=timezone.now())
    assert "Your workspaces are deleted" in client.get(reverse("home")).content.decode()


def test_who_belongs_nowhere_is_told_how_to_come_in(client: Client) -> None:
    client.force_login(make_user(email="ada@example.com"))
    page = client.get(reverse("home")).content.decode()
    assert "You do not belong to a workspace yet" in page
    assert "ada@example.com" in page
