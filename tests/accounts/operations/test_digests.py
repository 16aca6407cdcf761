"""The daily mail."""

from typing import Any

import pytest
from django.core import mail
from django.db import connection  # noqa: F401  (named in the condition of a mark)
from django.utils import timezone

from accounts.models import Notice, User
from accounts.operations.digests import choose_digest, digest_token, send_digests, user_of_token
from tests.factories.accounts import make_notice, make_user
from tests.together import at_once, only_where_transactions_overlap

pytestmark = pytest.mark.django_db


def send() -> int:
    return send_digests(now=timezone.now())


def test_each_person_gets_one_mail_with_all_that_is_new() -> None:
    one, other = make_user(), make_user()
    make_notice(one, sentence="Bo accepted <your> invitation.")
    make_notice(one)
    make_notice(other)
    assert send() == 2
    first = mail.outbox[0]
    assert first.to == [one.email]
    assert first.subject == "2 new notices in Rungs"
    assert "Bo accepted <your> invitation." in first.body


def test_second_run_sends_nothing() -> None:
    make_notice(make_user())
    assert [send(), send()] == [1, 0]
    assert len(mail.outbox) == 1


def test_nothing_new_is_no_mail() -> None:
    make_user()
    make_notice(make_user(), read_at=timezone.now())
    make_notice(make_user(wants_digest=False))
    make_notice(make_user(is_active=False))
    assert send() == 0
    assert mail.outbox == []


def test_mail_can_be_stopped_by_its_own_header() -> None:
    person = make_user()
    make_notice(person)
    send()
    headers = mail.outbox[0].extra_headers
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    token = headers["List-Unsubscribe"].rstrip("/>").rpartition("/")[2]
    assert user_of_token(token) == person


def test_token_of_others_is_nobody() -> None:
    person = make_user()
    token = digest_token(person)
    assert user_of_token(token[:-1] + ("a" if token[-1] != "a" else "b")) is None
    assert user_of_token(person.code) is None
    person.delete()
    assert user_of_token(token) is None


def test_choice_is_kept() -> None:
    person = make_user()
    choose_digest(user=person, wants=False)
    assert not User.objects.get().wants_digest


def test_server_that_takes_no_mail_gets_it_the_next_time(monkeypatch: pytest.MonkeyPatch) -> None:
    make_notice(make_user())

    def refuse(*arguments: Any, **options: Any) -> int:
        raise TimeoutError

    with monkeypatch.context() as patched:
        patched.setattr("django.core.mail.EmailMessage.send", refuse)
        assert send() == 0
    assert send() == 1


def test_many_notices_are_counted_not_listed() -> None:
    person = make_user()
    for _ in range(35):
        make_notice(person)
    send()
    assert mail.outbox[0].body.count("Something happened") == 30
    assert "and 5 more" in mail.outbox[0].body
    assert not Notice.objects.filter(mailed_at=None).exists()


@only_where_transactions_overlap
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("attempt", range(5))
def test_two_runs_at_once_send_one_mail(attempt: int) -> None:
    person = make_user()
    for _ in range(3):
        make_notice(person)
    assert sorted(at_once(send, send)) == [0, 1]
    assert len(mail.outbox) == 1
