import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.domain.roles import Role
from accounts.queries.overview import Overview, overview_of
from tests.factories.accounts import make_member, make_workspace

pytestmark = pytest.mark.django_db


def test_overview_counts_the_members_of_this_workspace_only() -> None:
    workspace, other = make_workspace(), make_workspace()
    viewer = make_member(workspace, Role.VIEWER)
    make_member(other, Role.OWNER)
    assert overview_of(workspace, viewer) == Overview(members=2, owners=1, has_second_step=False)


@pytest.mark.parametrize(
    ("kind", "counts"),
    [(Authenticator.Type.TOTP, True), (Authenticator.Type.WEBAUTHN, True), (Authenticator.Type.RECOVERY_CODES, False)],
)
def test_second_step_is_an_app_or_a_passkey(kind: str, counts: bool) -> None:
    workspace = make_workspace()
    viewer = make_member(workspace)
    Authenticator.objects.create(user=viewer, type=kind, data={})
    assert overview_of(workspace, viewer).has_second_step is counts


def test_overview_asks_as_few_questions_with_thirty_members_and_workspaces(client: Client) -> None:
    workspace = make_workspace()
    member = make_member(workspace, Role.OWNER)
    client.force_login(member)
    client.get(f"/w/{workspace.code}/")
    with CaptureQueriesContext(connection) as few:
        client.get(f"/w/{workspace.code}/")
    for _ in range(30):
        make_member(workspace)
        make_member(make_workspace(), user=member)
    with CaptureQueriesContext(connection) as many:
        client.get(f"/w/{workspace.code}/")
    assert len(few) == len(many) <= 10, "\n".join(q["sql"][:150] for q in few)
