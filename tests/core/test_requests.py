"""What clients other than browsers send, by mistake or on purpose: never a server error."""

from io import BytesIO
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from core.codes import is_code, new_code
from core.middleware import LargestBodyMiddleware
from tests.factories.accounts import make_invitation, make_workspace, owner_of

pytestmark = pytest.mark.django_db

MB = 1024 * 1024


class Untouched(BytesIO):
    """A body that nobody may read."""

    def read(self, *arguments: Any) -> bytes:
        raise AssertionError("The body was read.")


@pytest.mark.parametrize("back", ["foo", "job_list", "http://[", "/\\evil.example", "http://testserver/account/"])
def test_theme_leads_back_to_a_path_of_ours_or_to_the_start(client: Client, back: str) -> None:
    assert client.post("/theme/", {"theme": "dark", "next": back})["Location"] == "/"


@pytest.mark.parametrize("shown", ["http://[", "", "//[x/"])
def test_address_that_is_none_leads_through_sign_in_to_the_start(client: Client, shown: str) -> None:
    answer = client.get("/", headers={"HX-Request": "true", "HX-Current-URL": shown})
    assert (answer.status_code, answer["HX-Redirect"]) == (204, "/account/login/?next=%2F")


@pytest.mark.parametrize("address", ["/account/login/", "/theme/", "/account/password/reset/"])
def test_body_that_is_too_large_is_refused_unread(client: Client, address: str, settings: LazySettings) -> None:
    sent: dict[str, Any] = {"wsgi.input": Untouched(), "CONTENT_LENGTH": str(settings.LARGEST_BODY + 1)}
    answer = client.post(address, **sent)
    assert answer.status_code == 413
    assert "larger than Rungs takes" in answer.text


def test_logo_of_the_largest_size_passes_with_its_form(client: Client) -> None:
    workspace = make_workspace()
    client.force_login(owner_of(workspace))
    address = f"/w/{workspace.code}/settings/logos/logo/"
    five, six = (SimpleUploadedFile("logo.png", b"x" * megabytes * MB) for megabytes in (5, 6))
    assert client.post(address, {"revision": "1", "image": five}).status_code == 422
    assert client.post(address, {"revision": "1", "image": six}).status_code == 413


@pytest.mark.parametrize(("length", "status"), [("20", 413), ("10", 200), ("", 200), ("many", 200)])
def test_view_may_say_how_much_it_takes(length: str, status: int) -> None:
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    view.largest_body = 10  # type: ignore[attr-defined]
    request = RequestFactory().post("/", CONTENT_LENGTH=length)
    refused = LargestBodyMiddleware(view).process_view(request, view, (), {})
    assert (refused.status_code if refused else 200) == status


def test_page_is_kept_by_no_browser_and_no_proxy(client: Client) -> None:
    workspace = make_workspace()
    make_invitation(workspace, secret="held")
    key = client.get("/account/password/reset/key/1-set-password/")
    invitation = client.get("/invitation/held/", follow=True)
    client.force_login(owner_of(workspace))
    pages = [client.get(path) for path in ("/", f"/w/{workspace.code}/", "/account/sessions/", "/nothing/")]
    for answer in [key, invitation, *pages]:
        assert {"private", "no-store"} <= set(answer["Cache-Control"].split(", ")), answer.request["PATH_INFO"]


def test_style_sheet_is_kept(client: Client, settings: LazySettings) -> None:
    settings.WHITENOISE_USE_FINDERS = True
    answer = client.get("/static/css/frame.css")
    answer.close()
    assert answer.status_code == 200
    assert "no-store" not in answer.headers.get("Cache-Control", "")


@pytest.mark.parametrize("code", ["%00", "x%00", "nonsense", "a" * 10, new_code() + "%0A", new_code().upper()])
def test_what_has_not_the_shape_of_a_code_is_nowhere(client: Client, code: str) -> None:
    workspace = make_workspace()
    client.force_login(owner_of(workspace))
    within = [f"/w/{workspace.code}/members/{code}/", f"/w/{workspace.code}/activity/?before={code}"]
    for address in [f"/w/{code}/", f"/jobs/{code}/", f"/notices/{code}/", *within]:
        assert client.get(address).status_code == 404, address


def test_every_code_has_the_shape_of_one() -> None:
    assert all(is_code(new_code()) for _ in range(100))
    assert not is_code(new_code() + "\n")


@pytest.mark.parametrize("name", ["sessionid", "messages", "csrftoken", "theme"])
@pytest.mark.parametrize("value", ["\\000aaaaaaaaaaaaaaaa", "\\200aaaaaaaaaaaaaaaa", "aaaaaaaaa' OR 1"])
def test_cookie_that_makes_no_sense_is_as_good_as_none(client: Client, name: str, value: str) -> None:
    answer = client.get("/account/signup/", headers={"Cookie": f'{name}="{value}"'})
    assert answer.status_code == 200
