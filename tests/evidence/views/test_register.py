"""The register of all evidence, and the page of one piece."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.domain.roles import Role
from accounts.models import User, Workspace
from assessments.models import Assessment
from evidence.choices import Order, Shown
from evidence.models import Evidence, EvidenceVersion
from evidence.queries.register import Wanted, citable_evidence, counts_of, register_of
from tests.factories.accounts import make_member, make_workspace, owner_of
from tests.factories.assessments import cite, make_assessment
from tests.factories.evidence import make_evidence_with_file, make_stored_evidence

pytestmark = pytest.mark.django_db


@pytest.fixture
def workspace() -> Workspace:
    return make_workspace()


@pytest.fixture
def person(client: Client, workspace: Workspace) -> User:
    person = make_member(workspace, Role.EDITOR)
    client.force_login(person)
    return person


def left(workspace: Workspace, days: int, **fields: Any) -> Evidence:
    """With so many days left, 0 on its last."""
    return make_stored_evidence(workspace, days_old=100 - days, validity_days=100, title=f"{days} left", **fields)


def titles(workspace: Workspace, **wanted: Any) -> list[str]:
    return [evidence.title for evidence in register_of(workspace, Wanted(**wanted))]


@pytest.fixture
def of_each(workspace: Workspace) -> Workspace:
    for days in (95, 90, 61, 60, 31, 30, 0, -1):
        left(workspace, days)
    make_stored_evidence(workspace, days_old=None, title="no date")
    make_stored_evidence(workspace, days_old=-3, title="from tomorrow on")
    make_stored_evidence(workspace, title="deleted", deleted_at="2026-01-01T00:00Z")
    make_stored_evidence(make_workspace(), title="of others")
    return workspace


SHOWN = {
    Shown.COUNTS: ["0 left", "30 left", "31 left", "60 left", "61 left", "90 left", "95 left"],
    Shown.WITHIN_30: ["0 left", "30 left"],
    Shown.WITHIN_60: ["0 left", "30 left", "31 left", "60 left"],
    Shown.WITHIN_90: ["0 left", "30 left", "31 left", "60 left", "61 left", "90 left"],
    Shown.LAPSED: ["-1 left"],
    Shown.UNDATED: ["no date"],
}


@pytest.mark.parametrize("shown", SHOWN)
def test_standing_is_what_it_is_today(of_each: Workspace, shown: Shown) -> None:
    assert titles(of_each, shown=shown) == SHOWN[shown]
    assert counts_of(of_each, Wanted())[shown] == len(SHOWN[shown])


def test_everything_is_shown_in_the_order_of_its_lapse(of_each: Workspace) -> None:
    assert titles(of_each) == ["-1 left", *SHOWN[Shown.COUNTS], "from tomorrow on", "no date"]
    assert titles(of_each, order=Order.TITLE)[0] == "-1 left"
    assert titles(of_each, order=Order.OBSERVED)[0] == "from tomorrow on"
    assert titles(of_each, order=Order.OBSERVED)[-1] == "no date"
    assert counts_of(of_each, Wanted())[Shown.ALL] == 10


def test_what_counts_comes_first_where_one_chooses(of_each: Workspace) -> None:
    assert [evidence.title for evidence in citable_evidence(of_each)] == [
        *reversed(SHOWN[Shown.COUNTS]),
        "from tomorrow on",
        "-1 left",
        "no date",
    ]


def test_uncited_is_what_no_assessment_cites_that_is_there(workspace: Workspace) -> None:
    cited, forgotten, loose = (make_stored_evidence(workspace) for _ in range(3))
    cite(make_assessment(workspace), 0, cited)
    gone = make_assessment(workspace)
    cite(gone, 0, forgotten)
    Assessment.objects.filter(pk=gone.pk).update(deleted_at="2026-01-01T00:00Z")
    assert titles(workspace, shown=Shown.UNCITED) == sorted([forgotten.title, loose.title])
    assert counts_of(workspace, Wanted())[Shown.UNCITED] == 2


def test_owner_and_title_narrow_rows_and_counts(client: Client, workspace: Workspace, person: User) -> None:
    make_stored_evidence(workspace, title="Restore drill", owner=person)
    make_stored_evidence(workspace, title="Restore drill of others")
    make_stored_evidence(workspace, title="Error budget", owner=person)
    page = client.get(reverse("evidence_list", args=[workspace.code]), {"owner": person.code, "search": "restore"}).text
    assert "Restore drill</a>" in page
    assert "of others" not in page
    assert "Error budget" not in page
    assert 'All <b class="num">1</b>' in page


@pytest.mark.parametrize("query", ["owner=nobody", "show=most", "search=%00", "order=3"])
def test_what_makes_no_sense_is_said_and_everything_shown(
    client: Client, workspace: Workspace, person: User, query: str
) -> None:
    make_stored_evidence(workspace, title="Restore drill")
    answer = client.get(f"{reverse('evidence_list', args=[workspace.code])}?{query}")
    assert answer.status_code == 422
    assert "Something needs your attention" in answer.text
    assert "Restore drill" in answer.text


@pytest.mark.parametrize("number", ["2", "99", "x"])
def test_pages_are_turned(client: Client, workspace: Workspace, person: User, number: str) -> None:
    for each in range(27):
        make_stored_evidence(workspace, title=f"Number {each:02}")
    page = client.get(reverse("evidence_list", args=[workspace.code]), {"page": number}).text
    assert ("Number 26" in page) == (number != "x")


def test_empty_register_offers_one_action_to_who_may(client: Client, workspace: Workspace, person: User) -> None:
    address = reverse("evidence_list", args=[workspace.code])
    assert "No evidence yet" in client.get(address).text
    assert "For example: the report of the restore drill" in client.get(address).text
    client.force_login(make_member(workspace, Role.VIEWER))
    assert reverse("evidence_create", args=[workspace.code]) not in client.get(address).text


def test_page_says_where_it_is_cited_and_what_its_lapse_does(
    client: Client, workspace: Workspace, person: User
) -> None:
    evidence, assessment = left(workspace, 40), make_assessment(workspace, title="2026 baseline")
    cite(assessment, 0, evidence)
    cite(assessment, 1, make_stored_evidence(workspace))
    page = client.get(evidence.get_absolute_url()).text
    assert "Cited in 1 place" in page
    question = assessment.answers.order_by("pk")[0].question
    assert f"2026 baseline: {question}" in page
    assert "When this lapses, after" in page
    assert "2026 baseline</a>: verified 4.0 falls to 3." in page
    Evidence.objects.filter(pk=evidence.pk).update(
        lapses_date=workspace.today - timedelta(days=1), observed_date=workspace.today - timedelta(days=101)
    )
    page = client.get(evidence.get_absolute_url()).text
    assert "What its lapse did, after" in page
    assert "2026 baseline</a>: verified 4.0 fell to 3." in page


def asked(client: Client, address: str) -> int:
    client.get(address)  # what a session asks only once
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_register_asks_little_and_the_same_at_1_and_30_rows(client: Client, workspace: Workspace, person: User) -> None:
    assessment = make_assessment(workspace)

    def add(number: int) -> None:
        cite(assessment, number, make_evidence_with_file(workspace, owner=make_member(workspace)))

    add(0)
    address = reverse("evidence_list", args=[workspace.code])
    at_one = asked(client, address)
    for number in range(1, 30):
        add(number)
    assert asked(client, address) == at_one <= 10


def test_page_of_one_asks_little_and_the_same_for_much(client: Client, workspace: Workspace, person: User) -> None:
    evidence = make_evidence_with_file(workspace, owner=person, version=2)
    first = make_assessment(workspace)

    def add(number: int) -> None:
        EvidenceVersion.objects.create(
            evidence=evidence, number=number + 1, reference="before", replaced_by=make_member(workspace)
        )
        cite(first if number < 15 else second, number, evidence)

    add(0)
    at_one = asked(client, evidence.get_absolute_url())
    second = make_assessment(workspace)
    for number in range(1, 30):
        add(number)
    assert (
        asked(client, evidence.get_absolute_url()) == at_one <= 12
    )  # with three of a lapse's effects, two of roadmaps


@pytest.mark.parametrize("name", ["evidence_create", "evidence_change", "evidence_replace"])
def test_form_asks_the_same_however_many_members(client: Client, workspace: Workspace, person: User, name: str) -> None:
    evidence = make_stored_evidence(workspace, owner=owner_of(workspace))
    codes = [workspace.code] if name == "evidence_create" else [workspace.code, evidence.code]
    before = asked(client, reverse(name, args=codes))
    for _ in range(29):
        make_member(workspace)
    assert asked(client, reverse(name, args=codes)) == before <= 10


def test_kind_is_told_by_the_title_that_the_pack_has(workspace: Workspace, person: User, client: Client) -> None:
    make_stored_evidence(workspace, kind="openapi_file")
    make_stored_evidence(workspace, kind="of_another_pack")
    text = client.get(reverse("evidence_list", args=[workspace.code])).text
    assert "Measurement: OpenAPI file" in text
    assert "Measurement: of another pack" in text
