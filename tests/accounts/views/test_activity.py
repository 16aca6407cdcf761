"""The page of the log and its files."""

import csv
import json
from io import StringIO

import pytest
from django.test import Client
from django.urls import reverse

from accounts.domain.roles import Role
from accounts.models import Workspace
from accounts.operations.invitations import invite
from accounts.operations.people import delete_account
from accounts.queries.activity import PAGE
from tests.factories.accounts import make_event, make_member, make_user, make_workspace, owner_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def workspace(client: Client) -> Workspace:
    workspace = make_workspace(name="=Northwind", owner=make_user(name="Ada"))
    client.force_login(owner_of(workspace))
    return workspace


def page_of(workspace: Workspace, query: str = "") -> str:
    return reverse("activity_list", args=[workspace.code]) + query


def file_of(client: Client, workspace: Workspace, kind: str, query: str = "") -> str:
    answer = client.get(reverse(f"activity_export_{kind}", args=[workspace.code]) + query)
    assert f"activity-{workspace.code}.{kind}" in answer["Content-Disposition"]
    return str(answer.getvalue().decode())


def test_page_reads_as_sentences_by_day(client: Client, workspace: Workspace) -> None:
    make_event(workspace, verb="workspace.created")
    answer = client.get(page_of(workspace))
    assert "<b>Ada</b> created the workspace <b>=Northwind</b>" in answer.content.decode()
    assert len(answer.context["page"].days) == 1


def test_filters_come_from_the_address_and_go_into_it(client: Client, workspace: Workspace) -> None:
    member = make_member(workspace)
    for number in range(PAGE + 1):
        make_event(workspace, actor=member, verb="member.left" if number else "workspace.restored")
    answer = client.get(page_of(workspace, f"?person={member.code}&from=2020-01-01&to=2099-12-31"))
    page = answer.content.decode()
    older = answer.context["page"].older
    assert f"person={member.code}&amp;from=2020-01-01&amp;to=2099-12-31&amp;before={older}" in page
    assert f"activity.csv?person={member.code}" in page
    of_kind = client.get(page_of(workspace, "?kind=workspace")).context["page"]
    assert [len(day.events) for day in of_kind.days] == [1]


def test_nothing_found_is_said(client: Client, workspace: Workspace) -> None:
    make_event(workspace)
    assert "Nothing matches" in client.get(page_of(workspace, "?to=2020-01-01")).content.decode()


@pytest.mark.parametrize(
    "query", ["?from=yesterday", "?person=nobody", "?kind=weather", "?from=2026-02-02&to=2026-01-01"]
)
@pytest.mark.parametrize("url_name", ["activity_list", "activity_export_csv"])
def test_filter_that_makes_no_sense_is_told_above_everything(
    client: Client, workspace: Workspace, query: str, url_name: str
) -> None:
    for _ in range(PAGE + 1):
        make_event(workspace, verb="workspace.created")
    answer = client.get(reverse(url_name, args=[workspace.code]) + query)
    assert answer.status_code == 422
    assert answer.context["form"].errors
    page, older = answer.content.decode(), answer.context["page"].older
    assert "Something needs your attention" in page
    assert "Until then everything is shown below, unfiltered." in page
    assert "Clear filter" in page
    assert page.count("created the workspace") == PAGE
    # Where one goes from here, the filter is not taken along.
    assert f'href="{page_of(workspace)}?before={older}"' in page
    assert 'activity.csv"' in page


def test_filter_stands_on_paper_in_words(client: Client, workspace: Workspace) -> None:
    member = make_member(workspace)
    everything = client.get(page_of(workspace)).content.decode()
    assert everything.count('class="print-only') == 1  # whose it is, and of when
    query = f"?person={member.code}&kind=member&from=2026-01-01&to=2026-11-21"
    page = client.get(page_of(workspace, query)).content.decode()
    words = f"Person: {member.name} · About: Members · From: 1 Jan 2026 · To: 21 Nov 2026"
    assert f'<p class="print-only">{words}</p>' in page
    wrong = client.get(page_of(workspace, "?kind=member&from=2026-02-02&to=2026-01-01")).content.decode()
    assert "About: Members" not in wrong


