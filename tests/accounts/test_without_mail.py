"""Where no mail server is set, no page speaks of mail as if it were sent."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from accounts.models import Workspace
from tests.factories.accounts import make_invitation, make_workspace, owner_of

pytestmark = pytest.mark.django_db

RESET = "whoever runs it can make you a link with ./rungs resetpassword"


@pytest.fixture(params=[False, True], ids=["without", "with"])
def has_mail(request: pytest.FixtureRequest, settings: Settings) -> bool:
    settings.HAS_MAIL = request.param
    return bool(request.param)


@pytest.fixture
def workspace(client: Client) -> Workspace:
    workspace = make_workspace()
    client.force_login(owner_of(workspace))
    return workspace


def test_invitation_is_handed_over_by_its_owner(client: Client, workspace: Workspace, has_mail: bool) -> None:
    address = reverse("invitation_create", args=[workspace.code])
    assert ("They get a mail" in client.get(address).text) == has_mail
    answer = client.post(address, {"email": "bo@example.com", "role": "editor"})
    assert ("This installation sends no mail yet. Hand over this link yourself." in answer.text) == (not has_mail)
    assert "could not be sent" not in answer.text


def test_addressed_invitation_is_sent_again_only_by_mail(client: Client, workspace: Workspace, has_mail: bool) -> None:
    make_invitation(workspace, email="bo@example.com")
    page = client.get(reverse("member_list", args=[workspace.code])).text
    assert ("Send again" in page) == has_mail
    assert ("New link" in page) != has_mail


def test_digest_is_offered_only_where_it_can_come(client: Client, workspace: Workspace, has_mail: bool) -> None:
    assert ("Stop these mails" in client.get(reverse("notice_list")).text) == has_mail
    assert ("wants_digest" in client.get(reverse("account_detail")).text) == has_mail


def test_saving_the_name_without_mail_keeps_the_choice_of_a_digest(
    client: Client, workspace: Workspace, settings: Settings
) -> None:
    settings.HAS_MAIL = False
    client.post(reverse("account_detail"), {"name": "Bo"})
    person = owner_of(workspace)
    assert (person.name, person.wants_digest) == ("Bo", True)


def test_reset_names_who_can_help(client: Client, has_mail: bool) -> None:
    asked = client.get(reverse("account_reset_password")).text
    pages = [
        client.post(reverse("account_reset_password"), {"email": email}, follow=True).text
        for email in [owner_of(make_workspace()).email, "nobody@example.com"]
    ]
    answers = {page.partition("<h1>")[2].partition('<div class="actions">')[0] for page in pages}
    assert len(answers) == 1
    for page in [asked, answers.pop()]:
        assert (RESET in page) != has_mail


def test_address_cannot_be_changed_without_proof(client: Client, workspace: Workspace, has_mail: bool) -> None:
    page = client.get(reverse("account_email")).text
    assert ("Send a link there" in page) == has_mail
    assert ("nobody can prove a new address" in page) != has_mail
