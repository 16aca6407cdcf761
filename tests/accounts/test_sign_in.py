"""Signing in, and what it tells to those who try."""

import re
import time
from collections.abc import Iterator
from unittest.mock import patch

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.auth import get_user
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client
from pytest_django import Settings

from accounts.middleware import EVERY_SECONDS
from accounts.models import User
from tests.factories.accounts import make_user, make_workspace

pytestmark = pytest.mark.django_db

PASSWORD = "correct horse battery"
WRONG = "wrong horse battery"
TOO_MANY = "Too many failed attempts"


@pytest.fixture
def ada() -> User:
    return make_user(email="ada@example.com", name="Ada", password=PASSWORD)


@pytest.fixture(autouse=True)
def no_limits_from_before() -> Iterator[None]:
    """The broker's server, unlike the database, is not rolled back after a test."""
    yield
    cache.clear()


def sign_in(
    client: Client, password: str = PASSWORD, email: str = "ada@example.com", address: str = "127.0.0.1"
) -> str:
    """The text of the page, or the address that one is led to."""
    answer = client.post("/account/login/", {"login": email, "password": password}, REMOTE_ADDR=address)
    return answer.headers.get("Location") or answer.text


def without_what_differs_each_time(page: str) -> str:
    return re.sub(r'(csrfmiddlewaretoken" value|X-CSRFToken": )[^>]*|<code>\w+</code>', "", page)


@pytest.mark.parametrize("email", ["ada@example.com", "ADA@Example.com"])
def test_person_signs_in_by_mail_address(client: Client, ada: User, email: str) -> None:
    assert sign_in(client, email=email) == "/"
    assert get_user(client) == ada


def test_sign_in_leads_back_to_where_one_was(client: Client, ada: User) -> None:
    answer = client.post("/account/login/", {"login": ada.email, "password": PASSWORD, "next": "/account/sessions/"})
    assert answer["Location"] == "/account/sessions/"


def test_person_who_is_switched_off_is_told_so_only_with_the_right_password(client: Client, ada: User) -> None:
    User.objects.update(is_active=False)
    assert "do not belong together" in sign_in(client, WRONG)
    assert sign_in(client) == "/account/inactive/"
    assert not get_user(client).is_authenticated


def test_unknown_address_looks_like_a_wrong_password(client: Client, ada: User) -> None:
    known = sign_in(client, WRONG)
    unknown = sign_in(client, WRONG, email="eve@example.com")
    assert "do not belong together" in known
    different = without_what_differs_each_time(unknown).replace("eve@", "ada@")
    assert without_what_differs_each_time(known) == different


@pytest.mark.parametrize("password", [WRONG, PASSWORD], ids=["wrong", "right"])
def test_password_is_hashed_once_whether_the_address_is_known_or_not(client: Client, ada: User, password: str) -> None:
    make_user(email="without-password@example.com")
    calls = []
    for email in ("ada@example.com", "eve@example.com", "without-password@example.com"):
        with patch("django.contrib.auth.hashers.MD5PasswordHasher.encode", return_value="md5$a$b") as hasher:
            sign_in(Client(), password, email=email)
        calls.append(hasher.call_count)
    assert calls == [1, 1, 1]


@pytest.mark.parametrize("email", ["ada@example.com", "eve@example.com"], ids=["known", "unknown"])
def test_fifty_wrong_passwords_are_slowed_and_tell_nothing(client: Client, ada: User, email: str) -> None:
    pages = [sign_in(client, WRONG, email=email) for _ in range(50)]
    tried = [page for page in pages if "do not belong together" in page]
    assert len(tried) == 5
    assert all(TOO_MANY in page or "Too many attempts" in page for page in pages[5:])


def test_right_password_after_too_many_wrong_ones_must_wait(client: Client, ada: User) -> None:
    for _ in range(5):
        sign_in(client, WRONG)
    assert TOO_MANY in sign_in(client)
    later = time.time() + 301
    with patch("allauth.core.internal.ratelimit.time.time", return_value=later):
        assert sign_in(client) == "/"


def test_one_machine_that_tries_many_addresses_is_stopped(client: Client) -> None:
    make_user()
    answers = [
        client.post("/account/login/", {"login": f"{number}@example.com", "password": WRONG}) for number in range(31)
    ]
    assert sum("do not belong together" in answer.text for answer in answers) == 10
    assert answers[-1].status_code == 429
    assert "Too many attempts" in answers[-1].text


def test_many_machines_that_try_one_address_are_stopped(client: Client, ada: User) -> None:
    pages = [sign_in(Client(), WRONG, address=f"192.0.2.{number}") for number in range(8)]
    assert sum("do not belong together" in page for page in pages) == 5


