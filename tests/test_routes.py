"""Every route as owner, as a lesser member, as a stranger from another workspace, and signed out."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from accounts.domain.roles import Role
from accounts.models import User, Workspace
from tests.factories.accounts import make_member, make_workspace
from tests.route_kinds import Anyone, Appointed, Member, Person
from tests.routes import OF_OTHERS, ROUTES

pytestmark = pytest.mark.django_db

KEEPING = {
    "roadmap_create",
    "action_close",
    "roadmap_settings",
    "phase_settings",
    "gate_pass",
    "decision_create",
    "decision_detail",
    "item_create",
    "item_detail",
    "action_comment_create",
    "action_create",
    "action_drop",
    "action_settings",
    "answer_save",
    "artifact_accept",
    "artifact_ask",
    "artifact_change",
    "artifact_create",
    "artifact_send_back",
    "artifact_tick",
    "artifact_version",
    "assessment_create",
    "assessment_duplicate",
    "assessment_settings",
    "citation_create",
    "comment_change",
    "comment_create",
    "evidence_create",
    "evidence_change",
    "evidence_replace",
    "milestone_create",
    "pilot_check_in_change",
    "pilot_check_in_create",
    "pilot_create",
    "pilot_decide",
    "pilot_handover_create",
    "pilot_settings",
    "report_compose",
    "review_act",
    "suggestion_list",
    "thread_reply",
    "workspace_settings",
    "declaration_list",
    "evaluation_create",
    "evaluation_settings",
    "participant_create",
    "price_edit",
    "price_terms",
}
"""What is sent to these by who is signed out comes back to be sent again; see core/resend.py."""

LEAVE_ALONE = {"get": {200, 302, 405}, "post": {200, 302, 400, 405, 409, 422}}
"""What a person who may open an address can be told: anything but that it is missing, forbidden or broken."""


def patterns(found: URLResolver, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for each in found.url_patterns:
        if isinstance(each, URLResolver):
            yield from patterns(each, prefix + str(each.pattern))
        else:
            yield prefix + str(each.pattern), each


def own_routes() -> set[str]:
    return {
        str(pattern.name) for address, pattern in patterns(get_resolver()) if not address.startswith(tuple(OF_OTHERS))
    }


def test_every_route_has_a_line() -> None:
    assert own_routes() == set(ROUTES)


def address_of(name: str, workspace: Workspace) -> str:
    route = ROUTES[name]
    arguments = route.arguments(workspace) if route.arguments else {}
    if isinstance(route, Member | Appointed):
        arguments = {"workspace_code": workspace.code, **arguments}
    return reverse(name, kwargs=arguments)


def signed_in(user: User) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client


@pytest.fixture
def workspace() -> Workspace:
    return make_workspace()


@pytest.fixture
def owner(workspace: Workspace) -> User:
    return workspace.memberships.get().user


@pytest.fixture
def stranger() -> User:
    """Owns a workspace, but another one."""
    return make_workspace().memberships.get().user


@pytest.mark.parametrize("name", ROUTES)
@pytest.mark.parametrize("method", ["get", "post"])
def test_stranger_is_told_that_nothing_is_there(name: str, method: str, workspace: Workspace, stranger: User) -> None:
    route = ROUTES[name]
    if isinstance(route, Anyone) or (isinstance(route, Person) and not route.arguments):
        pytest.skip("nobody is a stranger here")
    answer = getattr(signed_in(stranger), method)(address_of(name, workspace))
    assert answer.status_code == 404


@pytest.mark.parametrize("name", ROUTES)
@pytest.mark.parametrize("method", ["get", "post"])
def test_signed_out_goes_to_the_sign_in_page(name: str, method: str, workspace: Workspace) -> None:
    route = ROUTES[name]
    answer = getattr(Client(), method)(address_of(name, workspace))
    if isinstance(route, Anyone):
        assert method == "post" or answer.status_code == route.status
        return
    if method == "post" and name in KEEPING:
        assert answer.status_code == 401
        assert "You were signed out" in answer.text
        return
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse(settings.LOGIN_URL))


@pytest.mark.parametrize("name", [name for name, route in ROUTES.items() if not isinstance(route, Anyone)])
@pytest.mark.parametrize("method", ["get", "post"])
def test_owner_gets_in(name: str, method: str, workspace: Workspace, owner: User) -> None:
    answer = getattr(signed_in(owner), method)(address_of(name, workspace))
    answer.close()  # it may be a file
    assert answer.status_code in LEAVE_ALONE[method]
    if method == "get":
        assert (answer.status_code == 405) == ROUTES[name].post_only  # type: ignore[union-attr]


@pytest.mark.parametrize("name", [name for name, route in ROUTES.items() if isinstance(route, Member)])
@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("method", ["get", "post"])
def test_members_get_in_from_their_role_on(name: str, role: Role, method: str, workspace: Workspace) -> None:
    route = ROUTES[name]
    assert isinstance(route, Member)
    answer = getattr(signed_in(make_member(workspace, role)), method)(address_of(name, workspace))
    answer.close()
    if role.includes(route.role):
        assert answer.status_code in LEAVE_ALONE[method]
    else:
        assert answer.status_code == 403


@pytest.mark.parametrize("name", [name for name, route in ROUTES.items() if isinstance(route, Appointed)])
@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("method", ["get", "post"])
def test_members_who_are_not_appointed_are_refused(name: str, role: Role, method: str, workspace: Workspace) -> None:
    answer = getattr(signed_in(make_member(workspace, role)), method)(address_of(name, workspace))
    refused = {403, 405} if ROUTES[name].post_only and method == "get" else {403}  # type: ignore[union-attr]
    assert answer.status_code in refused


@pytest.mark.parametrize("prefix", OF_OTHERS)
def test_pages_of_others_never_break(prefix: str) -> None:
    found = [
        f"/{address}"
        for address, _ in patterns(get_resolver())
        if address.startswith(prefix) and "<" not in address and "^" not in address
    ]
    assert found
    for address in found:
        assert Client().get(address).status_code in OF_OTHERS[prefix], address
