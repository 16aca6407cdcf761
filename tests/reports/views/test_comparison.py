"""The page of a comparison: numbers computed by hand, why each question moved, and what may be compared with what.

DIS-01 and DIS-02 weigh 5 in one phase, ARC-01 3 and ARC-02 4 in another; both phases weigh 1. Compared are DIS-01
(4 to 2), DIS-02 (2 to 5) and ARC-02 (1 to 2): the first phase goes from (5·4 + 5·2)/10 = 3 to (5·2 + 5·5)/10 = 3.5, the
second from 1 to 2, and the whole from 2 to 2.75, of which 0.5 comes from the second. By itself the earlier side says
(3 + (4·1 + 3·2)/7)/2 = 2.21 and the later one ((5·2 + 5·5 + 5·2)/15 + 2)/2 = 2.5.
"""

import re
from datetime import timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.domain.roles import Role
from accounts.models import Workspace
from assessments.domain import comparison
from assessments.models import Assessment, Citation, Milestone
from assessments.operations.assessments import refresh_summary
from assessments.operations.carrying import begin_from_milestone
from assessments.operations.milestones import freeze_milestone
from catalog.models import Pack
from core.local import day
from tests.factories.accounts import make_member, make_workspace, owner_of
from tests.factories.assessments import make_assessment, shipped_pack
from tests.factories.evidence import make_stored_evidence
from tests.factories.packs import install_next_version
from tests.reports.views.page import address, between, words

pytestmark = pytest.mark.django_db

COMPARE = "result_compare"
AGO = 100


def say(assessment: Assessment, levels: dict[str, int | str]) -> None:
    """Levels, or states, straight into the tables."""
    for question, said in levels.items():
        is_level = isinstance(said, int)
        fields = {"state": "answered" if is_level else said, "level": said if is_level else None}
        fields["reason"] = "out_of_scope" if said == "not_applicable" else ""
        assessment.answers.filter(question=question).update(**fields)
    refresh_summary(assessment)


def cite(assessment: Assessment, question: str, *, title: str = "Restore drill", days_old: int = 10) -> None:
    piece = make_stored_evidence(assessment.workspace, title=title, days_old=days_old)
    Citation.objects.create(answer=assessment.answers.get(question=question), evidence=piece)


def freeze(assessment: Assessment, title: str = "Spring review", days: int = AGO) -> Milestone:
    moment = timezone.now() - timedelta(days=days)
    return freeze_milestone(assessment=assessment, actor=owner_of(assessment.workspace), title=title, moment=moment)


EARLIER: dict[str, int | str] = {"DIS-01": 4, "DIS-02": 2, "DIS-03": "unknown", "ARC-01": 2, "ARC-02": 1}
LATER: dict[str, int | str] = {"DIS-02": 5, "DIS-03": 2, "ARC-01": "not_applicable", "ARC-02": 2}


def make_earlier(workspace: Workspace) -> Assessment:
    """With evidence that still counted when the milestone was frozen."""
    assessment = make_assessment(workspace, title="2026 baseline")
    say(assessment, EARLIER)
    cite(assessment, "DIS-01", title="Drill <of> May", days_old=AGO + 90)
    return assessment


@pytest.fixture
def workspace() -> Workspace:
    return make_workspace(name="Northwind Billing")


@pytest.fixture
def assessment(workspace: Workspace) -> Assessment:
    assessment = make_earlier(workspace)
    freeze(assessment)
    cite(assessment, "DIS-02", title="Load test")
    say(assessment, LATER)
    return assessment


@pytest.fixture
def viewer(client: Client, workspace: Workspace) -> Client:
    client.force_login(make_member(workspace, Role.VIEWER))
    return client


def frozen(assessment: Assessment) -> Milestone:
    return assessment.milestones.get()


def row_of(html: str, table: str, title: str) -> list[str]:
    rows = between(between(html, f'id="{table}"', "</table>"), "<tbody>", "</tbody>").split("<tr>")
    row = next(row for row in rows if f">{title}<" in row)
    return [words(cell) for cell in re.findall(r"(?s)<td data-label.*?</td>", row)]


def test_last_milestone_is_compared_with_today(viewer: Client, assessment: Assessment) -> None:
    html = viewer.get(address(assessment, COMPARE)).text
    said = words(html)
    since = day(frozen(assessment).as_of_date)
    finding = "most of it from Architect for resilience; 1 answer fell because evidence lapsed"
    assert f"From 2.0 to 2.8 since {since}; {finding}" in words(between(html, "<h1>", "</h1>"))
    assert "Reported by each side 2.2 2.5" in said
    assert "Compared 3 of 66 3 questions are compared: they have a level on both sides." in said
    assert "Left out: 1 with a level only after, 1 with a level only before, 61 without a level on either side." in said


