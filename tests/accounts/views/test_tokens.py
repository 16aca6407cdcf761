"""The pages of a person's own API tokens."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.domain.roles import Role
from accounts.models import ApiToken, User, Workspace
from accounts.queries.tokens import token_of
from tests.factories.accounts import make_member, make_service_account, make_token, make_user, make_workspace, owner_of

pytestmark = pytest.mark.django_db

PASSWORD = "a long enough secret"
WANTED = {"name": "Nightly export", "role": "contributor", "lasts": "90", "workspace": ""}


@pytest.fixture
def person() -> User:
    return make_user(password=PASSWORD)


@pytest.fixture
def client(person: User) -> Client:
    """Signed in, and having shown once more who it is."""
    client = Client()
    client.force_login(person)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


@pytest.fixture
def counted_anew() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def make(client: Client, **wanted: str) -> str:
    """The secret that the page shows."""
    answer = client.post(reverse("token_create"), {**WANTED, **wanted})
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store"
    shown = re.search(r'value="(rungs_[\w-]{43})"', answer.text)
    assert shown, answer.text
    return shown[1]


def test_token_is_shown_once_with_a_way_to_copy_and_try_it(
    client: Client, person: User, caplog: pytest.LogCaptureFixture
) -> None:
    answer = client.post(reverse("token_create"), WANTED)
    secret = re.findall(r"rungs_[\w-]{43}", answer.text)[0]
    assert f'data-copy="{secret}"' in answer.text
    assert 'curl --header "Authorization: Bearer $RUNGS_TOKEN" http://testserver/api/v1/workspaces' in answer.text
    assert token_of(secret) == ApiToken.objects.get(user=person)
    for name in ("token_list", "token_create", "account_detail", "notice_list", "home"):
        assert secret not in client.get(reverse(name), follow=True).text
    assert secret not in caplog.text
    assert secret not in " ".join(str(sent.body) for sent in mail.outbox)
    assert secret not in str(dict(client.session))


def test_list_says_of_each_what_it_may_where_and_until_when(client: Client, person: User) -> None:
    workspace = make_workspace(owner=person, name="Northwind")
    make(client, workspace=workspace.code, is_read_only="on")
    make_token(person, name="Old one", expires_at=timezone.now(), last_used_at=timezone.now())
    page = client.get(reverse("token_list")).text
    for words in ("You have 2 API tokens", "Nightly export", "Northwind", "Contributor", "Reads only", "Has run out"):
        assert words in page
    assert page.count("not yet") == 1
    assert ApiToken.objects.get(name="Nightly export").hint in page


def test_without_one_the_page_says_what_they_are_for(client: Client) -> None:
    page = client.get(reverse("token_list")).text
    assert "With a token a program uses the API in your name" in page
    assert reverse("token_create") in page


@pytest.mark.parametrize(("lasts", "days"), [("30", 30), ("90", 90), ("365", 365), ("endless", None)])
def test_token_lasts_as_long_as_was_chosen(client: Client, lasts: str, days: int | None) -> None:
    made = token_of(make(client, lasts=lasts))
    assert made is not None
    if days is None:
        assert made.expires_at is None
    else:
        assert made.expires_at is not None
        assert abs(made.expires_at - timezone.now() - timedelta(days=days)) < timedelta(minutes=1)


def test_ninety_days_are_offered_first(client: Client) -> None:
    assert '<option value="90" selected>' in client.get(reverse("token_create")).text


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"name": ""}, "Say what the token is for: later nobody else remembers."),
        ({"name": "a\u202eb"}, "Write the name on one line"),
        ({"role": ""}, "Choose a role."),
        ({"role": "god"}, "Select a valid choice."),
        ({"lasts": "9999"}, "Select a valid choice."),
        ({"workspace": "nowhere"}, "You do not belong to this workspace any more."),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_made(client: Client, wrong: dict[str, str], words: str) -> None:
    answer = client.post(reverse("token_create"), {**WANTED, **wrong})
    assert answer.status_code == 422
    assert words in answer.text
    assert "name" in wrong or 'value="Nightly export"' in answer.text
    assert not ApiToken.objects.exists()


def test_workspaces_of_others_are_not_offered(client: Client, person: User) -> None:
    own, other = make_workspace(owner=person), make_workspace()
    page = client.get(reverse("token_create")).text
    assert own.code in page
    assert other.code not in page
    answer = client.post(reverse("token_create"), {**WANTED, "workspace": other.code})
    assert (answer.status_code, ApiToken.objects.count()) == (422, 0)


def test_password_is_asked_for_before_and_what_was_typed_is_made_after(person: User) -> None:
    client = Client()
    client.force_login(person)
    for answer in (client.get(reverse("token_create")), client.post(reverse("token_create"), WANTED)):
        assert answer["Location"].startswith(reverse("account_reauthenticate"))
    assert not ApiToken.objects.exists()
    answer = client.post(answer["Location"], {"password": PASSWORD})
    assert "The token “Nightly export” is made" in answer.text
    assert ApiToken.objects.count() == 1


def test_person_is_told_by_mail_what_was_made_and_revoked(client: Client, person: User) -> None:
    secret = make(client)
    token = ApiToken.objects.get()
    client.post(reverse("token_revoke", args=[token.code]))
    made, revoked = mail.outbox
    assert made.to == revoked.to == [person.email]
    assert made.subject == "A token now opens the API of Rungs in your name"
    assert f"an API token was made in your name: “Nightly export”, which begins with {secret[:10]}." in made.body
    assert reverse("token_list") in made.body
    assert "If that was not you" in made.body
    assert revoked.subject == "An API token of yours was revoked"
    assert secret not in f"{made.body} {revoked.body}"


def test_revoking_is_asked_about_and_done(client: Client, person: User) -> None:
    secret = make(client)
    address = reverse("token_revoke", args=[ApiToken.objects.get().code])
    page = client.get(address).text
    assert "It cannot be taken back." in page
    assert token_of(secret) is not None
    page = client.post(address, follow=True).text
    assert "The token “Nightly export” is revoked. It opens nothing any more." in page
    assert token_of(secret) is None
    assert client.post(address).status_code == 404


def test_tokens_of_others_are_not_there(client: Client) -> None:
    workspace = make_workspace()
    tokens = [make_token(owner_of(workspace)), make_token(make_service_account(workspace), workspace=workspace)]
    for token in tokens:
        address = reverse("token_revoke", args=[token.code])
        assert client.get(address).status_code == client.post(address).status_code == 404
    assert not ApiToken.objects.exclude(revoked_at=None).exists()


def test_signed_out_goes_to_the_sign_in_page() -> None:
    for address in (
        reverse("token_list"),
        reverse("token_create"),
        reverse("token_revoke", args=[make_token(make_user()).code]),
    ):
        for answer in (Client().get(address), Client().post(address)):
            assert answer["Location"].startswith(reverse("account_login"))


@pytest.mark.usefixtures("counted_anew")
def test_there_is_a_limit_to_how_often(client: Client) -> None:
    for _ in range(20):
        make(client)
    answer = client.post(reverse("token_create"), WANTED)
    assert "You have made very many tokens in the last hour." in answer.text
    assert ApiToken.objects.count() == 20


def test_who_has_too_many_is_told_to_revoke(client: Client, person: User) -> None:
    for _ in range(50):
        make_token(person)
    answer = client.post(reverse("token_create"), WANTED)
    assert "50 tokens work already. Revoke those that no program needs any more." in answer.text


@pytest.mark.parametrize("role", Role)
def test_owner_reads_about_service_accounts_where_they_matter(role: Role, workspace: Workspace) -> None:
    client = Client()
    client.force_login(make_member(workspace, role))
    account = make_service_account(workspace, name="Build server")
    page = client.get(reverse("member_list", args=[workspace.code])).text
    assert "Service account" in page
    assert "2 people belong to" in page
    assert account.email not in page
    assert (reverse("service_account_detail", args=[workspace.code, account.code]) in page) == (role == Role.OWNER)


@pytest.fixture
def workspace() -> Workspace:
    return make_workspace()
