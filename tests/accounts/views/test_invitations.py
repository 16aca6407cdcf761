"""From the owner's form to the newcomer's first page."""

import re
from collections.abc import Iterator

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from accounts.domain.roles import Role
from accounts.models import Activity, Invitation, Membership, Workspace
from tests.factories.accounts import make_invitation, make_member, make_user, make_workspace, owner_of

pytestmark = pytest.mark.django_db

LINK = re.compile(r'value="(http://testserver/invitation/[\w-]+/)"')


@pytest.fixture
def workspace() -> Workspace:
    return make_workspace(name="Northwind")


def test_link_is_shown_once_and_leads_in(client: Client, workspace: Workspace) -> None:
    client.force_login(owner_of(workspace))
    answer = client.post(reverse("invitation_create", args=[workspace.code]), {"email": "", "role": "editor"})
    link = LINK.search(answer.content.decode())
    assert link
    assert answer["Cache-Control"] == "no-store"
    assert link[1] not in client.get(reverse("member_list", args=[workspace.code])).content.decode()

    newcomer, person = Client(), make_user()
    newcomer.force_login(person)
    page = newcomer.get(link[1], follow=True).content.decode()
    assert "invites you to Northwind" in page
    answer = newcomer.post(reverse("invitation_accept"))
    assert answer["Location"] == reverse("workspace_detail", args=[workspace.code])
    assert Membership.objects.get(user=person).role == "editor"
    assert newcomer.post(reverse("invitation_accept"))["Location"] == answer["Location"]


def test_bad_address_and_missing_role_are_told_and_what_was_typed_stays(client: Client, workspace: Workspace) -> None:
    client.force_login(owner_of(workspace))
    answer = client.post(reverse("invitation_create", args=[workspace.code]), {"email": "bo at example"})
    assert set(answer.context["form"].errors) == {"email", "role"}
    assert "bo at example" in answer.content.decode()
    assert not Invitation.objects.exists()


def test_who_belongs_already_and_who_is_invited_already_is_told_at_the_field(
    client: Client, workspace: Workspace
) -> None:
    make_member(workspace, Role.CONTRIBUTOR, user=make_user(name="Vera Lind", email="vera@example.com"))
    make_invitation(workspace, email="bo@example.com")
    client.force_login(owner_of(workspace))
    sentences = {
        "Vera@example.com": "Vera Lind belongs here already, as Contributor. Change the role in the list of members.",
        "BO@example.com": "An invitation for this address is waiting already: renew or withdraw it.",
    }
    for typed, sentence in sentences.items():
        answer = client.post(reverse("invitation_create", args=[workspace.code]), {"email": typed, "role": "editor"})
        assert answer.context["form"].errors["email"] == [sentence]
        assert f'value="{typed}"' in answer.text
    assert Invitation.objects.count() == 1


def test_secret_leaves_the_address_and_no_other_page_hears_of_it(client: Client, workspace: Workspace) -> None:
    make_invitation(workspace, secret="held")
    answer = client.get(reverse("invitation_open", args=["held"]))
    assert answer["Location"] == reverse("invitation_detail")
    assert answer["Referrer-Policy"] == "no-referrer"
    assert client.session["invitation"] == "held"


def test_secret_is_in_no_log(client: Client, workspace: Workspace, caplog: pytest.LogCaptureFixture) -> None:
    make_invitation(workspace, secret="held-in-secret")
    make_invitation(workspace, secret="gone-in-secret", revoked_at=timezone.now())
    client.get(reverse("invitation_open", args=["held-in-secret"]))
    assert client.get(reverse("invitation_open", args=["gone-in-secret"])).status_code == 404
    lines = [record.getMessage() for record in caplog.records if record.name.startswith("rungs")]
    assert any("invitation" in line for line in lines)
    assert not any("in-secret" in line for line in lines)


def test_signed_out_visitor_sees_who_invites_and_two_ways_in(client: Client, workspace: Workspace) -> None:
    make_invitation(workspace, secret="held")
    page = client.get(reverse("invitation_open", args=["held"]), follow=True).content.decode()
    assert f"{owner_of(workspace)} invites you to Northwind" in page
    assert reverse("account_signup") in page
    assert f"{reverse('account_login')}?next={reverse('invitation_detail')}" in page


def test_signing_in_leads_back_to_the_invitation(client: Client, workspace: Workspace) -> None:
    make_invitation(workspace, secret="held")
    person = make_user(email="bo@example.com", password="a long enough secret")
    client.get(reverse("invitation_open", args=["held"]))
    sign_in = f"{reverse('account_login')}?next={reverse('invitation_detail')}"
    answer = client.post(sign_in, {"login": person.email, "password": "a long enough secret"}, follow=True)
    assert "Accept the invitation" in answer.content.decode()


