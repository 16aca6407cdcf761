"""The frame around every page, seen as markup; tests/browser looks at it in a browser."""

import pytest
from django.core.exceptions import RequestDataTooBig
from django.test import Client, RequestFactory, override_settings
from django.utils import formats, timezone

from accounts.domain.roles import Role
from core.navigation import Entry, entries_of
from core.views.errors import bad_request
from tests.factories.accounts import make_member, make_user, make_workspace

pytestmark = pytest.mark.django_db


def test_theme_is_kept_for_the_browser_and_stands_on_the_page(client: Client) -> None:
    client.force_login(make_user())
    assert "data-theme" not in client.get("/").text
    answer = client.post("/theme/", {"theme": "dark", "next": "/account/sessions/"})
    assert answer["Location"] == "/account/sessions/"
    assert 'data-theme="dark"' in client.get("/").text
    client.post("/theme/", {"theme": "system", "next": "/"})
    assert "data-theme" not in client.get("/").text


def test_theme_that_is_unknown_is_not_put_on_the_page(client: Client) -> None:
    client.force_login(make_user())
    client.cookies["theme"] = '"><b>'
    assert "data-theme" not in client.get("/").text


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", ""])
def test_theme_sends_nobody_to_another_host(client: Client, elsewhere: str) -> None:
    assert client.post("/theme/", {"theme": "dark", "next": elsewhere})["Location"] == "/"


def test_page_that_is_not_there_says_so_without_a_number_that_helps_nobody(client: Client) -> None:
    answer = client.get("/nothing/here/")
    assert answer.status_code == 404
    assert "There is no such page" in answer.text
    assert answer["X-Request-ID"] not in answer.text


def test_request_that_is_too_large_is_told_so() -> None:
    answer = bad_request(RequestFactory().post("/"), RequestDataTooBig())
    assert answer.status_code == 413
    assert "larger than Rungs takes" in answer.text


@override_settings(DATA_UPLOAD_MAX_MEMORY_SIZE=100)
def test_request_that_is_too_large_is_answered_while_it_is_read(client: Client) -> None:
    answer = client.post("/theme/", f"next={'x' * 200}", content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 413


def test_form_from_an_earlier_visit_is_refused_in_our_words() -> None:
    answer = Client(enforce_csrf_checks=True).post("/theme/", {"theme": "dark"})
    assert answer.status_code == 403
    assert "This form was open for too long" in answer.text


def test_server_error_shows_the_number_of_the_request(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*arguments: object) -> None:
        raise RuntimeError("broken on purpose")

    client.force_login(make_user())
    client.raise_request_exception = False
    monkeypatch.setattr("accounts.views.home.memberships_of", breaks)
    answer = client.get("/")
    assert answer.status_code == 500
    assert answer["X-Request-ID"] in answer.text
    assert "broken on purpose" not in answer.text


def test_navigation_marks_where_one_is(client: Client) -> None:
    workspace = make_workspace()
    client.force_login(make_member(workspace, Role.VIEWER))
    page = client.get(f"/w/{workspace.code}/").text
    assert page.count('aria-current="page"') == 1


def test_navigation_has_every_entry_once() -> None:
    for place in ("workspace", "settings", "account"):
        names = [entry.url_name for entry in entries_of(place)]
        assert len(names) == len(set(names))


def test_entry_is_current_on_its_own_page_or_on_those_it_names() -> None:
    assert Entry("Members", "member_list", 1).is_current("member_list")
    assert not Entry("Members", "member_list", 1).is_current("member_edit")
    assert Entry("Members", "member_list", 1, pages=("member_",)).is_current("member_edit")


def test_paper_says_whose_page_it_is_and_of_when(client: Client) -> None:
    workspace = make_workspace(name="Northwind", time_zone="Asia/Tokyo")
    client.force_login(make_member(workspace, Role.VIEWER))

    def printed(address: str) -> str:
        return client.get(address).text.partition('<p class="print-only printed">')[2].partition("</p>")[0]

    today = formats.date_format(timezone.now().astimezone(workspace.zone), "DATE_FORMAT")
    assert printed(f"/w/{workspace.code}/").startswith("<b>Northwind</b> · Rungs, as of <time")
    assert today in printed(f"/w/{workspace.code}/").partition("</time>")[0]
    assert printed("/account/").startswith("Rungs, as of <time")
    assert "Northwind" not in printed("/account/")
