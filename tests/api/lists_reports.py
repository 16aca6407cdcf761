"""How the lists of reports and links are filled."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from accounts.models import Workspace
from jobs.choices import JobState
from tests.api.endpoint_kinds import Filled
from tests.factories.accounts import make_member, owner_of
from tests.factories.assessments import make_assessment, make_milestone
from tests.factories.jobs import make_job
from tests.factories.reports import make_preset, make_roadmap_run, make_run, make_share
from tests.factories.roadmap import make_roadmap
from tests.factories.vendors import make_evaluation
from vendors.domain.stages import Stage


def _asked(workspace: Workspace) -> dict[str, Any]:
    """By somebody, with a job."""
    member = make_member(workspace)
    return {"asked_by": member, "job": make_job(workspace=workspace, started_by=member, state=JobState.DONE)}


def _of_assessment(workspace: Workspace) -> Filled:
    assessment = make_assessment(workspace)
    milestone = make_milestone(assessment)
    return [workspace.code, assessment.code], lambda: make_run(assessment, milestone=milestone, **_asked(workspace))


def _of_roadmap(workspace: Workspace) -> Filled:
    roadmap = make_roadmap(workspace)
    return [workspace.code, roadmap.code], lambda: make_roadmap_run(roadmap, **_asked(workspace))


def _of_evaluation(workspace: Workspace) -> Filled:
    evaluation = make_evaluation(workspace, stage=Stage.DECIDED)
    proposal = evaluation.proposals.all()[0]

    def add() -> None:
        run = make_roadmap_run(make_roadmap(workspace), **_asked(workspace))
        run.roadmap, run.evaluation, run.proposal, run.asked_at = None, evaluation, proposal, timezone.now()
        run.save()

    return [workspace.code, evaluation.code], add


def _shares(workspace: Workspace) -> Filled:
    run = make_run(make_assessment(workspace), asked_by=owner_of(workspace))
    return [workspace.code, run.code], lambda: make_share(run, shared_by=make_member(workspace))


def _sides(workspace: Workspace) -> Filled:
    assessment = make_assessment(workspace)
    return [workspace.code, assessment.code], lambda: make_milestone(assessment)


def _presets(workspace: Workspace) -> Filled:
    return [workspace.code], lambda: make_preset(workspace)


REPORT_LISTS: dict[str, Callable[[Workspace], Filled]] = {
    "api_assessment_reports": _of_assessment,
    "api_roadmap_reports": _of_roadmap,
    "api_evaluation_reports": _of_evaluation,
    "api_shares": _shares,
    "api_comparison_sides": _sides,
    "api_trend": _sides,
    "api_report_presets": _presets,
}

SINGLE_IN_REPORTS = {
    "api_report",
    "api_results",
    "api_results_file",
    "api_results_workbook",
    "api_results_table",
    "api_milestone_results",
    "api_milestone_results_file",
    "api_milestone_results_workbook",
    "api_milestone_results_table",
    "api_comparison",
    "api_comparison_workbook",
    "api_report_plan",
    "api_report_preset",
    "api_report_file",
    "api_share",
    "api_roadmap_workbook",
    "api_evaluation_workbook",
    "api_decision_workbook",
}
