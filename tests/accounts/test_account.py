"""One's own account: the page of it, the mail address, and showing once more that it is you."""

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from accounts.models import User
from tests.factories.accounts import make_user, make_workspace

pytestmark = pytest.mark.django_db

PASSWORD = "correct horse battery"
PAGES = ["/account/", "/account/email/", "/account/2fa/", "/account/sessions/", "/account/password/change/"]


@pytest.fixture(autouse=True)
def has_mail(settings: Settings) -> None:
    settings.HAS_MAIL = True


@pytest.fixture
def ada() -> User:
    return make_user(email="ada@example.com", name="Ada", password=PASSWORD)


@pytest.fixture
def person(client: Client, ada: User) -> Client:
    client.post("/account/login/", {"login": ada.email, "password": PASSWORD})
    return client


def show_it_is_you(client: Client) -> None:
    client.post("/account/reauthenticate/", {"password": PASSWORD})


def change_address(client: Client, email: str) -> str:
    answer = client.post("/account/email/", {"email": email, "action_add": ""})
    return answer.headers.get("Location") or answer.text


def confirm(client: Client) -> str:
    link = next(word for word in str(mail.outbox[-1].body).split() if "/confirm-email/" in word)
    return client.post(link, follow=True).text


def test_name_and_digest_are_changed(person: Client, ada: User) -> None:
    answer = person.post("/account/", {"name": "Ada Lovelace"}, follow=True)
    assert "Your name is saved." in answer.text
    ada.refresh_from_db()
    assert (ada.name, ada.wants_digest) == ("Ada Lovelace", False)


@pytest.mark.parametrize("name", ["Ada\nBcc: all@example.com", "Ada \u202eecalevoL"])
def test_name_that_breaks_a_line_or_turns_it_is_refused(person: Client, ada: User, name: str) -> None:
    assert "Write the name on one line" in person.post("/account/", {"name": name}).text
    ada.refresh_from_db()
    assert ada.name == "Ada"


def test_account_without_a_name_is_refused_and_the_frame_keeps_the_old_one(person: Client) -> None:
    page = person.post("/account/", {"name": " "}).text
    assert "Something needs your attention" in page
    assert "Ada, account menu" in page


def test_account_ends_from_its_own_page_and_not_from_the_menu(person: Client) -> None:
    page = person.get("/account/").text
    assert page.count('href="/account/delete/"') == 1
    assert 'href="/account/delete/"' not in page[: page.index("<h1>")]
    assert "cannot be taken back" in page


@pytest.mark.parametrize("page", PAGES)
def test_page_asks_few_questions_and_as_many_with_thirty_workspaces(
    page: str, person: Client, ada: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    make_workspace(owner=ada)
    person.get(page)
    with django_assert_max_num_queries(10) as few:
        person.get(page)
    for _ in range(29):
        make_workspace(owner=ada)
    with django_assert_max_num_queries(10) as many:
        person.get(page)
    assert len(few) == len(many)


def test_address_changes_once_the_new_one_is_proven(person: Client, ada: User) -> None:
    show_it_is_you(person)
    change_address(person, "lovelace@example.com")
    ada.refresh_from_db()
    assert ada.email == "ada@example.com"
    assert "You want to change to lovelace@example.com" in person.get("/account/email/").text
    assert "lovelace@example.com is confirmed." in confirm(person)
    ada.refresh_from_db()
    assert ada.email == "lovelace@example.com"
    assert EmailAddress.objects.get().email == "lovelace@example.com"
    assert (mail.outbox[-1].to, mail.outbox[-1].subject) == (
        ["ada@example.com"],
        "Your mail address at Rungs was changed",
    )


def test_change_of_address_is_taken_back(person: Client, ada: User) -> None:
    show_it_is_you(person)
    change_address(person, "lovelace@example.com")
    person.post("/account/email/", {"email": "lovelace@example.com", "action_remove": ""})
    assert EmailAddress.objects.get().email == "ada@example.com"


def test_address_of_somebody_else_is_not_told_and_not_taken(person: Client, ada: User) -> None:
    make_user(email="grace@example.com")
    show_it_is_you(person)
    assert change_address(person, "grace@example.com") == "/account/email/"
    link = next(word for word in str(mail.outbox[-1].body).split() if "/confirm-email/" in word)
    assert "another account has it already" in person.get(link).text
    person.post(link)
    ada.refresh_from_db()
    assert ada.email == "ada@example.com"


def test_address_that_somebody_holds_without_proof_is_not_taken_either(person: Client, ada: User) -> None:
    squatter = make_user(email="grace@example.com")
    show_it_is_you(person)
    change_address(person, "grace@example.com")
    EmailAddress.objects.filter(user=squatter).update(verified=False)
    assert "another account has it already" in confirm(person)
    ada.refresh_from_db()
    assert ada.email == "ada@example.com"


@pytest.mark.parametrize(
    "address",
    ["/account/2fa/totp/activate/", "/account/2fa/webauthn/add/", "/account/2fa/recovery-codes/generate/"],
)
def test_what_changes_how_one_gets_in_asks_whether_it_is_you(person: Client, address: str) -> None:
    answer = person.get(address)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/account/reauthenticate/")


def test_address_is_not_changed_by_whoever_finds_the_browser_open(person: Client) -> None:
    assert change_address(person, "eve@example.com").startswith("/account/reauthenticate/")
    assert mail.outbox == []


def test_changed_password_keeps_this_session_ends_others_and_is_told_by_mail(person: Client, ada: User) -> None:
    elsewhere = Client()
    elsewhere.post("/account/login/", {"login": ada.email, "password": PASSWORD})
    person.post("/account/password/change/", {"oldpassword": PASSWORD, "password1": "another horse battery"})
    ada.refresh_from_db()
    assert ada.check_password("another horse battery")
    assert person.get("/account/").status_code == 200
    assert elsewhere.get("/account/").status_code == 302
    assert mail.outbox[-1].subject == "Your password for Rungs was changed"


def test_password_is_not_changed_without_the_old_one(person: Client, ada: User) -> None:
    page = person.post("/account/password/change/", {"oldpassword": "x", "password1": "another horse battery"}).text
    assert "This is not your current password." in page
    ada.refresh_from_db()
    assert ada.check_password(PASSWORD)