def test_bad_secrets_get_one_and_the_same_page(client: Client, workspace: Workspace) -> None:
    now = timezone.now()
    make_invitation(workspace, secret="expired", expires_at=now)
    make_invitation(workspace, secret="withdrawn", revoked_at=now)
    make_invitation(workspace, secret="used", accepted_at=now, accepted_by=make_member(workspace))
    answers = [client.get(reverse("invitation_open", args=[bad])) for bad in ["expired", "withdrawn", "used", "none"]]
    assert {answer.status_code for answer in answers} == {404}
    addresses_and_tokens = re.compile(r"/invitation/\w+/|\w{32,}")
    pages = {addresses_and_tokens.sub("", answer.content.decode()) for answer in answers}
    assert len(pages) == 1
    assert "Northwind" not in pages.pop()


def test_other_person_is_told_for_whom_it_is(client: Client, workspace: Workspace) -> None:
    make_invitation(workspace, secret="held", email="bo@example.com")
    client.force_login(make_user())
    page = client.get(reverse("invitation_open", args=["held"]), follow=True).content.decode()
    assert "It is for bo@example.com" in page
    assert "Accept the invitation" not in page
    assert client.post(reverse("invitation_accept"))["Location"] == reverse("invitation_detail")
    assert workspace.memberships.count() == 1


def test_member_is_told_that_they_are_one(client: Client, workspace: Workspace) -> None:
    make_invitation(workspace, secret="held")
    client.force_login(make_member(workspace))
    page = client.get(reverse("invitation_open", args=["held"]), follow=True).content.decode()
    assert "You belong to Northwind already" in page


def test_renewed_link_is_shown(client: Client, workspace: Workspace) -> None:
    invitation = make_invitation(workspace, secret="old")
    client.force_login(owner_of(workspace))
    answer = client.post(reverse("invitation_renew", args=[workspace.code, invitation.code]))
    assert LINK.search(answer.content.decode())
    assert Client().get(reverse("invitation_open", args=["old"])).status_code == 404


def test_settled_invitation_can_be_neither_renewed_nor_withdrawn(client: Client, workspace: Workspace) -> None:
    invitation = make_invitation(workspace, accepted_at=timezone.now())
    client.force_login(owner_of(workspace))
    for name in ["invitation_renew", "invitation_withdraw"]:
        answer = client.post(reverse(name, args=[workspace.code, invitation.code]), follow=True)
        assert "accepted or withdrawn already" in answer.content.decode()


@pytest.fixture
def mailing(settings: Settings) -> Iterator[None]:
    """With counts of its own: the broker's server, unlike the database, is not rolled back after a test."""
    settings.HAS_MAIL = True
    cache.clear()
    yield
    cache.clear()


@pytest.mark.usefixtures("mailing")
def test_one_address_gets_five_mails_an_hour_whoever_invites(client: Client) -> None:
    for _ in range(6):
        workspace = make_workspace()
        client.force_login(owner_of(workspace))
        address = reverse("invitation_create", args=[workspace.code])
        answer = client.post(address, {"email": "BO@example.com", "role": "viewer"})
    assert "Too many invitations were mailed" in answer.text
    assert 'value="BO@example.com"' in answer.text
    assert (len(mail.outbox), Invitation.objects.count()) == (5, 5)
    assert not Activity.objects.filter(workspace=workspace).exists()


@pytest.mark.usefixtures("mailing")
def test_sending_again_counts_as_well(client: Client, workspace: Workspace) -> None:
    invitation = make_invitation(workspace, email="bo@example.com")
    client.force_login(owner_of(workspace))
    again = reverse("invitation_renew", args=[workspace.code, invitation.code])
    for _ in range(5):
        assert LINK.search(client.post(again).text)
    before = Invitation.objects.values().get()
    assert "Too many invitations were mailed" in client.post(again, follow=True).text
    assert Invitation.objects.values().get() == before
    assert len(mail.outbox) == 5


@pytest.mark.usefixtures("mailing")
def test_one_person_mails_thirty_invitations_an_hour(client: Client, workspace: Workspace) -> None:
    client.force_login(owner_of(workspace))
    address = reverse("invitation_create", args=[workspace.code])
    for number in range(31):
        answer = client.post(address, {"email": f"bo-{number}@example.com", "role": "viewer"})
    assert "Too many invitations were mailed" in answer.text
    assert len(mail.outbox) == 30
    assert LINK.search(client.post(address, {"email": "", "role": "viewer"}).text)


def test_links_that_nobody_is_mailed_are_not_counted(client: Client, workspace: Workspace, settings: Settings) -> None:
    settings.HAS_MAIL = False
    invitation = make_invitation(workspace, email="bo@example.com")
    client.force_login(owner_of(workspace))
    for _ in range(7):
        assert LINK.search(client.post(reverse("invitation_renew", args=[workspace.code, invitation.code])).text)
