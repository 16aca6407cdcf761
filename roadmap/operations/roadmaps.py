"""The life of a roadmap: made, changed, deleted and taken back."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.domain.periods import DELETED_IS_KEPT
from accounts.models import User, Workspace
from accounts.operations.activity import log_activity
from assessments.models import Assessment
from catalog.domain.question_pack import QuestionPack
from catalog.models import Pack
from evidence.operations.files import discard_files
from roadmap.domain.schedule import usual_days
from roadmap.models import Artifact, ArtifactVersion, ChecklistItem, Decision, Roadmap, RoadmapPhase
from roadmap.operations.artifacts import files_of

USUAL_HORIZON = timedelta(days=365)


class NotRestorableError(Exception):
    """The time in which it could be restored is over."""


@transaction.atomic
def create_roadmap(
    *,
    workspace: Workspace,
    actor: User,
    pack: Pack,
    title: str,
    start_date: date,
    assessment: Assessment | None = None,
    horizon_date: date | None = None,
    **fields: Any,
) -> Roadmap:
    """With a row for each phase, decision, item of a checklist and artifact of the pack.

    The phases are planned one after the other, each as long as the pack says it takes at most.
    """
    roadmap = Roadmap(
        workspace=workspace,
        pack=pack,
        assessment=assessment,
        title=title,
        owner=actor.as_person,
        start_date=start_date,
        horizon_date=horizon_date or start_date + USUAL_HORIZON,
        **fields,
    )
    roadmap.save()
    _add_rows(roadmap, roadmap.questions)
    log_activity(workspace=workspace, actor=actor, verb="roadmap.created", target=roadmap)
    return roadmap


@transaction.atomic
def change_roadmap(*, roadmap: Roadmap, actor: User, seen: int, **values: Any) -> Roadmap:
    """Everything but its pack. Raises StaleWriteError."""
    before = {name: getattr(roadmap, name) for name in values}
    stored = roadmap.save_revision(seen=seen, **values)
    stored.workspace, stored.pack = roadmap.workspace, roadmap.pack
    for field, value in values.items():
        if value != before[field]:
            log_activity(workspace=roadmap.workspace, actor=actor, verb="roadmap.changed", target=stored, field=field)
    return stored


@transaction.atomic
def delete_roadmap(*, roadmap: Roadmap, actor: User) -> None:
    """It disappears at once, and for good after a month. Deleting what is deleted does nothing."""
    if Roadmap.objects.filter(pk=roadmap.pk, deleted_at=None).update(deleted_at=timezone.now()):
        log_activity(workspace=roadmap.workspace, actor=actor, verb="roadmap.deleted", target=roadmap)


@transaction.atomic
def restore_roadmap(*, roadmap: Roadmap, actor: User) -> None:
    """Raises NotRestorableError. Restoring what is there does nothing."""
    if roadmap.deleted_at is None:
        return
    due = Roadmap.objects.filter(pk=roadmap.pk, deleted_at__gt=timezone.now() - DELETED_IS_KEPT)
    if not due.update(deleted_at=None):
        raise NotRestorableError
    log_activity(workspace=roadmap.workspace, actor=actor, verb="roadmap.restored", target=roadmap)


def purge_roadmaps(*, now: datetime) -> int:
    """Remove what was deleted a month ago, with the files of its artifacts; how many roadmaps that were."""
    due = Roadmap.objects.filter(deleted_at__lte=now - DELETED_IS_KEPT).values_list("pk", flat=True)
    return sum(_purge(key, now) for key in list(due))


@transaction.atomic
def _purge(key: int, now: datetime) -> int:
    files = files_of(ArtifactVersion.objects.filter(artifact__roadmap=key))
    _rows, by_model = Roadmap.objects.filter(pk=key, deleted_at__lte=now - DELETED_IS_KEPT).delete()
    discard_files(files)
    return by_model.get("roadmap.Roadmap", 0)


def _add_rows(roadmap: Roadmap, pack: QuestionPack) -> None:
    planned = usual_days(pack.phases, roadmap.start_date)
    phases = RoadmapPhase.objects.bulk_create(
        RoadmapPhase(
            roadmap=roadmap,
            phase=phase.id,
            position=number,
            planned_start_date=planned[phase.id].start,
            planned_end_date=planned[phase.id].end,
        )
        for number, phase in enumerate(pack.phases)
    )
    Decision.objects.bulk_create(
        Decision(phase=row, decision=each.id, text=each.text, decided_by=each.decided_by)
        for row, phase in zip(phases, pack.phases, strict=True)
        for each in phase.exit_gate.decisions
    )
    lists = [*((phase.id, phase.checklist) for phase in pack.phases), *((c.id, c.items) for c in pack.checklists)]
    ChecklistItem.objects.bulk_create(
        ChecklistItem(roadmap=roadmap, checklist=list_id, item=item.id, position=number)
        for list_id, items in lists
        for number, item in enumerate(items)
    )
    Artifact.objects.bulk_create(
        Artifact(roadmap=roadmap, kind=artifact.id, phase=artifact.phase) for artifact in pack.artifacts
    )
