"""Who may call which endpoint of results and reports, and what is taken along."""

from __future__ import annotations

from typing import Any

from accounts.models import Workspace
from reports.operations.takeovers import take_over
from tests.api.endpoint_kinds import EDITOR, OWNER, VIEWER, Appointed, Endpoint, Open, Personal
from tests.factories.accounts import owner_of
from tests.factories.assessments import make_assessment, make_milestone
from tests.factories.reports import make_preset, make_run, make_share
from tests.factories.roadmap import make_roadmap
from tests.factories.vendors import make_evaluation
from vendors.domain.stages import Stage


def _assessment(workspace: Workspace) -> dict[str, Any]:
    return {"assessment_code": make_assessment(workspace).code}


def _roadmap(workspace: Workspace) -> dict[str, Any]:
    return {"roadmap_code": make_roadmap(workspace).code}


def _decided(workspace: Workspace) -> dict[str, Any]:
    return {"evaluation_code": make_evaluation(workspace, stage=Stage.DECIDED).code}


def _milestone(workspace: Workspace) -> dict[str, Any]:
    milestone = make_milestone(make_assessment(workspace))
    return {"assessment_code": milestone.assessment.code, "milestone_code": milestone.code}


def _with_milestone(workspace: Workspace) -> dict[str, Any]:
    return {"assessment_code": _milestone(workspace)["assessment_code"]}


def _preset(workspace: Workspace) -> dict[str, Any]:
    return {"code": make_preset(workspace).code}


def _takeover(workspace: Workspace) -> dict[str, Any]:
    evaluation = make_evaluation(workspace, stage=Stage.DECIDED)
    phase = make_roadmap(workspace).phases.all()[0]
    owner = owner_of(workspace)
    event = take_over(evaluation=evaluation, phase=phase, actor=owner, decision="Kestrel is chosen", actions=["Sign"])
    return {"evaluation_code": evaluation.code, "code": event.code}


def _losing(workspace: Workspace) -> dict[str, Any]:
    evaluation = make_evaluation(workspace, stage=Stage.DECIDED)
    return {"evaluation_code": evaluation.code, "code": evaluation.proposals.order_by("-pk")[0].code}


def _report(workspace: Workspace) -> dict[str, Any]:
    return {"report_code": make_run(make_assessment(workspace)).code}


def _share(workspace: Workspace) -> dict[str, Any]:
    share = make_share(make_run(make_assessment(workspace)))
    return {"report_code": share.run.code, "code": share.code}


REPORTS: dict[str, Endpoint | Appointed | Personal | Open] = {
    "api_verify": Personal(("POST",)),
    "api_assessment_reports": Endpoint(_assessment, get=VIEWER, post=EDITOR),
    "api_roadmap_reports": Endpoint(_roadmap, get=VIEWER, post=EDITOR),
    "api_evaluation_reports": Appointed(_decided, ("POST",), is_read_by_all=True),
    "api_debriefs": Appointed(_losing, ("POST",)),
    "api_report": Endpoint(_report, get=VIEWER, delete=EDITOR),
    "api_report_file": Endpoint(_report, get=VIEWER),
    "api_report_restore": Endpoint(_report, post=EDITOR),
    "api_shares": Endpoint(_report, get=EDITOR, post=EDITOR),
    "api_share": Endpoint(_share, get=EDITOR, delete=EDITOR),
    "api_share_restore": Endpoint(_share, post=EDITOR),
    "api_roadmap_workbook": Endpoint(_roadmap, get=VIEWER),
    "api_evaluation_workbook": Endpoint(_decided, get=VIEWER),
    "api_decision_workbook": Endpoint(_decided, get=VIEWER),
    "api_results": Endpoint(_assessment, get=VIEWER),
    "api_results_file": Endpoint(_assessment, get=VIEWER),
    "api_results_workbook": Endpoint(_assessment, get=VIEWER, post=VIEWER),
    "api_results_table": Endpoint(lambda workspace: {**_assessment(workspace), "table": "gaps"}, get=VIEWER),
    "api_milestone_results": Endpoint(_milestone, get=VIEWER),
    "api_milestone_results_file": Endpoint(_milestone, get=VIEWER),
    "api_milestone_results_workbook": Endpoint(_milestone, get=VIEWER),
    "api_milestone_results_table": Endpoint(lambda workspace: {**_milestone(workspace), "table": "gaps"}, get=VIEWER),
    "api_comparison": Endpoint(_with_milestone, get=VIEWER),
    "api_comparison_sides": Endpoint(_with_milestone, get=VIEWER),
    "api_comparison_workbook": Endpoint(_with_milestone, get=VIEWER),
    "api_trend": Endpoint(_with_milestone, get=VIEWER),
    "api_report_plan": Endpoint(_assessment, get=EDITOR, patch=EDITOR),
    "api_report_plan_take_over": Endpoint(_assessment, post=EDITOR),
    "api_report_plan_take_back": Endpoint(_assessment, post=EDITOR),
    "api_report_plan_apply": Endpoint(_assessment, post=EDITOR),
    "api_report_presets": Endpoint(get=EDITOR, post=EDITOR),
    "api_report_preset": Endpoint(_preset, get=EDITOR, patch=EDITOR, delete=EDITOR),
    "api_report_preset_restore": Endpoint(_preset, post=EDITOR),
    "api_takeovers": Endpoint(_decided, post=EDITOR),
    "api_takeover": Endpoint(_takeover, delete=EDITOR),
    "api_workspace_exports": Endpoint(post=OWNER),
}
