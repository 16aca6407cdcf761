"""Deciding what the next report says and how it looks; presets of that."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User, Workspace
from accounts.operations.activity import log_activity
from assessments.models import Assessment
from reports.domain.summary_text import Paragraph, with_paragraph
from reports.models import ReportPlan, ReportPreset
from reports.models.plan import CHOICES, SAID

DELETED_IS_KEPT = timedelta(days=30)
CHANGED = {*CHOICES, *SAID}
"""What the activity tells of."""


class NameTakenError(Exception):
    """Another preset of the workspace has this name."""


class NotRestorableError(Exception):
    """Its time is over."""


@transaction.atomic
def change_plan(*, assessment: Assessment, actor: User, seen: int, basis: str, **values: Any) -> ReportPlan:
    """`basis` is the generated summary of today, remembered where the own words change. Raises StaleWriteError."""
    plan, _is_new = ReportPlan.objects.get_or_create(assessment=assessment)
    before = {name: getattr(plan, name) for name in values if name in CHANGED}
    if "summary" in values and values["summary"] != plan.summary:
        values |= {"basis": basis, "basis_date": assessment.workspace.today}
    stored = plan.save_revision(seen=seen, **values)
    stored.assessment = assessment
    for field, value in before.items():
        if value != values[field]:
            log_activity(
                workspace=assessment.workspace, actor=actor, verb="report.planned", target=assessment, field=field
            )
    return stored


def take_over(
    *, assessment: Assessment, actor: User, seen: int, basis: str, part: Paragraph | None, **values: Any
) -> ReportPlan:
    """The words of `values` with a paragraph of the generated summary below them, or without one the whole instead.

    What stood there is kept for one step back. Raises StaleWriteError.
    """
    words, has_generated = values["summary"], values["has_generated"]
    values |= {
        "summary": with_paragraph(words, part) if part else basis,
        "has_generated": bool(part) and has_generated,
        "summary_before": words,
        "had_generated": has_generated,
    }
    return change_plan(assessment=assessment, actor=actor, seen=seen, basis=basis, **values)


def take_back(*, plan: ReportPlan, actor: User, basis: str) -> ReportPlan:
    """As it was before something was taken over; once more brings that back. Raises StaleWriteError."""
    return change_plan(
        assessment=plan.assessment,
        actor=actor,
        seen=plan.revision,
        basis=basis,
        summary=plan.summary_before,
        has_generated=plan.had_generated,
        summary_before=plan.summary,
        had_generated=plan.has_generated,
    )


@transaction.atomic
def save_preset(*, workspace: Workspace, actor: User, name: str, choices: dict[str, Any]) -> ReportPreset:
    """Raises NameTakenError."""
    try:
        with transaction.atomic():
            preset = ReportPreset.objects.create(workspace=workspace, name=name, **choices)
    except IntegrityError as error:
        raise NameTakenError from error
    log_activity(workspace=workspace, actor=actor, verb="report_preset.saved", target=preset)
    return preset


def apply_preset(*, preset: ReportPreset, plan: ReportPlan, actor: User) -> ReportPlan:
    """What the report says stays. Raises StaleWriteError."""
    return change_plan(assessment=plan.assessment, actor=actor, seen=plan.revision, basis="", **preset.choices)


@transaction.atomic
def rename_preset(*, preset: ReportPreset, actor: User, name: str) -> None:
    """Raises NameTakenError."""
    preset.name = name
    try:
        with transaction.atomic():
            preset.save(update_fields=["name", "changed_at"])
    except IntegrityError as error:
        raise NameTakenError from error
    log_activity(workspace=preset.workspace, actor=actor, verb="report_preset.renamed", target=preset)


@transaction.atomic
def delete_preset(*, preset: ReportPreset, actor: User) -> None:
    """For good after a month. Deleting what is deleted does nothing."""
    if ReportPreset.objects.filter(pk=preset.pk, deleted_at=None).update(deleted_at=timezone.now()):
        log_activity(workspace=preset.workspace, actor=actor, verb="report_preset.deleted", target=preset)


@transaction.atomic
def restore_preset(*, preset: ReportPreset, actor: User) -> None:
    """Raises NotRestorableError, also when another preset has the name by now. Restoring what is there does nothing."""
    if preset.deleted_at is None:
        return
    earliest = timezone.now() - DELETED_IS_KEPT
    try:
        with transaction.atomic():
            back = ReportPreset.objects.filter(pk=preset.pk, deleted_at__gt=earliest).update(deleted_at=None)
    except IntegrityError as error:
        raise NotRestorableError from error
    if not back:
        raise NotRestorableError
    log_activity(workspace=preset.workspace, actor=actor, verb="report_preset.restored", target=preset)


def purge_presets(*, now: datetime) -> int:
    """Remove what was deleted a month ago; how many."""
    count, _rows = ReportPreset.objects.filter(deleted_at__lte=now - DELETED_IS_KEPT).delete()
    return count
