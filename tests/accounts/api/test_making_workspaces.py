"""Workspaces that programs make and change."""

from __future__ import annotations

import pytest

from accounts.domain.roles import Role
from accounts.models import Workspace
from tests.api.client import ApiClient, at
from tests.factories.accounts import make_service_account, make_user, make_workspace, owner_of

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_workspace_is_made_and_changed() -> None:
    client = ApiClient(make_user())
    made = client.post(at("workspaces"), {"name": "Meridian Freight", "time_zone": "Europe/Berlin"})
    assert (made.status_code, Workspace.objects.get().name) == (201, "Meridian Freight")
    address = at("workspace", made.json()["code"])
    changed = client.patch(address, {"accent": "#1F4E8C", "locale": "de"}, seen=made["ETag"])
    assert (changed.json()["accent"], changed.json()["name"]) == ("#1F4E8C", "Meridian Freight")
    assert client.patch(address, {"locale": "xx"}, seen="*").status_code == 422


def test_token_of_less_than_all_makes_none() -> None:
    workspace = make_workspace()
    owner = owner_of(workspace)
    less = [
        ApiClient(make_service_account(workspace), workspace=workspace),
        ApiClient(owner, workspace=workspace),
        ApiClient(owner, role=Role.EDITOR.value),
        ApiClient(owner, role=Role.VIEWER.value),
    ]
    whole = ApiClient(owner)
    assert whole.post(at("workspaces"), {"name": "Another"}, Idempotency_Key="one").status_code == 201
    for client in less:
        refused = client.post(at("workspaces"), {"name": "Another"}, Idempotency_Key="one")
        assert refused.status_code == 403
        assert "for all of your workspaces" in refused.json()["detail"]
        assert client.get(at("workspaces")).status_code == 200
    assert Workspace.objects.count() == 2
