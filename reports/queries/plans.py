"""The plan of a report, and the options that a report is made with by it."""

from __future__ import annotations

from typing import Any

from accounts.models import Workspace
from assessments.models import Assessment
from core.colour import DEFAULT_ACCENT
from reports.domain.options import Chapter, Detail, ReportOptions
from reports.models import ReportPlan, ReportPreset
from reports.models.plan import CHOICES, SAID


def plan_of(assessment: Assessment) -> ReportPlan:
    """As it is stored; as long as nobody has decided anything, what is usual."""
    found = ReportPlan.objects.filter(assessment=assessment).first()
    plan = found or ReportPlan(assessment=assessment)
    plan.assessment = assessment
    return plan


def presets_of(workspace: Workspace) -> list[ReportPreset]:
    return list(ReportPreset.objects.filter(workspace=workspace, deleted_at=None).order_by("name", "pk"))


def find_preset(workspace: Workspace, code: str, *, also_deleted: bool = False) -> ReportPreset:
    """Raises ReportPreset.DoesNotExist."""
    found = ReportPreset.objects.filter(workspace=workspace, code=code)
    preset: ReportPreset = (found if also_deleted else found.filter(deleted_at=None)).get()
    preset.workspace = workspace
    return preset


def options_data(plan: ReportPlan, workspace: Workspace) -> dict[str, Any]:
    """What is stored with a run: the plan as it is now, with the accent and the logos that the workspace has now."""
    data = {name: getattr(plan, name) for name in (*CHOICES, *SAID)}
    return {
        **data,
        "accent": workspace.accent,
        "logo": str(workspace.logo.name) if plan.has_logo else "",
        "consultant_logo": str(workspace.consultant_logo.name) if plan.has_consultant_logo else "",
    }


def options_from(data: dict[str, Any], *, phases: list[str]) -> ReportOptions:
    """For the builders. Comments on phases that the pack does not have are left out."""
    comments = data["phase_comments"]
    return ReportOptions(
        prepared_by=data["prepared_by"],
        logo=data["logo"],
        consultant_logo=data["consultant_logo"],
        accent=data["accent"] or DEFAULT_ACCENT,
        confidential=data["is_confidential"],
        draft=data["is_draft"],
        summary=data["summary"],
        phases=tuple((phase, comments[phase]) for phase in phases if comments.get(phase)),
        detail=Detail(data["detail"]),
        chapters=tuple(chapter for chapter in Chapter if chapter in data["chapters"]),
        generated_summary=data["has_generated"],
    )
