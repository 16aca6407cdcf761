"""Reports as programs ask for them, and links to them."""

from __future__ import annotations

import pytest

from accounts.domain.roles import Role
from accounts.models import Workspace
from jobs.models import Job
from reports.models import ReportRun
from tests.api.client import ApiClient, at
from tests.factories.accounts import make_member, make_workspace, owner_of
from tests.factories.assessments import make_assessment, make_milestone
from tests.factories.reports import make_run, make_share
from tests.factories.roadmap import make_roadmap
from tests.factories.vendors import make_evaluation
from vendors.domain.stages import Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def workspace() -> Workspace:
    return make_workspace()


@pytest.fixture
def client(workspace: Workspace) -> ApiClient:
    return ApiClient(owner_of(workspace))


def test_asking_for_a_report_answers_with_where_to_follow_it(workspace: Workspace, client: ApiClient) -> None:
    milestone = make_milestone(make_assessment(workspace))
    address = at("assessment_reports", workspace.code, milestone.assessment.code)
    asked = client.post(address, {"milestone": milestone.code}, Idempotency_Key="one")
    assert asked.status_code == 202
    job = Job.objects.get()
    assert asked["Location"].endswith(at("job", workspace.code, job.code))
    shown = asked.json()
    assert (shown["milestone"], shown["file"], shown["job"]["code"]) == (milestone.code, None, job.code)
    again = client.post(address, {"milestone": milestone.code}, Idempotency_Key="one")
    assert (again.status_code, again.json()) == (202, shown)
    assert ReportRun.objects.count() == 1
    assert client.get(at("report_file", workspace.code, shown["code"])).status_code == 404


def test_milestone_of_another_assessment_is_none(workspace: Workspace, client: ApiClient) -> None:
    other = make_milestone(make_assessment(workspace))
    address = at("assessment_reports", workspace.code, make_assessment(workspace).code)
    for code in (other.code, "no code"):
        refused = client.post(address, {"milestone": code})
        assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "#/milestone")


def test_marks_are_those_that_were_asked_for(workspace: Workspace, client: ApiClient) -> None:
    address = at("roadmap_reports", workspace.code, make_roadmap(workspace).code)
    shown = client.post(address, {"is_draft": True}).json()
    assert (shown["is_draft"], shown["is_confidential"]) == (True, False)


def test_debriefs_are_for_vendors_that_were_not_chosen(workspace: Workspace, client: ApiClient) -> None:
    evaluation = make_evaluation(workspace, stage=Stage.DECIDED)
    chosen, losing = evaluation.proposals.order_by("pk")
    asked = client.post(at("debriefs", workspace.code, evaluation.code, losing.code), {})
    assert (asked.status_code, asked.json()["proposal"]) == (202, losing.code)
    refused = client.post(at("debriefs", workspace.code, evaluation.code, chosen.code), {})
    assert refused.status_code == 409


def test_reports_of_an_evaluation_are_closed_until_it_is_decided(workspace: Workspace, client: ApiClient) -> None:
    evaluation = make_evaluation(workspace, stage=Stage.LOCKED)
    place = [workspace.code, evaluation.code]
    assert client.get(at("evaluation_reports", *place)).status_code == 404
    assert client.get(at("decision_workbook", *place)).status_code == 404
    assert client.post(at("evaluation_reports", *place), {}).status_code == 409


def test_report_is_downloaded_deleted_and_restored(workspace: Workspace, client: ApiClient) -> None:
    place = [workspace.code, make_run(make_assessment(workspace), b"%PDF-1.7 It").code]
    shown = client.get(at("report", *place)).json()
    assert client.get(shown["url"], Accept="application/pdf").getvalue() == b"%PDF-1.7 It"
    assert client.delete(at("report", *place)).status_code == 204
    assert client.get(at("report", *place)).status_code == 404
    assert client.post(at("report_restore", *place)).json()["code"] == shown["code"]


def test_link_is_told_once(workspace: Workspace, client: ApiClient) -> None:
    address = at("shares", workspace.code, make_run(make_assessment(workspace)).code)
    body = {"recipient": "Board", "days": 7, "password": "correct horse"}
    made = client.post(address, body, Idempotency_Key="one")
    assert (made.status_code, made.json()["has_password"]) == (201, True)
    assert ApiClient().get(made.json()["url"]).status_code == 200
    assert client.post(address, body, Idempotency_Key="one").json()["url"] is None
    [shown] = client.get(address).json()["results"]
    assert "url" not in shown
    assert "password" not in shown
    assert client.post(address, {"recipient": "Board", "days": 8}).json()["errors"][0]["pointer"] == "#/days"


def test_link_is_revoked_and_works_again(workspace: Workspace, client: ApiClient) -> None:
    share = make_share(make_run(make_assessment(workspace)))
    place = [workspace.code, share.run.code, share.code]
    assert client.delete(at("share", *place)).status_code == 204
    assert client.get(at("share", *place)).json()["revoked_at"] is not None
    assert client.post(at("share_restore", *place)).json()["revoked_at"] is None


def test_workspace_is_exported_by_one_job(workspace: Workspace, client: ApiClient) -> None:
    first = client.post(at("workspace_exports", workspace.code))
    again = client.post(at("workspace_exports", workspace.code))
    assert (first.status_code, again.json()["code"]) == (202, first.json()["code"])
    editor = ApiClient(make_member(workspace, Role.EDITOR))
    assert editor.post(at("workspace_exports", workspace.code)).status_code == 403
