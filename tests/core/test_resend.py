"""A form that was sent after the session had run out: what was typed comes back, to us alone, and as harmless text."""

import re
from html.parser import HTMLParser

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import get_resolver

from accounts.models import Workspace
from assessments.models import Answer, Assessment
from core.resend import MOST_CHARACTERS, is_from_here, keeps_what_was_sent
from tests.factories.accounts import make_user, make_workspace, owner_of
from tests.factories.assessments import make_assessment
from tests.test_routes import KEEPING, patterns

pytestmark = pytest.mark.django_db

NASTY = [
    '"><script>alert(1)</script>',
    "'onfocus=alert(1) autofocus='",
    "</form><form action=//evil.example>",
    "{{ 7|add:7 }}",
]
HERE = {"Sec-Fetch-Site": "same-origin"}


class Fields(HTMLParser):
    """The hidden inputs of the form that sends again, as a browser reads them, and every start tag."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        values = dict(attributes)
        self.tags.append((tag, values))
        if tag == "input" and values.get("type") == "hidden":
            self.found.append((values["name"] or "", values["value"] or ""))


def form_of(page: str) -> dict[str, list[str]]:
    start = page.index('<form id="again"')
    sent: dict[str, list[str]] = {}
    for name, value in Fields(page[start : page.index("</form>", start)]).found:
        sent.setdefault(name, []).append(value)
    return sent


@pytest.fixture
def workspace() -> Workspace:
    return make_workspace()


@pytest.fixture
def assessment(workspace: Workspace) -> Assessment:
    return make_assessment(workspace)


def address_of(assessment: Assessment) -> str:
    return f"/w/{assessment.workspace.code}/assessments/{assessment.code}/questions/DIS-01/answer/"


TYPED = {
    "revision": "1",
    "choice": "3",
    "level_reason": "Soon.",
    "note": 'Two\nlines, "quoted" & <b>',
    "met": ["DIS-01.1a", "DIS-01.2a"],
}


def test_what_was_typed_survives_a_lost_session_and_a_new_sign_in(assessment: Assessment) -> None:
    """As a browser does it: signed out, sent, signed in elsewhere, sent again twice, stored."""
    owner = owner_of(assessment.workspace)
    client = Client(enforce_csrf_checks=True)
    client.force_login(owner)
    section = client.get(f"/w/{assessment.workspace.code}/assessments/{assessment.code}/by-phase/discover/")
    token = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', section.text)[0]
    client.logout()
    client.cookies["csrftoken"] = section.cookies["csrftoken"]
    lost = client.post(address_of(assessment), {**TYPED, "csrfmiddlewaretoken": token}, headers=HERE)
    assert lost.status_code == 401
    assert "You were signed out" in lost.text
    assert f'action="{address_of(assessment)}"' in lost.text
    assert 'href="/account/login/" target="_blank" rel="noopener"' in lost.text

    client.force_login(owner)
    del client.cookies["csrftoken"]
    client.get("/")  # another tab, with another token
    stale = client.post(address_of(assessment), form_of(lost.text), headers=HERE)
    assert stale.status_code == 403
    assert "you are signed in as" in stale.text
    stored = client.post(address_of(assessment), form_of(stale.text), headers=HERE)
    assert stored.status_code == 302
    answer = Answer.objects.get(assessment=assessment, question="DIS-01")
    assert (answer.level, answer.note) == (3, 'Two\nlines, "quoted" & <b>')
    assert answer.met == ["DIS-01.1a", "DIS-01.2a"]


def test_every_field_comes_back_as_often_as_it_was_sent(client: Client, assessment: Assessment) -> None:
    found = form_of(client.post(f"{address_of(assessment)}?by=domain", TYPED).text)
    assert len(found.pop("csrfmiddlewaretoken")) == 1
    assert found == {name: value if isinstance(value, list) else [value] for name, value in TYPED.items()}


@pytest.mark.parametrize("nasty", NASTY)
def test_what_was_sent_is_text_and_never_markup(client: Client, assessment: Assessment, nasty: str) -> None:
    file = SimpleUploadedFile(f"{nasty.replace('/', '-')}.txt", b"x")
    page = client.post(f"{address_of(assessment)}?{nasty}", {nasty: nasty, "file": file}).text
    harmless = client.post(address_of(assessment), {"note": "x", "file": SimpleUploadedFile("a.txt", b"x")}).text
    assert form_of(page)[nasty] == [nasty]
    seen, expected = ([(tag, set(values)) for tag, values in Fields(text).tags] for text in (page, harmless))
    assert seen == expected
    actions = [values["action"] for tag, values in Fields(page).tags if tag == "form" and "action" in values]
    assert all(action and action.startswith("/") and not action.startswith("//") for action in actions)


def test_files_are_named_and_have_to_be_chosen_again(client: Client, workspace: Workspace) -> None:
    file = SimpleUploadedFile("drill.pdf", b"%PDF-secret-content")
    page = client.post(f"/w/{workspace.code}/evidence/new/", {"title": "The drill", "upload": file})
    assert page.status_code == 401
    assert "Files cannot be kept:" in page.text
    assert "drill.pdf" in page.text
    assert "secret-content" not in page.text
    assert form_of(page.text)["title"] == ["The drill"]


def test_what_is_very_long_is_not_sent_back(client: Client, assessment: Assessment) -> None:
    page = client.post(address_of(assessment), {"note": "x" * MOST_CHARACTERS})
    assert page.status_code == 401
    assert len(page.content) < 20_000
    assert "too long to be kept here" in page.text
    assert 'id="again"' not in page.text


@pytest.mark.parametrize("fields", [{"note": "x" * 3_000_000}, {f"field-{n}": "x" for n in range(1001)}])
def test_huge_bodies_are_refused(assessment: Assessment, fields: dict[str, str]) -> None:
    for checks in (True, False):
        answer = Client(enforce_csrf_checks=checks).post(address_of(assessment), fields, headers=HERE)
        assert answer.status_code == 413


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "https://testserver"},
        {},
    ],
)
@pytest.mark.parametrize("is_signed_in", [True, False])
def test_what_another_site_sends_is_not_given_back(
    assessment: Assessment, headers: dict[str, str], is_signed_in: bool
) -> None:
    client = Client(enforce_csrf_checks=True)
    if is_signed_in:
        client.force_login(owner_of(assessment.workspace))
    answer = client.post(address_of(assessment), {"note": "planted"}, headers=headers)
    assert answer.status_code == 403
    assert "planted" not in answer.text
    assert "This form was open for too long" in answer.text
    assert 'id="again"' not in answer.text


@pytest.mark.parametrize("headers", [HERE, {"Origin": "http://testserver"}])
def test_stranger_gets_their_own_text_and_nothing_else(assessment: Assessment, headers: dict[str, str]) -> None:
    """The page tells nobody whether the workspace exists; sent again with a token it is 404 as ever."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_user())
    answer = client.post(address_of(assessment), TYPED, headers=headers)
    assert answer.status_code == 403
    assert client.post(address_of(assessment), form_of(answer.text), headers=headers).status_code == 404


