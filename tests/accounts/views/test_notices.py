from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Notice, User
from accounts.operations.digests import digest_token
from tests.factories.accounts import make_notice, make_user, make_workspace

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(client: Client) -> User:
    person = make_user()
    client.force_login(person)
    return person


def test_list_holds_ones_own_and_counts_what_is_new(client: Client, person: User) -> None:
    own, other = make_notice(person), make_notice(make_user())
    page = client.get(reverse("notice_list")).content.decode()
    assert own.sentence in page
    assert other.sentence not in page
    assert "1 new notice" in page


def test_notice_has_the_time_of_its_workspace_and_else_that_of_utc(client: Client, person: User) -> None:
    at = datetime(2026, 7, 1, 22, 30, tzinfo=UTC)
    workspace = make_workspace(owner=person, time_zone="Europe/Berlin")
    of_workspace, of_none = make_notice(person, workspace=workspace), make_notice(person)
    Notice.objects.update(created_at=at)
    page = client.get(reverse("notice_list")).text
    newest, older = page.index(of_none.sentence), page.index(of_workspace.sentence)
    assert "1 Jul 2026, 22:30 UTC" in page[newest:older]
    assert "2 Jul 2026, 00:30 CEST" in page[older:]


def test_opening_one_marks_it_and_leads_there(client: Client, person: User) -> None:
    notice, other = make_notice(person, path="/workspaces/new/"), make_notice(person)
    answer = client.get(reverse("notice_open", args=[notice.code]))
    assert answer["Location"] == "/workspaces/new/"
    notice.refresh_from_db()
    other.refresh_from_db()
    assert notice.read_at
    assert other.read_at is None
    first = notice.read_at
    client.get(reverse("notice_open", args=[notice.code]))
    notice.refresh_from_db()
    assert notice.read_at == first


def test_all_are_marked_but_those_of_others(client: Client, person: User) -> None:
    make_notice(person)
    other = make_notice(make_user())
    client.post(reverse("notices_read"))
    assert list(Notice.objects.filter(read_at=None)) == [other]


def test_mail_is_switched_off_and_on(client: Client, person: User) -> None:
    for wants in ["no", "yes"]:
        client.post(reverse("digest_choose"), {"wants": wants})
        person.refresh_from_db()
        assert person.wants_digest == (wants == "yes")


def test_link_of_the_mail_asks_and_the_header_acts(person: User) -> None:
    """A GET must change nothing: programs that look for viruses open every link of a mail."""
    program = Client(enforce_csrf_checks=True)
    address = reverse("digest_off", args=[digest_token(person)])
    assert "Stop the daily mail?" in program.get(address).content.decode()
    person.refresh_from_db()
    assert person.wants_digest
    assert program.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    person.refresh_from_db()
    assert not person.wants_digest


def test_forged_link_is_no_page(client: Client) -> None:
    assert client.post(reverse("digest_off", args=["forged"])).status_code == 404