@pytest.mark.parametrize("zone", ["Pacific/Auckland", "America/Los_Angeles", "UTC"])
@pytest.mark.parametrize("query", ["?from=0001-01-01", "?to=9999-12-31", "?from=1899-12-31", "?to=3000-01-01"])
def test_day_at_the_ends_of_the_calendar_is_told(client: Client, workspace: Workspace, query: str, zone: str) -> None:
    Workspace.objects.update(time_zone=zone)
    answer = client.get(page_of(workspace, query))
    assert answer.status_code == 422
    assert "Choose a day from 1900-01-01 to 2999-12-31." in answer.text
    assert client.get(reverse("activity_export_csv", args=[workspace.code]) + query).status_code == 422


@pytest.mark.parametrize("zone", ["Pacific/Auckland", "America/Los_Angeles"])
def test_first_and_last_day_that_can_be_chosen_hold_everything(client: Client, workspace: Workspace, zone: str) -> None:
    Workspace.objects.update(time_zone=zone)
    make_event(workspace)
    assert client.get(page_of(workspace, "?from=1900-01-01&to=2999-12-31")).context["page"].days
    assert file_of(client, workspace, "csv", "?from=1900-01-01&to=2999-12-31").count("\n") == 2


def test_page_after_an_event_of_others_is_none(client: Client, workspace: Workspace) -> None:
    other = make_event(make_workspace())
    assert client.get(page_of(workspace, f"?before={other.code}")).status_code == 404


def test_csv_holds_what_is_filtered_and_no_formula(client: Client, workspace: Workspace) -> None:
    event = make_event(workspace, verb="workspace.created")
    make_event(workspace, actor=make_member(workspace))
    make_event(make_workspace())
    text = file_of(client, workspace, "csv", f"?person={owner_of(workspace).code}").removeprefix("\ufeff")
    rows = list(csv.DictReader(StringIO(text)))
    assert [row["Event"] for row in rows] == [event.code]
    assert rows[0]["Name of the object"] == "'=Northwind"
    assert rows[0]["In words"] == "Ada created the workspace =Northwind"


@pytest.mark.parametrize("kind", ["csv", "json"])
def test_people_of_one_name_are_told_apart_in_files(client: Client, workspace: Workspace, kind: str) -> None:
    other = make_member(workspace, user=make_user(name="Ada"))
    gone = make_member(workspace, user=make_user(name="Ada"))
    for person in [owner_of(workspace), other, gone]:
        make_event(workspace, actor=person, verb="member.left")
    delete_account(user=gone)
    text = file_of(client, workspace, kind).removeprefix("\ufeff")
    if kind == "csv":
        found = [(row["Who"], row["Code of the person"]) for row in csv.DictReader(StringIO(text))]
    else:
        found = [(row["who"], row["who_code"]) for row in json.loads(text)["events"]]
    former = ("A former member", "")
    assert found == [former, former, ("Ada", other.code), ("Ada", owner_of(workspace).code)]


def test_json_holds_the_same(client: Client, workspace: Workspace) -> None:
    events = [make_event(workspace) for _ in range(3)]
    found = json.loads(file_of(client, workspace, "json"))["events"]
    assert [each["id"] for each in found] == [event.code for event in events[::-1]]
    assert found[0]["who"] == "Ada"
    assert found[0]["at"].endswith("+00:00")


def test_empty_files_are_files(client: Client, workspace: Workspace) -> None:
    assert json.loads(file_of(client, workspace, "json")) == {"events": []}
    assert file_of(client, workspace, "csv").count("\n") == 1


def test_address_of_who_was_invited_is_for_owners(client: Client, workspace: Workspace) -> None:
    owner = owner_of(workspace)
    invite(workspace=workspace, actor=owner, role=Role.EDITOR, email="bo@example.com", address=str)
    assert "bo@example.com" in client.get(page_of(workspace)).content.decode()
    client.force_login(make_member(workspace, Role.EDITOR))
    assert "<b>Ada</b> invited <b>somebody</b>" in client.get(page_of(workspace)).content.decode()
    for kind in ("csv", "json"):
        assert "bo@example.com" not in file_of(client, workspace, kind)
