"""Results and comparisons as programs read them: the same numbers as in the files and on the pages."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from accounts.models import Workspace
from assessments.models import Assessment, Milestone
from jobs.models import Job
from tests.api.client import ApiClient, at
from tests.factories.accounts import make_workspace, owner_of
from tests.factories.assessments import answer_everything, cite, make_assessment, make_large_pack, make_milestone
from tests.factories.evidence import make_stored_evidence

pytestmark = pytest.mark.django_db


@pytest.fixture
def workspace() -> Workspace:
    return make_workspace()


@pytest.fixture
def client(workspace: Workspace) -> ApiClient:
    return ApiClient(owner_of(workspace))


@pytest.fixture
def assessment(workspace: Workspace) -> Assessment:
    assessment = make_assessment(workspace)
    cite(assessment, 0, make_stored_evidence(workspace), level=2)
    return assessment


def test_result_is_what_the_file_of_results_holds(client: ApiClient, assessment: Assessment) -> None:
    place = [assessment.workspace.code, assessment.code]
    file = client.get(at("results_file", *place))
    assert file["Content-Disposition"].endswith('.json"')
    shown = client.get(at("results", *place)).json()
    assert shown == json.loads(file.getvalue())
    assert len(shown["questions"]) == 66
    assert any(each["evidence"] for each in shown["questions"])
    assert set(client.get(at("results", *place) + "?fields=overall,gaps").json()) == {"overall", "gaps"}


def test_result_of_a_milestone_stays_as_it_was_frozen(client: ApiClient, assessment: Assessment) -> None:
    milestone = make_milestone(assessment)
    place = [assessment.workspace.code, assessment.code]
    frozen = client.get(at("results", *place)).json()
    answer_everything(assessment)
    assert client.get(at("milestone_results", *place, milestone.code)).json() == frozen
    assert client.get(at("results", *place)).json() != frozen


def test_damaged_milestone_is_said_to_be_so(client: ApiClient, assessment: Assessment) -> None:
    milestone = make_milestone(assessment)
    Milestone.objects.filter(pk=milestone.pk).update(content_hash="0" * 64)
    answer = client.get(at("milestone_results", assessment.workspace.code, assessment.code, milestone.code))
    assert (answer.status_code, answer.json()["detail"]) == (
        409,
        "This milestone is no longer what was frozen: its hash is another.",
    )


def test_tables_and_workbooks_are_files(client: ApiClient, assessment: Assessment) -> None:
    place = [assessment.workspace.code, assessment.code]
    table = client.get(at("results_table", *place, "gaps"), Accept="text/csv")
    assert table.getvalue().decode("utf-8-sig").startswith("Order,ID,Question")
    assert client.get(at("results_table", *place, "other")).status_code == 404
    workbook = client.get(at("results_workbook", *place)).getvalue()
    assert "Gaps" in load_workbook(BytesIO(workbook)).sheetnames


def test_workbook_of_a_large_assessment_is_made_by_a_job(workspace: Workspace, client: ApiClient) -> None:
    assessment = make_assessment(workspace, pack=make_large_pack(20))
    address = at("results_workbook", workspace.code, assessment.code)
    assert client.get(address).status_code == 409
    asked = client.post(address)
    assert (asked.status_code, asked.json()["code"]) == (202, Job.objects.get().code)
    assert client.post(address).json()["code"] == asked.json()["code"]


def compared(client: ApiClient, assessment: Assessment, asked: str = "") -> Any:
    return client.get(at("comparison", assessment.workspace.code, assessment.code) + asked)


def test_comparison_says_what_moved_and_why(client: ApiClient, assessment: Assessment) -> None:
    assert compared(client, assessment).status_code == 409
    milestone = make_milestone(assessment)
    cited = cite(assessment, 0, make_stored_evidence(assessment.workspace), level=4)
    shown = compared(client, assessment).json()
    assert (shown["before"]["milestone"], shown["after"]["milestone"]) == (milestone.code, None)
    [moved] = [each for each in shown["questions"] if each["move"] != "same"]
    assert (moved["question"], moved["before"]["claimed"], moved["after"]["claimed"]) == (cited, 2, 4)
    assert {cause["why"] for cause in moved["causes"]} >= {"level_raised"}
    assert shown["coverage"]["compared"] == 1
    other = compared(client, assessment, f"?before=today&after=milestone-{milestone.code}").json()
    assert other["overall"]["after"] == shown["overall"]["before"]
    assert compared(client, assessment, "?before=nothing").status_code == 404


def test_trend_ends_today(client: ApiClient, assessment: Assessment) -> None:
    milestone = make_milestone(assessment)
    rows = client.get(at("trend", assessment.workspace.code, assessment.code)).json()["results"]
    assert [each["key"] for each in rows] == [f"milestone-{milestone.code}", "today"]
    assert rows[0]["claimed"] is not None
