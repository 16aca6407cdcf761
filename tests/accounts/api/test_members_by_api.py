"""Members, invitations and ownership, as programs deal with them."""

from __future__ import annotations

import pytest
from django.core import mail
from django.core.cache import cache
from pytest_django import Settings

from accounts.domain.roles import Role
from accounts.models import Activity, Invitation, User, Workspace
from accounts.operations.invitations import accept_invitation
from accounts.operations.service_accounts import change_service_account, remove_service_account
from accounts.queries.invitations import InvitationGoneError
from tests.api.client import ApiClient, at
from tests.factories.accounts import (
    make_invitation,
    make_member,
    make_service_account,
    make_user,
    owner_of,
)

pytestmark = pytest.mark.django_db


def roles(workspace: Workspace) -> dict[str, str]:
    return dict(workspace.memberships.values_list("user__code", "role"))


def test_member_gets_another_role_and_is_removed(client: ApiClient, workspace: Workspace) -> None:
    member = make_member(workspace, Role.VIEWER)
    address = at("member", workspace.code, member.code)
    changed = client.patch(address, {"role": "editor"})
    assert (changed.status_code, changed.json()["role"]) == (200, "editor")
    assert client.patch(address, {"role": "king"}).status_code == 422
    assert client.delete(address).status_code == 204
    assert client.get(address).status_code == 404
    assert [*workspace.activities.order_by("pk").values_list("verb", flat=True)] == [
        "member.role_changed",
        "member.removed",
    ]
    assert member.notices.count() == 2


def test_last_owner_stays_until_somebody_else_owns_it(client: ApiClient, workspace: Workspace, owner: User) -> None:
    own = at("member", workspace.code, owner.code)
    for refused in (client.delete(own), client.patch(own, {"role": "editor"})):
        assert refused.status_code == 409
        assert "nobody else owns this one" in refused.json()["detail"]
    heir = make_member(workspace, Role.CONTRIBUTOR)
    handed = client.post(at("workspace_hand_over", workspace.code), {"to": heir.code, "step_down": True})
    assert (handed.status_code, handed.json()["code"], handed.json()["role"]) == (200, heir.code, "owner")
    assert roles(workspace) == {heir.code: "owner", owner.code: "editor"}
    assert client.post(at("workspace_hand_over", workspace.code), {"to": heir.code}).status_code == 403
    assert client.delete(own).status_code == 204


def test_everybody_leaves_by_themselves_and_nobody_removes_others(workspace: Workspace) -> None:
    member, other = make_member(workspace), make_member(workspace)
    client = ApiClient(member)
    assert client.delete(at("member", workspace.code, other.code)).status_code == 403
    assert client.delete(at("member", workspace.code, member.code)).status_code == 204
    assert roles(workspace).keys() == {other.code, owner_of(workspace).code}


def test_token_of_a_lower_role_does_not_give_up_a_higher_one(workspace: Workspace) -> None:
    second = make_member(workspace, Role.OWNER)
    client = ApiClient(second, role=Role.VIEWER.value)
    assert client.delete(at("member", workspace.code, second.code)).status_code == 403
    assert roles(workspace)[second.code] == "owner"


def test_service_account_is_a_member_without_an_address_whom_people_change(
    client: ApiClient, workspace: Workspace
) -> None:
    service = make_service_account(workspace, Role.OWNER)
    address = at("member", workspace.code, service.code)
    shown = client.get(address).json()
    assert (shown["is_service"], shown["email"], shown["last_seen_at"]) == (True, None, None)
    assert client.patch(address, {"role": "viewer"}).status_code == 403
    assert client.delete(address).status_code == 403
    people = client.get(f"{at('members', workspace.code)}?is_service=false").json()["results"]
    assert [each["email"] for each in people] == [owner_of(workspace).email]
    program = ApiClient(service)
    assert program.delete(address).status_code == 403
    heir = make_member(workspace)
    assert program.post(at("workspace_hand_over", workspace.code), {"to": heir.code}).status_code == 403


def test_link_of_an_invitation_is_told_once_and_leads_in(client: ApiClient, workspace: Workspace) -> None:
    body = {"role": "editor"}
    made = client.post(at("invitations", workspace.code), body, Idempotency_Key="bo")
    assert made.status_code == 201, made.content
    link = made.json()["link"]
    assert client.post(at("invitations", workspace.code), body, Idempotency_Key="bo").json()["link"] is None
    assert Invitation.objects.count() == 1
    for shown in (client.get(made["Location"]), client.get(at("invitations", workspace.code))):
        assert "link" not in shown.content.decode()
    renewed = client.post(f"{made['Location']}/renew").json()["link"]
    newcomer = make_user()
    with pytest.raises(InvitationGoneError):
        accept_invitation(secret=link.split("/")[-2], user=newcomer)
    accept_invitation(secret=renewed.split("/")[-2], user=newcomer)
    assert roles(workspace)[newcomer.code] == "editor"
    for settled in (client.post(f"{made['Location']}/renew"), client.delete(made["Location"])):
        assert settled.status_code == 409
        assert "accepted or withdrawn" in settled.json()["detail"]


def test_withdrawn_invitation_opens_nothing(client: ApiClient, workspace: Workspace) -> None:
    invitation = make_invitation(workspace, secret="s3cret")
    assert client.delete(at("invitation", workspace.code, invitation.code)).status_code == 204
    assert client.get(at("invitation", workspace.code, invitation.code)).status_code == 404
    with pytest.raises(InvitationGoneError):
        accept_invitation(secret="s3cret", user=make_user())


def test_invitation_is_mailed_and_not_too_often(client: ApiClient, workspace: Workspace, settings: Settings) -> None:
    settings.HAS_MAIL = True
    cache.clear()
    made = client.post(at("invitations", workspace.code), {"email": "Bo@Example.com", "role": "viewer"})
    assert (made.json()["email"], made.json()["was_mailed"]) == ("bo@example.com", True)
    assert made.json()["link"] in mail.outbox[0].body
    assert client.post(at("invitations", workspace.code), {"email": "bo@example.com"}).status_code == 409
    statuses = [client.post(f"{made['Location']}/renew").status_code for _ in range(5)]
    assert statuses == [200, 200, 200, 429, 429]
    assert len(mail.outbox) == 4


def test_member_is_not_invited_again_and_programs_never(client: ApiClient, workspace: Workspace) -> None:
    member = make_member(workspace)
    service = make_service_account(workspace)
    belongs = client.post(at("invitations", workspace.code), {"email": member.email})
    assert (belongs.status_code, "belongs here already" in belongs.json()["detail"]) == (409, True)
    program = client.post(at("invitations", workspace.code), {"email": service.email})
    assert program.json()["errors"][0]["pointer"] == "#/email"


@pytest.mark.parametrize("ends", ["removed", "lowered"])
def test_invitation_of_a_service_account_ends_with_its_ownership(workspace: Workspace, owner: User, ends: str) -> None:
    """Whoever found its token would come back by the link."""
    service = make_service_account(workspace, Role.OWNER)
    made = ApiClient(service).post(at("invitations", workspace.code), {"role": "owner"}).json()
    if ends == "removed":
        remove_service_account(workspace=workspace, account=service, actor=owner)
    else:
        change_service_account(workspace=workspace, account=service, actor=owner, name=service.name, role=Role.EDITOR)
    with pytest.raises(InvitationGoneError):
        accept_invitation(secret=made["link"].split("/")[-2], user=make_user())
    assert Activity.objects.filter(verb="invitation.withdrawn", actor=owner).count() == 1
