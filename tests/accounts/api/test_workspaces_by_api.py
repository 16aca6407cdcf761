"""Logos, activity and the end of a workspace, and what a program knows of whoever it acts for."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from accounts.domain.roles import Role
from accounts.models import User, Workspace
from accounts.operations.invitations import invite
from tests.api.client import ApiClient, at
from tests.factories.accounts import (
    make_event,
    make_member,
    make_notice,
    make_service_account,
    make_user,
    make_workspace,
)
from tests.factories.uploads import PDF, make_picture, make_upload

pytestmark = pytest.mark.django_db


def put_logo(client: ApiClient, workspace: Workspace, image: bytes, *, seen: int, which: str = "logo") -> Any:
    return client.client.put(
        at("logo", workspace.code, which),
        encode_multipart(BOUNDARY, {"image": make_upload(image, "logo.png")}),
        content_type=MULTIPART_CONTENT,
        headers={**client.headers, "If-Match": f'"{seen}"'},
    )


# --- logos ------------------------------------------------------------------------------------------------------------


def test_logo_is_put_there_read_and_taken_away(client: ApiClient, workspace: Workspace) -> None:
    address = at("logo", workspace.code, "logo")
    assert client.get(address).status_code == 404
    put = put_logo(client, workspace, make_picture("JPEG"), seen=1)
    assert (put.status_code, put["ETag"]) == (200, '"2"')
    assert put.json()["logo"] == f"http://testserver{address}"
    assert put.json()["consultant_logo"] is None
    image = ApiClient(make_member(workspace)).get(address)
    assert image.content.startswith(b"\x89PNG")
    assert image["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert image["X-Content-Type-Options"] == "nosniff"
    assert put_logo(client, workspace, make_picture(), seen=1).status_code == 412
    assert client.delete(address, seen=2).json()["logo"] is None
    assert client.get(address).status_code == 404
    assert client.get(at("logo", workspace.code, "name")).status_code == 404


def test_what_is_no_image_is_refused_at_its_field(client: ApiClient, workspace: Workspace) -> None:
    refused = put_logo(client, workspace, PDF, seen=1)
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["pointer"] == "#/image"


# --- activity ---------------------------------------------------------------------------------------------------------


def test_activity_is_told_and_filtered_as_on_its_page(client: ApiClient, workspace: Workspace, owner: User) -> None:
    member = make_member(workspace)
    client.patch(at("member", workspace.code, member.code), {"role": "editor"})
    make_event(workspace, verb="workspace.restored", actor=member)
    address = at("activity", workspace.code)
    newest, changed = client.get(address).json()["results"]
    assert newest["sentence"] == f"{member} restored the workspace"
    assert changed["who"] == {"code": owner.code, "name": "Ada"}
    assert changed["what"] == {"kind": "user", "code": member.code, "name": str(member)}
    assert (changed["event"], changed["detail"]["to_role"]) == ("member.role_changed", "editor")
    for query, found in {
        f"person={member.code}": [newest["code"]],
        "kind=member": [changed["code"]],
        "from=2999-01-01": [],
        "to=2999-01-01&limit=1": [newest["code"]],
    }.items():
        assert [each["code"] for each in client.get(f"{address}?{query}").json()["results"]] == found, query
    stranger = make_user()
    for query in (f"person={stranger.code}", "kind=secrets", "from=tomorrow", "from=2026-02-01&to=2026-01-01"):
        assert client.get(f"{address}?{query}").status_code == 400, query


def test_address_of_who_was_invited_is_for_owners(client: ApiClient, workspace: Workspace, owner: User) -> None:
    invite(workspace=workspace, actor=owner, role=Role.EDITOR, email="bo@example.com", address=str)
    address = at("activity", workspace.code)
    assert "bo@example.com" in client.get(address).content.decode()
    for reader in (ApiClient(make_member(workspace, Role.EDITOR)), ApiClient(owner, role=Role.VIEWER.value)):
        (event,) = reader.get(address).json()["results"]
        assert event["sentence"] == "Ada invited somebody, as Editor"
        assert "bo@example.com" not in str(event)


# --- the end of a workspace -------------------------------------------------------------------------------------------


def test_workspace_is_deleted_by_its_name_and_brought_back(client: ApiClient, workspace: Workspace) -> None:
    address = at("workspace", workspace.code)
    assert client.delete(address, seen=1).status_code == 400
    other = client.delete(f"{address}?name=Southwind", seen=1)
    assert (other.status_code, "not the name" in other.json()["detail"]) == (409, True)
    assert client.delete(f"{address}?name=Northwind", seen=7).status_code == 412
    assert client.delete(f"{address}?name=Northwind", seen=1).status_code == 204
    assert client.get(address).status_code == 404
    (deleted,) = client.get(at("workspaces_deleted")).json()["results"]
    assert (deleted["code"], deleted["name"]) == (workspace.code, "Northwind")
    assert deleted["deleted_at"] < deleted["kept_until"]
    assert client.post(f"{address}/restore").json()["name"] == "Northwind"
    assert client.get(address).status_code == 200
    assert client.post(f"{address}/restore").status_code == 404


def test_deleted_workspace_does_not_exist_for_lesser_tokens(workspace: Workspace, owner: User) -> None:
    editor = make_member(workspace, Role.EDITOR)
    ApiClient(owner).delete(f"{at('workspace', workspace.code)}?name=Northwind", seen=1)
    for lesser in (
        ApiClient(editor),
        ApiClient(owner, role=Role.EDITOR.value),
        ApiClient(owner, workspace=make_workspace(owner=owner)),
    ):
        assert lesser.get(at("workspaces_deleted")).json()["results"] == []
        assert lesser.post(at("workspace_restore", workspace.code)).status_code == 404
    assert ApiClient(owner, workspace=workspace).get(at("workspaces_deleted")).status_code == 401


# --- whoever calls ----------------------------------------------------------------------------------------------------


def test_caller_reads_who_they_are_and_by_which_token(workspace: Workspace, owner: User) -> None:
    client = ApiClient(owner, role=Role.EDITOR.value, workspace=workspace, is_read_only=True)
    shown = client.get(at("account")).json()
    token = shown.pop("token")
    assert shown == {"code": owner.code, "name": "Ada", "email": owner.email, "is_service": False, "wants_digest": True}
    assert token["code"] == client.token.code
    assert (token["role"], token["workspace"], token["is_read_only"]) == ("editor", workspace.code, True)
    service = ApiClient(make_service_account(workspace)).get(at("account")).json()
    assert (service["email"], service["is_service"]) == (None, True)


def test_person_is_renamed_and_gets_no_more_mails(client: ApiClient, owner: User, settings: Settings) -> None:
    settings.HAS_MAIL = True
    assert client.patch(at("account"), {"wants_digest": False}).json()["wants_digest"] is False
    assert client.patch(at("account"), {"name": "Ada Lovelace"}).json()["name"] == "Ada Lovelace"
    assert client.patch(at("account"), {"name": ""}).status_code == 422
    assert client.patch(at("account"), {"is_superuser": True}).status_code == 422
    owner.refresh_from_db()
    assert (owner.name, owner.wants_digest, owner.is_superuser) == ("Ada Lovelace", False, False)
    settings.HAS_MAIL = False
    assert client.patch(at("account"), {"wants_digest": True}).status_code == 422


def test_account_is_not_for_programs_of_one_workspace(workspace: Workspace, owner: User) -> None:
    service = make_service_account(workspace, Role.OWNER)
    for client in (ApiClient(service), ApiClient(owner, workspace=workspace)):
        assert client.patch(at("account"), {"name": "Eve"}).status_code == 403


def test_notices_are_read_one_by_one_and_all_at_once(client: ApiClient, workspace: Workspace, owner: User) -> None:
    first = make_notice(owner, workspace=workspace, path="/w/")
    make_notice(owner)
    make_notice(make_user(), workspace=workspace)
    listed = client.get(at("notices")).json()["results"]
    assert [each["workspace"] for each in listed] == [None, workspace.code]
    assert (listed[0]["page"], listed[1]["page"]) == (None, "http://testserver/w/")
    assert client.post(at("notice_read", first.code)).json()["read_at"]
    unread = client.get(f"{at('notices')}?is_read=false").json()["results"]
    assert [each["code"] for each in unread] == [listed[0]["code"]]
    assert client.post(at("notices_read")).status_code == 204
    assert client.get(f"{at('notices')}?is_read=false").json()["results"] == []


def test_token_of_one_workspace_knows_the_notices_about_it(workspace: Workspace, owner: User) -> None:
    about, other = make_notice(owner, workspace=workspace), make_notice(owner, workspace=make_workspace(owner=owner))
    client = ApiClient(owner, workspace=workspace)
    assert [each["code"] for each in client.get(at("notices")).json()["results"]] == [about.code]
    assert client.post(at("notice_read", other.code)).status_code == 404
    assert client.post(at("notices_read")).status_code == 204
    other.refresh_from_db()
    assert other.read_at is None


def test_notices_take_as_many_queries_at_one_as_at_thirty(client: ApiClient, workspace: Workspace, owner: User) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert client.get(at("notices")).status_code == 200
        return len(seen)

    cache.clear()
    make_notice(owner, workspace=workspace)
    client.get(at("notices"))
    at_one = queries()
    for _ in range(29):
        make_notice(owner, workspace=make_workspace(owner=owner))
    assert queries() == at_one <= 8