def test_form_with_a_secret_is_never_given_back(client: Client) -> None:
    """Every view of ours that keeps is listed, and none of the packages that sign people in does."""
    keeping = {
        str(pattern.name)
        for _address, pattern in patterns(get_resolver())
        if getattr(pattern.callback, "keeps_what_was_sent", False)
    }
    assert keeping == KEEPING
    checking = Client(enforce_csrf_checks=True)
    answer = checking.post("/account/login/", {"login": "a@example.com", "password": "opensesame"}, headers=HERE)
    assert answer.status_code == 403
    assert "opensesame" not in answer.text


def test_script_with_an_old_token_is_told_the_new_one_and_whose_it_is(assessment: Assessment) -> None:
    owner = owner_of(assessment.workspace)
    client = Client(enforce_csrf_checks=True)
    client.force_login(owner)
    background = {**HERE, "Accept": "application/json"}
    answer = client.post(address_of(assessment), TYPED, headers=background)
    assert (answer.status_code, answer.json()["user"]) == (403, owner.code)
    again = client.post(address_of(assessment), TYPED, headers={**background, "X-CSRFToken": answer.json()["token"]})
    assert again.status_code == 200
    foreign = client.post(address_of(assessment), TYPED, headers={**background, "Sec-Fetch-Site": "cross-site"})
    assert foreign["Content-Type"].startswith("text/html")


@pytest.mark.parametrize("headers", [{"Accept": "application/json"}, {"HX-Request": "true"}])
def test_script_that_is_signed_out_is_led_to_the_sign_in_page(
    client: Client, assessment: Assessment, headers: dict[str, str]
) -> None:
    assert client.post(address_of(assessment), TYPED, headers=headers).status_code in {204, 302}


def test_page_is_from_here_only_if_the_browser_says_so() -> None:
    def says(**headers: str) -> bool:
        return is_from_here(
            RequestFactory().post("/", headers={name.replace("_", "-"): v for name, v in headers.items()})
        )

    assert says(Sec_Fetch_Site="same-origin")
    assert says(Origin="http://testserver")
    assert not says(Origin="http://testserver:8000")
    assert not says(Origin="http://testserver.evil.example")
    assert not says()


def test_page_that_is_only_looked_at_is_not_kept() -> None:
    @keeps_what_was_sent
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse("seen")

    assert view(RequestFactory().get("/")).content == b"seen"