def test_phases_and_domains_have_their_change(viewer: Client, assessment: Assessment) -> None:
    html = viewer.get(address(assessment, COMPARE)).text
    # before, after, change, claimed, effect, reported, compared
    expected = ["3.0", "3.5", "+0.5 up", "+1.5 up", "+0.3", "3.0 → 3.0", "2"]
    assert row_of(html, "phases", "Discover and align") == expected
    assert row_of(html, "phases", "Architect for resilience")[:5] == ["1.0", "2.0", "+1.0 up", "+1.0 up", "+0.5"]
    assert row_of(html, "phases", "Scale with governance") == ["–", "–", "–", "–", "–", "– → –", "0"]
    assert row_of(html, "domains", "Service levels")[:3] == ["3.0", "3.5", "+0.5 up"]


def test_what_moved_says_why_and_leads_to_the_question(viewer: Client, assessment: Assessment) -> None:
    moved = between(viewer.get(address(assessment, COMPARE)).text, 'class="moves"', "</ol>")
    lines = {
        found[1]: words(item) for item in moved.split("<li><div>")[1:] if (found := re.search(r">(\w+-\d+)<", item))
    }
    assert list(lines) == ["DIS-02", "ARC-02", "DIS-01", "ARC-01", "DIS-03"]
    assert "Level raised from 2 to 5 Evidence came: Load test 2 → then 5 +0.8 overall" in lines["DIS-02"]
    assert "Evidence lapsed: Drill <of> May 4 → then 2 of 4 claimed −0.5 overall" in lines["DIS-01"]
    assert "Set to not applicable: it is out of scope 2 → then not applicable" in lines["ARC-01"]
    assert "Answered; it was not known yet not known yet → then 2" in lines["DIS-03"]
    assert f'href="{address(assessment, "question_detail", "DIS-02")}"' in moved
    assert "<of>" not in moved


@pytest.mark.parametrize(
    ("show", "ids"), [("up", ["DIS-02", "ARC-02"]), ("down", ["DIS-01"]), ("other", ["ARC-01", "DIS-03"]), ("same", 61)]
)
def test_filters_stand_in_the_address(viewer: Client, assessment: Assessment, show: str, ids: list[str] | int) -> None:
    html = viewer.get(address(assessment, COMPARE), {"show": show}).text
    chips = between(html, 'aria-label="Show"', "</nav>")
    current = next(chip for chip in chips.split("<a ") if "aria-current" in chip)
    assert f"show={show}" in current
    found = re.findall(r"<h3><span[^>]*>(\w+-\d+)<", html)
    if isinstance(ids, int):
        assert f"<b>{ids}</b>" in current
        assert len(found) == 40  # and the rest on the second page
        assert "page=2" in html
    else:
        assert found == ids


def test_a_milestone_stays_what_it_was_and_two_can_be_compared(viewer: Client, assessment: Assessment) -> None:
    first, second = frozen(assessment), freeze(assessment, "Summer review", days=1)
    asked = {"before": f"milestone-{first.code}", "after": f"milestone-{second.code}"}
    before = words(between(viewer.get(address(assessment, COMPARE), asked).text, "<h1>", "</h1>"))
    say(assessment, {"DIS-01": 0, "DIS-02": 0, "ARC-02": 5})
    Citation.objects.all().delete()
    assert words(between(viewer.get(address(assessment, COMPARE), asked).text, "<h1>", "</h1>")) == before
    assert before.startswith("From 2.0 to 2.8 since")
    swapped = viewer.get(address(assessment, COMPARE), {"before": asked["after"], "after": asked["before"]}).text
    assert "From 2.8 to 2.0;" in words(between(swapped, "<h1>", "</h1>"))


def test_across_two_versions_of_the_pack_by_hand(viewer: Client, assessment: Assessment) -> None:
    """DIS-01 weighs 1 instead of 5: (1·4 + 5·2)/6 to (1·2 + 5·5)/6 and 1 to 2, so 1.67 to 3.25 on the whole."""
    later = install_next_version(shipped_pack(), _lighter)
    other = make_assessment(assessment.workspace, title="By the new version", pack=later)
    say(other, EARLIER | LATER)
    cite(other, "DIS-02")
    before = {"before": f"milestone-{frozen(assessment).code}"}
    html = viewer.get(address(other, COMPARE), before).text
    assert "From 1.7 to 3.3 since" in words(between(html, "<h1>", "</h1>"))
    assert "across versions 1.0.0 and 1.1.0" in words(html)
    assert row_of(html, "phases", "Discover and align")[:3] == ["2.3", "4.5", "+2.2 up"]
    moved = words(between(html, 'class="moves"', "</ol>"))
    assert "Its weight changed from 5 to 1" in moved
    assert (
        "Asked in other words; version 1.0.0: “Is there an agreed, ranked list of critical customer journeys?”" in moved
    )


def _lighter(source: str) -> str:
    """DIS-01 asked in other words, and of less weight."""
    head, begin, rest = source.partition("  - id: DIS-01\n")
    question, following, tail = rest.partition("\n  - id: ")
    question = question.replace("agreed, ranked list", "agreed list", 1).replace("weight: 5", "weight: 1", 1)
    return head + begin + question + following + tail


