"""From the editor's form to the download by somebody who belongs to nothing here."""

import re
from unittest.mock import patch

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.domain.roles import Role
from accounts.models import Activity
from accounts.queries.sentences import sentence_of
from reports.models import ReportRun, ReportShare
from tests.factories.accounts import make_member, make_workspace, owner_of
from tests.factories.assessments import make_assessment
from tests.factories.reports import make_run, make_share
from tests.reports.views.page import words
from tests.test_query_budget import MOST_QUERIES, queries_of
from tests.test_routes import close

pytestmark = pytest.mark.django_db

LINK = re.compile(r'value="http://testserver(/shared/[\w-]{43}/)"')
TYPED = {"recipient": "Board of Northwind", "days": "14", "password": ""}


@pytest.fixture(autouse=True)
def no_attempts_yet() -> None:
    cache.clear()


@pytest.fixture
def run() -> ReportRun:
    workspace = make_workspace(name="Northwind Billing", time_zone="Europe/Berlin")
    return make_run(make_assessment(workspace, title="2026 baseline"), b"%PDF-1.7 The report")


@pytest.fixture
def editor(client: Client, run: ReportRun) -> Client:
    client.force_login(make_member(run.workspace, Role.EDITOR))
    return client


def at(run: ReportRun, url_name: str, *more: str) -> str:
    return reverse(url_name, args=[run.workspace.code, run.code, *more])


def opened(secret: str) -> str:
    return reverse("shared_report", args=[secret])


def file_of(secret: str) -> str:
    return reverse("shared_file", args=[secret])


def test_link_is_shown_once_and_leads_to_the_file(editor: Client, run: ReportRun) -> None:
    answer = editor.post(at(run, "report_share"), TYPED)
    link = LINK.search(answer.text)
    assert link
    assert "no-store" in answer["Cache-Control"]
    assert "(Europe/Berlin)" in answer.text
    assert link[1] not in editor.get(run.get_absolute_url()).text
    outside = Client()
    page = outside.get(link[1])
    assert "Northwind Billing 2026 baseline" in words(page.text)
    assert reverse("shared_file", args=[link[1].split("/")[2]]) in page.text
    answer = outside.get(f"{link[1]}file/")
    assert answer.getvalue() == b"%PDF-1.7 The report"
    share = ReportShare.objects.get()
    assert share.download_count == 1
    assert not share.password


def test_page_for_outside_tells_of_nothing_else(run: ReportRun) -> None:
    """Nor is it kept, found or named to others; nobody is called who works there."""
    assert run.assessment
    make_run(run.assessment)
    make_share(run, secret="held", recipient="Somebody else")
    page = Client().get(opened("held"))
    for told in (run.workspace.code, run.code, str(owner_of(run.workspace)), "Somebody else", "/w/"):
        assert told not in page.text
    assert "set-cookie" not in {name.lower() for name in page.headers}
    assert [morsel for morsel in page.cookies if morsel != "csrftoken"] == []
    for answer in (page, Client().get(file_of("held")), Client().get(opened("no-such"))):
        close(answer)
        assert "noindex" in answer["X-Robots-Tag"]
        assert "no-store" in answer["Cache-Control"]
        assert answer["Referrer-Policy"] == "same-origin"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["X-Frame-Options"] == "DENY"


def test_file_is_saved_and_never_shown(run: ReportRun) -> None:
    make_share(run, secret="held")
    answer = Client().get(file_of("held"))
    close(answer)
    assert answer["Content-Disposition"] == 'attachment; filename="Report.pdf"'
    assert answer["Content-Type"] == "application/pdf"
    assert "sandbox" in answer["Content-Security-Policy"]
    head = Client().head(file_of("held"))
    close(head)
    assert head.status_code == 200
    assert ReportShare.objects.get().download_count == 1


def test_what_leads_nowhere_is_told_the_same(run: ReportRun) -> None:
    now = timezone.now()
    make_share(run, secret="expired", expires_at=now, password="grey heron 7")
    make_share(run, secret="revoked", revoked_at=now)
    deleted = make_run(make_assessment(run.workspace), deleted_at=now)
    make_share(deleted, secret="deleted")
    answers = set()
    for secret in ("unknown", "expired", "revoked", "deleted"):
        for address in (opened(secret), file_of(secret)):
            answer = Client().get(address)
            assert "sandbox" not in answer["Content-Security-Policy"]
            answers.add((answer.status_code, words(answer.text)))
        answers.add((Client().post(opened(secret), {"password": "grey heron 7"}).status_code, ""))
    assert len(answers) == 2
    assert {status for status, _text in answers} == {404}
    assert any("Ask whoever sent it to you" in text for _status, text in answers)


def test_password_is_asked_for_before_anything_is_told(run: ReportRun) -> None:
    make_share(run, secret="held", password="grey heron 7")
    make_share(run, secret="other", password="another bird")
    outside = Client()
    page = outside.get(opened("held"))
    assert "2026 baseline" not in page.text
    assert "Northwind" not in page.text
    assert outside.get(file_of("held"))["Location"] == opened("held")
    for typed, status in (("", 422), ("grey heron", 422), ("another bird", 422), (" grey heron 7", 422)):
        assert outside.post(opened("held"), {"password": typed}).status_code == status
    answer = outside.post(opened("held"), {"password": "grey heron 7"})
    assert answer["Location"] == opened("held")
    assert "2026 baseline" in outside.get(opened("held")).text
    assert outside.get(file_of("held")).getvalue() == b"%PDF-1.7 The report"
    assert outside.get(file_of("other"))["Location"] == opened("other")
    with patch("reports.views.shared.time.time", return_value=timezone.now().timestamp() + 3601):
        assert outside.get(file_of("held"))["Location"] == opened("held")


