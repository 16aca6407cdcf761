"""How many questions each page asks the database: at most ten, however much there is."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User, Workspace
from tests.factories.accounts import (
    make_event,
    make_invitation,
    make_member,
    make_notice,
    make_service_account,
    make_token,
    make_workspace,
    owner_of,
)

pytestmark = pytest.mark.django_db


def members(workspace: Workspace, person: User) -> None:
    make_event(workspace, actor=make_member(workspace))
    make_service_account(workspace)
    make_invitation(workspace)


def events(workspace: Workspace, person: User) -> None:
    make_event(workspace, actor=make_member(workspace))


def notices(workspace: Workspace, person: User) -> None:
    make_notice(person, workspace=workspace)


def tokens(workspace: Workspace, person: User) -> None:
    make_token(person, workspace=workspace)


def programs(workspace: Workspace, person: User) -> None:
    make_token(make_service_account(workspace), workspace=workspace, made_by=person)


def workspaces(workspace: Workspace, person: User) -> None:
    make_workspace(owner=person)
    make_workspace(owner=person, deleted_at=timezone.now() - timedelta(days=1))


def nothing(workspace: Workspace, person: User) -> None:
    """The page has no list of its own; the bar's is that of workspaces."""
    make_workspace(owner=person)


PAGES: dict[str, tuple[bool, Callable[[Workspace, User], None]]] = {
    "member_list": (True, members),
    "member_hand_over": (True, members),
    "workspace_leave": (True, members),
    "invitation_create": (True, nothing),
    "activity_list": (True, events),
    "activity_export_csv": (True, events),
    "activity_export_json": (True, events),
    "workspace_settings": (True, nothing),
    "workspace_logos": (True, nothing),
    "workspace_delete": (True, nothing),
    "workspace_create": (False, nothing),
    "account_detail": (False, nothing),
    "notice_list": (False, notices),
    "token_list": (False, tokens),
    "service_account_list": (True, programs),
    "service_account_create": (True, nothing),
    "home": (False, workspaces),
}


def count(client: Client, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        answer = client.get(address)
        body = answer.getvalue()
    assert answer.status_code == 200
    assert body
    return len(asked)


@pytest.mark.parametrize("name", PAGES)
def test_page_asks_little_and_the_same_at_1_and_30_rows(client: Client, name: str) -> None:
    is_in_workspace, make_row = PAGES[name]
    workspace = make_workspace()
    person = owner_of(workspace)
    address = reverse(name, args=[workspace.code] if is_in_workspace else [])
    client.force_login(person)
    make_row(workspace, person)
    count(client, address)  # what a session asks only once
    at_one = count(client, address)
    for _ in range(29):
        make_row(workspace, person)
    assert count(client, address) == at_one
    assert at_one <= 10
