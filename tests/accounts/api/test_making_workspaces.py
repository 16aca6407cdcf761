"""Workspaces that programs make and change."""

from __future__ import annotations

import pytest

from accounts.models import Workspace
from tests.api.client import ApiClient, at
from tests.factories.accounts import make_service_account, make_user, make_workspace

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_workspace_is_made_and_changed() -> None:
    client = ApiClient(make_user())
    made = client.post(at("workspaces"), {"name": "Meridian Freight", "time_zone": "Europe/Berlin"})
    assert (made.status_code, Workspace.objects.get().name) == (201, "Meridian Freight")
    address = at("workspace", made.json()["code"])
    changed = client.patch(address, {"accent": "#1F4E8C", "locale": "de"}, seen=made["ETag"])
    assert (changed.json()["accent"], changed.json()["name"]) == ("#1F4E8C", "Meridian Freight")
    assert client.patch(address, {"locale": "xx"}, seen="*").status_code == 422


def test_service_account_makes_none() -> None:
    workspace = make_workspace()
    client = ApiClient(make_service_account(workspace), workspace=workspace)
    assert client.post(at("workspaces"), {"name": "Another"}).status_code == 403
