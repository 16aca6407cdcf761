"""What a report says and how it looks, decided by programs; presets; and vendors taken over into a roadmap."""

from __future__ import annotations

import pytest

from accounts.models import Workspace
from assessments.models import Assessment
from roadmap.models import Action, Decision, Pilot
from tests.api.client import ApiClient, at
from tests.factories.accounts import make_workspace, owner_of
from tests.factories.assessments import answer_everything, make_assessment
from tests.factories.reports import make_preset
from tests.factories.roadmap import make_roadmap
from tests.factories.vendors import make_evaluation
from vendors.domain.stages import Stage
from vendors.models import Award, Evaluation

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
    answer_everything(assessment)
    return assessment


def place(assessment: Assessment) -> list[str]:
    return [assessment.workspace.code, assessment.code]


def test_plan_is_changed_in_what_is_sent_and_in_nothing_else(client: ApiClient, assessment: Assessment) -> None:
    address = at("report_plan", *place(assessment))
    first = client.get(address)
    assert first.json()["generated"][0]["name"] == "stand"
    changed = client.patch(address, {"phase_comments": {"architect": "Well done."}}, If_Match=first["ETag"])
    assert changed.status_code == 200, changed.content
    detail = client.patch(address, {"detail": "board", "is_draft": True}, If_Match=changed["ETag"]).json()
    assert detail["phase_comments"] == {"architect": "Well done."}
    assert (detail["detail"], detail["is_draft"], detail["has_generated"]) == ("board", True, True)
    assert "appendix" not in detail["chapters"]
    stale = client.patch(address, {"summary": "Mine."}, If_Match=first["ETag"])
    assert stale.status_code == 412
    unknown = client.patch(address, {"phase_comments": {"no-such": "x"}}, If_Match="*")
    assert unknown.json()["errors"][0]["pointer"] == "#/phase_comments/no-such"


def test_generated_summary_is_taken_over_and_back(client: ApiClient, assessment: Assessment) -> None:
    here = place(assessment)
    taken = client.post(at("report_plan_take_over", *here), {"part": "stand"}, If_Match="*")
    assert taken.json()["summary"] == taken.json()["generated"][0]["text"]
    assert not taken.json()["is_outdated"]
    whole = client.post(at("report_plan_take_over", *here), {}, If_Match=taken["ETag"]).json()
    assert whole["summary"].startswith("####")
    back = client.post(at("report_plan_take_back", *here), If_Match="*").json()
    assert back["summary"] == taken.json()["summary"]


def test_preset_keeps_how_a_report_looks(workspace: Workspace, client: ApiClient, assessment: Assessment) -> None:
    here = place(assessment)
    client.patch(at("report_plan", *here), {"is_draft": True, "summary": "Mine."}, If_Match="*")
    made = client.post(at("report_presets", workspace.code), {"name": "Board", "assessment": assessment.code})
    assert (made.status_code, made.json()["is_draft"]) == (201, True)
    again = client.post(at("report_presets", workspace.code), {"name": "Board", "assessment": assessment.code})
    assert again.status_code == 409
    other = place(make_assessment(workspace))
    applied = client.post(at("report_plan_apply", *other), {"preset": made.json()["code"]}, If_Match="*").json()
    assert (applied["is_draft"], applied["summary"]) == (True, "")
    refused = client.post(at("report_plan_apply", *other), {"preset": "other"}, If_Match="*")
    assert refused.json()["errors"][0]["pointer"] == "#/preset"


def test_preset_is_renamed_deleted_and_restored(workspace: Workspace, client: ApiClient) -> None:
    here = [workspace.code, make_preset(workspace).code]
    assert client.patch(at("report_preset", *here), {"name": "Auditors"}).json()["name"] == "Auditors"
    assert client.delete(at("report_preset", *here)).status_code == 204
    assert client.get(at("report_presets", workspace.code)).json()["results"] == []
    assert client.post(at("report_preset_restore", *here)).json()["name"] == "Auditors"


@pytest.fixture
def evaluation(workspace: Workspace) -> Evaluation:
    return make_evaluation(workspace, stage=Stage.DECIDED)


def test_vendor_is_taken_over_and_that_is_undone(client: ApiClient, evaluation: Evaluation) -> None:
    phase = make_roadmap(evaluation.workspace).phases.all()[0]
    here = [evaluation.workspace.code, evaluation.code]
    into = {"roadmap": phase.roadmap.code, "phase": phase.phase}
    body = {"phase": into, "decision": "Kestrel is chosen", "actions": ["Agree the contract", "Tell the others"]}
    made = client.post(at("takeovers", *here), body)
    assert made.status_code == 201, made.content
    assert made.json()["decision"] == Decision.objects.get(text="Kestrel is chosen").code
    assert (len(made.json()["actions"]), made.json()["pilot"]) == (2, "")
    again = client.post(at("takeovers", *here), body)
    assert (again.status_code, again.json()["errors"][0]["pointer"]) == (422, "#/decision")
    assert client.delete(made["Location"]).json() == {"removed": 3, "kept": 0}
    assert not Action.objects.filter(title="Tell the others", deleted_at=None).exists()


def test_conditional_award_brings_a_pilot(client: ApiClient, evaluation: Evaluation) -> None:
    Award.objects.update(kind="conditional", conditions="A restore is shown.", pilot_days=90)
    phase = make_roadmap(evaluation.workspace).phases.all()[0]
    here = [evaluation.workspace.code, evaluation.code]
    body = {"phase": {"roadmap": phase.roadmap.code, "phase": phase.phase}, "decision": "Kestrel is chosen"}
    refused = client.post(at("takeovers", *here), body).json()
    assert {each["pointer"] for each in refused["errors"]} == {"#/service", "#/start"}
    made = client.post(at("takeovers", *here), {**body, "service": "Ledger", "start": "2027-01-04"})
    assert made.json()["pilot"] == Pilot.objects.get().code
