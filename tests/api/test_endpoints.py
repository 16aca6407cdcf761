"""Every endpoint signed out, as a stranger, as each role, with a token that reads only, and of another workspace."""

from __future__ import annotations

import pytest
from django.urls import get_resolver, reverse

from accounts.domain.roles import Role
from accounts.models import User, Workspace
from tests.api.client import ApiClient, undone
from tests.api.endpoint_kinds import Appointed, Endpoint, Open, Personal
from tests.api.endpoints import ENDPOINTS
from tests.factories.accounts import make_member, make_user, make_workspace, owner_of
from tests.test_routes import patterns

pytestmark = [pytest.mark.django_db, pytest.mark.once]

LEFT_ALONE = {200, 201, 202, 204, 400, 409, 412, 415, 422, 428}
"""What somebody who may call can be told to a call without a body."""


def of(kind: type) -> list[str]:
    return sorted(name for name, each in ENDPOINTS.items() if isinstance(each, kind))


def test_every_endpoint_has_a_line() -> None:
    """Of a name of its own: of two addresses with the same name, one would be asked by nobody."""
    found = [str(each.name) for address, each in patterns(get_resolver()) if address.startswith("api/")]
    assert sorted(found) == sorted({*ENDPOINTS, "api_nothing"})


def taken_back(client: ApiClient, method: str, address: str) -> int:
    """Its status; what it changed is as it was."""
    with undone():
        answer = client.call(method, address)
        if answer.streaming:
            answer.getvalue()  # which closes the file
    return int(answer.status_code)


@pytest.mark.parametrize("name", of(Endpoint))
def test_endpoint_is_for_members_with_the_right(name: str) -> None:
    endpoint = ENDPOINTS[name]
    assert isinstance(endpoint, Endpoint)
    workspace = make_workspace()
    address = address_of(name, endpoint, workspace)
    stranger = make_workspace().memberships.get().user
    people = {role: person_of(workspace, role) for role in Role}
    elsewhere = {"workspace": make_workspace(owner=people[Role.OWNER])}
    for method in ("GET", "POST", "PUT", "PATCH", "DELETE"):
        if method in endpoint.appointed:
            assert_appointed(method, address, workspace, least=endpoint.methods.get(method))
            continue
        least = endpoint.methods.get(method)
        if least is None:
            assert taken_back(ApiClient(people[Role.OWNER]), method, address) == 405, method
            continue
        assert taken_back(ApiClient(), method, address) == 401, method
        assert taken_back(ApiClient(stranger), method, address) == 404, method
        assert taken_back(ApiClient(people[Role.OWNER], **elsewhere), method, address) == 404, method
        for role, person in people.items():
            wanted = LEFT_ALONE if role.includes(least) else {403}
            assert taken_back(ApiClient(person), method, address) in wanted, f"{method} as {role}"
        below = [role for role in Role if not role.includes(least)]
        if below:
            assert taken_back(ApiClient(people[Role.OWNER], role=below[-1].value), method, address) == 403, method
        reads = taken_back(ApiClient(people[Role.OWNER], is_read_only=True), method, address)
        assert reads in (LEFT_ALONE if method == "GET" else {403}), method


@pytest.mark.parametrize("name", of(Appointed))
def test_endpoint_is_for_who_has_to_do_with_it(name: str) -> None:
    endpoint = ENDPOINTS[name]
    assert isinstance(endpoint, Appointed)
    workspace = make_workspace()
    address = address_of(name, endpoint, workspace)
    stranger = make_workspace().memberships.get().user
    if endpoint.is_read_by_all:
        assert taken_back(ApiClient(stranger), "GET", address) == 404
        assert taken_back(ApiClient(make_member(workspace)), "GET", address) in LEFT_ALONE
    for method in endpoint.methods:
        assert_appointed(method, address, workspace, least=endpoint.least, refused=endpoint.refused)


def assert_appointed(
    method: str, address: str, workspace: Workspace, *, least: Role | None = None, refused: int = 403
) -> None:
    """Those of the role `least` may, too, where there is one."""
    owner, stranger = owner_of(workspace), make_workspace().memberships.get().user
    assert taken_back(ApiClient(), method, address) == 401
    assert taken_back(ApiClient(stranger), method, address) == 404
    assert taken_back(ApiClient(owner), method, address) in LEFT_ALONE
    assert taken_back(ApiClient(owner, is_read_only=True), method, address) in (
        LEFT_ALONE if method == "GET" else {403}
    ), method
    for role in Role:
        wanted = LEFT_ALONE if least and role.includes(least) else {refused}
        assert taken_back(ApiClient(make_member(workspace, role)), method, address) in wanted, f"{method} as {role}"


@pytest.mark.parametrize("name", of(Personal))
def test_endpoint_is_for_whoever_has_a_token(name: str) -> None:
    personal = ENDPOINTS[name]
    assert isinstance(personal, Personal)
    person = make_user()
    address = reverse(name, kwargs=personal.arguments(person) if personal.arguments else {})
    for method in personal.methods:
        assert taken_back(ApiClient(), method, address) == 401
        assert taken_back(ApiClient(person), method, address) in LEFT_ALONE
        reads = taken_back(ApiClient(person, is_read_only=True), method, address)
        assert reads in (LEFT_ALONE if method == "GET" else {403}), method
        if personal.arguments and not personal.is_for_all:
            assert taken_back(ApiClient(make_user()), method, address) == 404


@pytest.mark.parametrize("name", of(Open))
def test_endpoint_is_open(name: str) -> None:
    assert ApiClient().get(reverse(name)).status_code == 200


def address_of(name: str, endpoint: Endpoint | Appointed, workspace: Workspace) -> str:
    arguments = endpoint.arguments(workspace) if endpoint.arguments else {}
    return reverse(name, kwargs={"workspace_code": workspace.code, **arguments})


def person_of(workspace: Workspace, role: Role) -> User:
    return workspace.memberships.get(role=role.value).user if role == Role.OWNER else make_member(workspace, role)