@pytest.mark.parametrize(("per", "attempts"), [("address", 5), ("link", 30)])
def test_guessing_a_password_ends(run: ReportRun, per: str, attempts: int) -> None:
    """By the clock of the limit, which stands still: from one address, and from as many as one likes."""
    make_share(run, secret="held", password="grey heron 7")

    def try_it(number: int, typed: str) -> int:
        address = "192.0.2.1" if per == "address" else f"192.0.2.{number}"
        return Client(REMOTE_ADDR=address).post(opened("held"), {"password": typed}).status_code

    now = timezone.now().timestamp()
    with patch("allauth.core.internal.ratelimit.time.time", return_value=now):
        assert [try_it(number, f"guess {number}") for number in range(attempts)] == [422] * attempts
        assert try_it(attempts, "grey heron 7") == 429
    wait = 61 if per == "address" else 3601
    with patch("allauth.core.internal.ratelimit.time.time", return_value=now + wait):
        assert try_it(attempts, "grey heron 7") == 302


def test_revoked_link_ends_for_who_had_opened_it(editor: Client, run: ReportRun) -> None:
    share, outside = make_share(run, secret="held", password="grey heron 7"), Client()
    outside.post(opened("held"), {"password": "grey heron 7"})
    page = editor.post(at(run, "share_revoke", share.code), follow=True)
    assert "leads nowhere any more" in page.text
    assert at(run, "share_restore", share.code) in page.text
    assert outside.get(file_of("held")).status_code == outside.get(opened("held")).status_code == 404
    editor.post(at(run, "share_restore", share.code))
    assert outside.get(file_of("held")).getvalue()


def test_link_that_is_revoked_while_it_is_opened_gives_nothing(run: ReportRun) -> None:
    share = make_share(run, secret="held")
    ReportShare.objects.update(revoked_at=timezone.now())
    with patch("reports.views.shared.find_share", return_value=share):
        assert Client().get(file_of("held")).status_code == 404


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"recipient": ""}, "recipient"),
        ({"recipient": "Bo\u202eard"}, "recipient"),
        ({"days": "36500"}, "days"),
        ({"password": "short"}, "password"),
        ({"password": "password1"}, "password"),
    ],
)
def test_what_cannot_be_is_told_and_what_was_typed_stays(
    editor: Client, run: ReportRun, typed: dict[str, str], field: str
) -> None:
    answer = editor.post(at(run, "report_share"), {**TYPED, "recipient": "Board, typed", **typed})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert field == "recipient" or "Board, typed" in answer.text
    assert not ReportShare.objects.exists()


def test_links_are_for_editors_and_told_in_the_activity(editor: Client, run: ReportRun) -> None:
    editor.post(at(run, "report_share"), {**TYPED, "password": "grey heron 7"})
    share = ReportShare.objects.get()
    page = words(editor.get(run.get_absolute_url()).text)
    assert "Board of Northwind" in page
    assert "with a password" in page
    assert "not yet" in page
    make_share(share.run, revoked_at=timezone.now())
    make_share(share.run, expires_at=timezone.now())
    assert run.assessment
    reports = reverse("report_list", args=[run.workspace.code, run.assessment.code])
    assert "shared by 1 link" in words(editor.get(reports).text)
    for role in (Role.VIEWER, Role.CONTRIBUTOR):
        lesser = Client()
        lesser.force_login(make_member(run.workspace, role))
        page = lesser.get(run.get_absolute_url()).text
        assert "Board of Northwind" not in page
        assert at(run, "report_share") not in page
        assert "shared by" not in lesser.get(reports).text
        for address in (at(run, "report_share"), at(run, "share_revoke", share.code)):
            assert lesser.post(address, TYPED).status_code == 403
    Client().get(file_of("no-such"))
    editor.post(at(run, "share_revoke", share.code))
    said = [sentence_of(event) for event in Activity.objects.filter(verb__startswith="report.share").order_by("pk")]
    editor_name = str(share.shared_by)
    assert said == [
        f"{editor_name} made a link to the report 2026 baseline for “Board of Northwind”, for 14 days",
        f"{editor_name} revoked the link to the report 2026 baseline for “Board of Northwind”",
    ]


def test_link_of_another_report_is_not_there(editor: Client, run: ReportRun) -> None:
    assert run.assessment
    other = make_share(make_run(run.assessment))
    theirs = make_share(make_run(make_assessment(make_workspace())))
    for share in (other, theirs):
        for url_name in ("share_revoke", "share_restore"):
            assert editor.post(at(run, url_name, share.code)).status_code == 404
    assert editor.post(at(theirs.run, "share_revoke", theirs.code)).status_code == 404
    assert ReportShare.objects.filter(revoked_at=None).count() == 2


def test_pages_ask_no_more_with_thirty_links(editor: Client, run: ReportRun) -> None:
    make_share(run, secret="held")
    few, outside = queries_of(editor, run.get_absolute_url()), queries_of(Client(), opened("held"))
    for _number in range(15):
        make_share(run, shared_by=make_member(run.workspace))
        make_share(run, revoked_at=timezone.now())
    assert queries_of(editor, run.get_absolute_url()) == few <= MOST_QUERIES
    assert queries_of(Client(), opened("held")) == outside == 1
