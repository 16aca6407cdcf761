"""Every route as owner, as a lesser member, as a stranger from another workspace, and signed out."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.signals import request_finished
from django.db import close_old_connections, transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from accounts.domain.roles import Role
from accounts.models import User, Workspace
from tests.factories.accounts import make_member, make_workspace
from tests.route_kinds import Anyone, Appointed, Member, Person
from tests.routes import OF_OTHERS, ROUTES

pytestmark = pytest.mark.django_db

KEEPING = {
    "settings_webhook_create",
    "settings_webhook_change",
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
    "criteria_add",
    "criteria_change",
    "criteria_gate",
    "criteria_gate_add",
    "criteria_group",
    "criteria_group_add",
    "criteria_scale",
    "version_propose",
    "consensus_agree",
    "consensus_dissent",
    "consensus_finding",
    "weights_add",
    "weights_rename",
    "weights_save",
    "declaration_list",
    "evaluation_again",
    "award_edit",
    "evaluation_takeover",
    "appraisal_edit",
    "evaluation_create",
    "evaluation_settings",
    "vendor_create",
    "vendor_settings",
    "vendor_contact_create",
    "vendor_contact_change",
    "proposal_create",
    "proposal_settings",
    "proposal_answer",
    "proposal_withdraw",
    "proposal_document_create",
    "participant_create",
    "price_edit",
    "price_terms",
    "sheet_save",
}
"""What is sent to these by who is signed out comes back to be sent again; see core/resend.py."""

METHODS = ("get", "post")
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


def close(answer: HttpResponseBase) -> None:
    """Without what else is done at the end of a request: to end its connection, which here is the test's own."""
    request_finished.disconnect(close_old_connections)
    answer.close()
    request_finished.connect(close_old_connections)


def status_of(client: Client, method: str, address: str) -> int:
    """What it changed is taken back, so that the next one who asks finds the same."""
    before = transaction.savepoint_create()
    answer = getattr(client, method)(address)
    close(answer)  # it may be a file
    transaction.savepoint_rollback(before)
    return answer.status_code  # type: ignore[no-any-return]


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


@pytest.mark.once
@pytest.mark.parametrize("name", ROUTES)
def test_stranger_is_told_that_nothing_is_there(name: str, workspace: Workspace, stranger: User) -> None:
    route = ROUTES[name]
    if isinstance(route, Anyone) or (isinstance(route, Person) and not route.arguments):
        pytest.skip("nobody is a stranger here")
    client, address = signed_in(stranger), address_of(name, workspace)
    assert {method: status_of(client, method, address) for method in METHODS} == dict.fromkeys(METHODS, 404)


@pytest.mark.once
@pytest.mark.parametrize("name", ROUTES)
def test_signed_out_goes_to_the_sign_in_page(name: str, workspace: Workspace) -> None:
    route = ROUTES[name]
    address = address_of(name, workspace)
    for method in METHODS:
        answer = getattr(Client(), method)(address)
        if isinstance(route, Anyone):
            assert method == "post" or answer.status_code == route.status
        elif method == "post" and name in KEEPING:
            assert answer.status_code == 401
            assert "You were signed out" in answer.text
        else:
            assert answer.status_code == 302
            assert answer["Location"].startswith(reverse(settings.LOGIN_URL))


@pytest.mark.parametrize("name", [name for name, route in ROUTES.items() if not isinstance(route, Anyone)])
def test_owner_gets_in(name: str, workspace: Workspace, owner: User) -> None:
    client, address = signed_in(owner), address_of(name, workspace)
    found = {method: status_of(client, method, address) for method in METHODS}
    assert {method: status for method, status in found.items() if status not in LEAVE_ALONE[method]} == {}
    assert (found["get"] == 405) == ROUTES[name].post_only  # type: ignore[union-attr]


@pytest.mark.once
@pytest.mark.parametrize("name", [name for name, route in ROUTES.items() if isinstance(route, Member)])
def test_members_get_in_from_their_role_on(name: str, workspace: Workspace) -> None:
    route = ROUTES[name]
    assert isinstance(route, Member)
    address = address_of(name, workspace)
    for role in Role:
        client = signed_in(make_member(workspace, role))
        for method in METHODS:
            allowed = LEAVE_ALONE[method] if role.includes(route.role) else {403}
            assert status_of(client, method, address) in allowed, f"{method} as {role}"


@pytest.mark.once
@pytest.mark.parametrize("name", [name for name, route in ROUTES.items() if isinstance(route, Appointed)])
def test_members_who_are_not_appointed_are_refused(name: str, workspace: Workspace) -> None:
    address = address_of(name, workspace)
    for role in Role:
        client = signed_in(make_member(workspace, role))
        assert status_of(client, "post", address) == 403, f"post as {role}"
        refused = {403, 405} if ROUTES[name].post_only else {403}  # type: ignore[union-attr]
        assert status_of(client, "get", address) in refused, f"get as {role}"


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
