"""The trend of an assessment: the numbers of its milestones as they were stored, drawn and in a table."""

import re
import xml.etree.ElementTree as ET

import pytest
from django.test import Client

from accounts.domain.roles import Role
from accounts.models import Workspace
from assessments.models import Assessment, Citation, Milestone
from assessments.operations.carrying import begin_from_milestone
from core.local import day
from tests.factories.accounts import make_member, make_workspace, owner_of
from tests.factories.assessments import make_assessment, shipped_pack
from tests.factories.packs import install_next_version
from tests.reports.views.page import address, between, words
from tests.reports.views.test_comparison import cite, freeze, make_earlier, say

pytestmark = pytest.mark.django_db

TREND = "result_trend"


@pytest.fixture
def workspace() -> Workspace:
    return make_workspace(name="Northwind Billing")


@pytest.fixture
def assessment(workspace: Workspace) -> Assessment:
    """Two milestones, and nothing changed since: first (3 + 10/7)/2 = 2.21 claimed and verified, then one phase has
    (5·4 + 5·3)/10 claimed and, as the evidence for the 4 has lapsed, (5·2 + 5·3)/10 verified: 2.46 and 1.96.
    """
    assessment = make_earlier(workspace)
    freeze(assessment, "Spring <review>", days=100)
    cite(assessment, "DIS-02")
    say(assessment, {"DIS-02": 3})
    freeze(assessment, "Summer review", days=8)
    return assessment


@pytest.fixture
def viewer(client: Client, workspace: Workspace) -> Client:
    client.force_login(make_member(workspace, Role.VIEWER))
    return client


def rows_of(html: str) -> list[list[str]]:
    body = between(html, "<tbody>", "</tbody>")
    return [[words(cell) for cell in re.findall(r"(?s)<t[hd].*?</t[hd]>", row)] for row in body.split("<tr>")[1:]]


def chart_of(html: str) -> ET.Element:
    return ET.fromstring("<svg" + between(html, '<div class="trend"><svg', "</div>"))


def test_table_and_chart_have_what_was_stored(viewer: Client, assessment: Assessment) -> None:
    html = viewer.get(address(assessment, TREND)).text
    first, second = assessment.milestones.order_by("frozen_at")
    rows = rows_of(html)
    assert [row[0] for row in rows] == ["Today", "Summer review", "Spring <review>"]
    assert rows[2][1:] == [
        day(first.as_of_date),
        "2.2",
        "2.2",
        "4.0",
        "4 of 66",
        "1.0.0",
        "Compare with today : Spring <review>",
    ]
    assert [row[2:4] for row in rows] == [["2.0", "2.5"], ["2.0", "2.5"], ["2.2", "2.2"]]
    said = chart_of(html).findtext("{http://www.w3.org/2000/svg}desc") or ""
    assert f"{day(first.as_of_date)}: Verified 2.2, Claimed 2.2, Target 4.0" in said
    assert said.count("; ") == 2
    assert f'?before=milestone-{second.code}"' in html


def test_headline_is_the_finding(viewer: Client, assessment: Assessment) -> None:
    first = assessment.milestones.order_by("frozen_at")[0]
    heading = words(between(viewer.get(address(assessment, TREND)).text, "<h1>", "</h1>"))
    assert heading == f"From 2.2 on {day(first.as_of_date)} to 2.0 today"


def test_nothing_that_is_answered_later_changes_a_milestone(viewer: Client, assessment: Assessment) -> None:
    before = rows_of(viewer.get(address(assessment, TREND)).text)[1:]
    say(assessment, {"DIS-01": 0, "ARC-02": 0})
    Citation.objects.all().delete()
    after = rows_of(viewer.get(address(assessment, TREND)).text)
    assert after[1:] == before
    assert after[0][2] != before[0][2]


def test_lines_break_where_the_version_of_the_pack_changed(viewer: Client, assessment: Assessment) -> None:
    later = install_next_version(shipped_pack())
    Assessment.objects.filter(pk=assessment.pk).update(pack=later)
    freeze(Assessment.objects.get(pk=assessment.pk), "Autumn review", days=1)
    html = viewer.get(address(assessment, TREND)).text
    chart = chart_of(html)
    kinds = [element.get("class") for element in chart.iter()]
    assert kinds.count("chart-break") == 1
    assert kinds.count("chart-verified") == 2  # between the first two, and from the third to today
    assert "version 1.1.0" in [element.text for element in chart.iter()]
    assert [row[6] for row in rows_of(html)] == ["1.1.0", "1.1.0 changed", "1.0.0", "1.0.0"]
    assert "across versions of the pack" in words(between(html, "<h1>", "</h1>"))


def test_what_was_begun_from_a_milestone_goes_on_where_that_stood(viewer: Client, assessment: Assessment) -> None:
    first, _second = assessment.milestones.order_by("frozen_at")
    begun = begin_from_milestone(milestone=first, actor=owner_of(assessment.workspace), title="2027")
    freeze(begun, "First of 2027", days=0)
    again = begin_from_milestone(milestone=begun.milestones.get(), actor=owner_of(assessment.workspace), title="2028")
    titles = [row[0] for row in rows_of(viewer.get(address(again, TREND)).text)]
    assert titles == ["Today", "First of 2027 2027", "Spring <review> 2026 baseline"]  # and not what came after it


def test_deleted_milestones_are_left_out(viewer: Client, assessment: Assessment) -> None:
    first = assessment.milestones.order_by("frozen_at")[0]
    Milestone.objects.filter(pk=first.pk).update(deleted_at=first.frozen_at)
    assert [row[0] for row in rows_of(viewer.get(address(assessment, TREND)).text)] == ["Today", "Summer review"]


def test_without_a_milestone_it_says_what_to_do(viewer: Client, workspace: Workspace) -> None:
    html = viewer.get(address(make_assessment(workspace), TREND)).text
    assert "A trend is made of milestones" in words(html)


def test_milestones_without_a_score_have_a_place_and_no_line(viewer: Client, workspace: Workspace) -> None:
    assessment = make_assessment(workspace)
    freeze(assessment, "Before anything", days=9)
    say(assessment, {"DIS-01": 2})
    html = viewer.get(address(assessment, TREND)).text
    assert "2.0 verified today, after 1 milestone" in words(between(html, "<h1>", "</h1>"))
    kinds = [element.get("class") for element in chart_of(html).iter()]
    assert (kinds.count("chart-verified"), kinds.count("chart-dot")) == (0, 1)