def test_two_assessments_are_compared_where_there_is_no_milestone(viewer: Client, workspace: Workspace) -> None:
    first, second = make_earlier(workspace), make_assessment(workspace, title="Second product")
    say(second, {"DIS-02": 1})
    html = viewer.get(address(second, COMPARE)).text
    assert "From 2.0 to 1.0;" in words(between(html, "<h1>", "</h1>"))
    assert "2026 baseline: Today" in words(html)
    assert f'value="assessment-{first.code}" selected' in html


def test_what_was_begun_from_a_milestone_is_compared_with_it(viewer: Client, assessment: Assessment) -> None:
    milestone = frozen(assessment)
    freeze(assessment, "Summer review", days=1)
    begun = begin_from_milestone(milestone=milestone, actor=owner_of(assessment.workspace), title="2027")
    html = viewer.get(address(begun, COMPARE)).text
    assert f'value="milestone-{milestone.code}" selected' in html
    assert "Nothing to compare: no question has a level on both sides" in words(html)  # nothing is confirmed yet


def test_nothing_to_compare_with_says_what_to_do(viewer: Client, workspace: Workspace) -> None:
    alone = make_assessment(workspace)
    assert "Freeze a milestone, and go on working" in words(viewer.get(address(alone, COMPARE)).text)
    assert viewer.get(address(alone, "result_compare_xlsx")).status_code == 404


def test_only_what_is_in_the_workspace_and_of_the_same_pack_is_found(viewer: Client, assessment: Assessment) -> None:
    elsewhere = make_earlier(make_workspace())
    pack = Pack.objects.get(pk=assessment.pack_id)
    pack.pk, pack.code = None, "another"
    pack.save()
    other_pack = make_assessment(assessment.workspace)
    Assessment.objects.filter(pk=other_pack.pk).update(pack=pack)
    gone = freeze(assessment, "Deleted")
    Milestone.objects.filter(pk=gone.pk).update(deleted_at=timezone.now())
    for key in (
        f"milestone-{freeze(elsewhere).code}",
        f"assessment-{elsewhere.code}",
        f"assessment-{other_pack.code}",
        f"milestone-{gone.code}",
        "milestone-",
        "yesterday",
        "\x00",
    ):
        assert viewer.get(address(assessment, COMPARE), {"before": key}).status_code == 404
        assert viewer.get(address(assessment, COMPARE), {"after": key}).status_code == 404


def test_damaged_milestone_is_told_and_not_compared(viewer: Client, assessment: Assessment) -> None:
    Milestone.objects.update(content="{}")
    answer = viewer.get(address(assessment, COMPARE))
    assert answer.status_code == 500
    assert frozen(assessment).code in answer.text
    assert "From 2.0" not in answer.text


def test_another_scale_is_told_and_not_compared(
    viewer: Client, assessment: Assessment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(comparison, "are_comparable", lambda one, other: False)
    answer = viewer.get(address(assessment, COMPARE))
    assert "These two cannot be compared" in words(answer.text)
    assert "use different scales" in words(answer.text)
    assert viewer.get(address(assessment, "result_compare_xlsx")).status_code == 404


@pytest.mark.parametrize("name", [COMPARE, "result_trend"])
def test_twenty_milestones_cost_no_more_queries_than_one(viewer: Client, assessment: Assessment, name: str) -> None:
    def queries() -> int:
        viewer.get(address(assessment, name))
        with CaptureQueriesContext(connection) as found:
            assert viewer.get(address(assessment, name)).status_code == 200
        return len(found)

    few = queries()
    for number in range(19):
        freeze(assessment, f"Review {number}", days=number)
    assert queries() == few <= 15


def test_workbook_has_the_same_numbers_and_no_formula(viewer: Client, assessment: Assessment) -> None:
    Assessment.objects.filter(pk=assessment.pk).update(title="=1+1")
    Milestone.objects.filter(pk=frozen(assessment).pk).update(title="@SUM(A1)")
    answer = viewer.get(address(assessment, "result_compare_xlsx"))
    assert answer["Content-Disposition"].endswith("comparison-" + str(assessment.workspace.today) + '.xlsx"')
    assert (answer["X-Content-Type-Options"], "no-store" in answer["Cache-Control"]) == ("nosniff", True)
    import openpyxl

    book = openpyxl.load_workbook(BytesIO(answer.content))
    assert book.sheetnames == ["Comparison", "Phases", "Domains", "Questions"]
    assert not [cell for sheet in book for row in sheet for cell in row if cell.data_type == "f"]
    summary = {row[0]: row[1] for row in book["Comparison"].iter_rows(values_only=True)}
    assert (summary["Change, verified"], summary["Questions compared"]) == (0.75, 3)
    assert summary["Verified before, as reported"] == 2.2143
    assert str(summary["Before"]).startswith("=1+1: @SUM(A1), ")
    head, *rows = book["Questions"].iter_rows(values_only=True)
    found = {row[0]: dict(zip(head, row, strict=True)) for row in rows}
    assert found["DIS-01"]["Why"] == "Evidence lapsed: Drill <of> May"
    assert (found["DIS-02"]["Effect on the overall score"], found["DIS-02"]["Move"]) == (0.75, "up")
    assert len(found) == 66
