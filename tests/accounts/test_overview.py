import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.domain.roles import Role
from accounts.models import Membership, User, Workspace
from accounts.queries.overview import Overview, overview_of
from tests.factories.accounts import make_member, make_workspace, owner_of
from tests.factories.assessments import make_assessment

pytestmark = pytest.mark.django_db


def overview(workspace: Workspace, user: User) -> Overview:
    return overview_of(Membership.objects.get(workspace=workspace, user=user))


def test_overview_counts_the_members_of_this_workspace_only() -> None:
    workspace, other = make_workspace(), make_workspace()
    viewer = make_member(workspace, Role.VIEWER)
    make_member(other, Role.OWNER)
    seen = overview(workspace, viewer)
    assert (seen.members, seen.owners) == (2, 1)


@pytest.mark.parametrize(
    ("kind", "counts"),
    [(Authenticator.Type.TOTP, True), (Authenticator.Type.WEBAUTHN, True), (Authenticator.Type.RECOVERY_CODES, False)],
)
def test_second_step_is_an_app_or_a_passkey(kind: str, counts: bool) -> None:
    workspace = make_workspace()
    viewer = make_member(workspace)
    Authenticator.objects.create(user=viewer, type=kind, data={})
    assert overview(workspace, viewer).lacks_second_step is not counts


def test_steps_are_those_that_are_open_and_that_the_role_allows() -> None:
    workspace = make_workspace()
    owner = owner_of(workspace)
    alone = overview(workspace, owner)
    assert (alone.lacks_others, alone.lacks_logo) == (True, True)
    viewer = overview(workspace, make_member(workspace, Role.VIEWER))
    assert (viewer.lacks_others, viewer.lacks_logo, viewer.has_steps) == (False, False, True)
    assert overview(workspace, owner).lacks_others is False


def test_page_says_what_can_be_done_now_and_ends_its_steps_when_all_are_done(client: Client) -> None:
    workspace = make_workspace(logo="logo.png")
    client.force_login(owner_of(workspace))
    make_member(workspace)
    page = client.get(f"/w/{workspace.code}/").text
    assert page.index("What to do next") < page.index("Start the first assessment") < page.index("Protect your sign-in")
    make_assessment(workspace, title="Baseline")
    Authenticator.objects.create(user=owner_of(workspace), type=Authenticator.Type.TOTP, data={})
    page = client.get(f"/w/{workspace.code}/").text
    assert "Baseline" in page
    assert "What to do next" not in page


def test_who_may_not_begin_an_assessment_is_told_who_may(client: Client) -> None:
    workspace = make_workspace()
    client.force_login(make_member(workspace, Role.CONTRIBUTOR))
    page = client.get(f"/w/{workspace.code}/").text
    assert "An owner or an editor starts the first one." in page
    assert "Start the first assessment" not in page


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