def test_forwarded_address_is_believed_from_as_many_proxies_as_there_are(ada: User, settings: Settings) -> None:
    def tries(header: str) -> int:
        cache.clear()
        pages = [
            Client()
            .post(
                "/account/login/",
                {"login": f"{number}@example.com", "password": WRONG},
                headers={"X-Forwarded-For": header.format(number)},
            )
            .text
            for number in range(12)
        ]
        return sum("do not belong together" in page for page in pages)

    assert tries("198.51.100.{}") == 10  # no proxy: the header is somebody's invention
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert tries("198.51.100.{}") == 12
    assert tries("198.51.100.{}, 192.0.2.1") == 10  # what stands before the proxy's own entry is an invention, too


def test_limits_count_in_the_database_where_every_process_sees_them(client: Client, ada: User) -> None:
    sign_in(client, WRONG)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM cache WHERE cache_key LIKE %s", ["%login_failed%"])
        assert cursor.fetchone()[0] >= 2


def reset(client: Client, email: str) -> tuple[int, str]:
    answer = client.post("/account/password/reset/", {"email": email})
    return answer.status_code, answer.headers.get("Location", answer.text)


def test_reset_answers_the_same_for_every_address_and_mails_something_to_each(client: Client, ada: User) -> None:
    """Sending takes longer than anything else, so it has to happen in both cases."""
    assert (
        reset(client, "ada@example.com") == reset(client, "eve@example.com") == (302, "/account/password/reset/done/")
    )
    assert [(sent.to, sent.subject) for sent in mail.outbox] == [
        (["ada@example.com"], "Choose a new password for Rungs"),
        (["eve@example.com"], "Your address at Rungs"),
    ]


@pytest.mark.parametrize("email", ["ada@example.com", "eve@example.com"], ids=["known", "unknown"])
def test_reset_mails_one_address_five_times_an_hour(client: Client, ada: User, email: str) -> None:
    assert [reset(client, email)[0] for _ in range(6)] == [302] * 5 + [429]
    assert len(mail.outbox) == 5


def test_link_of_the_mail_changes_the_password_once_and_ends_every_session(client: Client, ada: User) -> None:
    elsewhere = Client()
    sign_in(elsewhere)
    reset(client, "ada@example.com")
    link = next(word for word in str(mail.outbox[0].body).split() if word.startswith("http"))
    form = client.get(link, follow=True)
    assert "Choose a new password" in form.text
    client.post(form.redirect_chain[-1][0], {"password1": "another horse battery"})
    ada.refresh_from_db()
    assert ada.check_password("another horse battery")
    assert elsewhere.get("/account/sessions/").status_code == 302
    assert "does not work any more" in Client().get(link, follow=True).text
    assert "Your password for Rungs was changed" in mail.outbox[-1].subject


def test_reset_goes_to_the_address_of_the_account_and_not_to_one_it_may_change_to(client: Client, ada: User) -> None:
    EmailAddress.objects.create(user=ada, email="typo@example.com", verified=False)
    reset(client, "typo@example.com")
    assert [sent.subject for sent in mail.outbox] == ["Your address at Rungs"]


def test_mail_server_that_is_away_is_told_in_words(client: Client, ada: User) -> None:
    with patch("django.core.mail.EmailMessage.send", side_effect=ConnectionRefusedError):
        page = client.post("/account/password/reset/", {"email": "ada@example.com"}, follow=True)
    assert page.status_code == 200
    assert "The mail could not be sent" in page.text


def test_other_sessions_are_listed_and_ended(client: Client, ada: User) -> None:
    elsewhere = Client(headers={"User-Agent": "Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/140.0"})
    sign_in(elsewhere)
    sign_in(client)
    assert "Firefox on Windows" in client.get("/account/sessions/").text
    client.post("/account/sessions/")
    assert elsewhere.get("/account/sessions/").status_code == 302
    assert client.get("/account/sessions/").status_code == 200


def test_session_is_noted_as_seen_every_few_minutes_and_else_costs_nothing(client: Client, ada: User) -> None:
    make_workspace(owner=ada)
    sign_in(client)
    client.get("/account/")
    seen = UserSession.objects.get().last_seen_at
    with patch("accounts.middleware.UserSession.objects.create_from_request") as noted:
        client.get("/account/")
    assert not noted.called
    now = time.time()
    with patch("accounts.middleware.time.time", return_value=now + EVERY_SECONDS):
        client.get("/account/")
    assert UserSession.objects.get().last_seen_at > seen
