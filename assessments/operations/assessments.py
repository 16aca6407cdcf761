"""The life of an assessment: made, changed, copied, deleted and taken back."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User, Workspace
from accounts.operations.activity import log_activity
from assessments.choices import ScopeChoice
from assessments.domain.summary import summarise
from assessments.models import Answer, AnswerVersion, Assessment, Citation
from assessments.models.answer import FIELDS
from assessments.operations.answers import store_summary
from assessments.queries.assessments import DELETED_IS_KEPT
from assessments.queries.scoring import score_levels
from catalog.models import Pack


class NotRestorableError(Exception):
    """The time in which it could be restored is over."""


@transaction.atomic
def create_assessment(
    *,
    workspace: Workspace,
    actor: User,
    pack: Pack,
    title: str,
    scope: ScopeChoice,
    target: int,
    phase_targets: dict[str, int] | None = None,
    profile: dict[str, list[str]] | None = None,
) -> Assessment:
    """With an open answer for every question that it asks, so that each has a revision from the beginning on."""
    assessment = Assessment(
        workspace=workspace,
        pack=pack,
        title=title,
        scope=scope,
        target=target,
        phase_targets=phase_targets or {},
        profile=profile or {},
        owner=actor.as_person,
    )
    assessment.save()
    Answer.objects.bulk_create(
        Answer(assessment=assessment, question=question.id) for question in assessment.questions.questions
    )
    refresh_summary(assessment)
    log_activity(workspace=workspace, actor=actor, verb="assessment.created", target=assessment)
    return assessment


@transaction.atomic
def change_assessment(*, assessment: Assessment, actor: User, seen: int, **values: Any) -> Assessment:
    """Title, targets, profile and owner; pack and scope stay. Raises StaleWriteError."""
    locked: Assessment = Assessment.objects.locked().get(pk=assessment.pk)
    before = {name: getattr(locked, name) for name in values}
    stored = assessment.save_revision(seen=seen, **values)
    stored.workspace, stored.pack = assessment.workspace, assessment.pack
    refresh_summary(stored)
    for field, value in values.items():
        if value != before[field]:
            log_activity(
                workspace=assessment.workspace, actor=actor, verb="assessment.changed", target=stored, field=field
            )
    return stored


@transaction.atomic
def duplicate_assessment(*, assessment: Assessment, actor: User, title: str, with_answers: bool) -> Assessment:
    """A new assessment of the same pack, scope, targets and profile; with answers, what is cited for them too.

    The copies start their history at one revision that says what was copied.
    """
    source: Assessment = Assessment.objects.select_related("workspace").locked_with_pack().get(pk=assessment.pk)
    copy = create_assessment(
        workspace=source.workspace,
        actor=actor,
        pack=source.pack,
        title=title,
        scope=ScopeChoice(source.scope),
        target=source.target,
        phase_targets=source.phase_targets,
        profile=source.profile,
    )
    if with_answers:
        _copy_answers(source, copy, actor)
        refresh_summary(copy)
    log_activity(
        workspace=source.workspace, actor=actor, verb="assessment.duplicated", target=copy, source=source.title
    )
    return copy


@transaction.atomic
def delete_assessment(*, assessment: Assessment, actor: User) -> None:
    """It disappears at once, and for good after a month. Deleting what is deleted does nothing."""
    stored: Assessment = Assessment.objects.locked().get(pk=assessment.pk)
    if stored.deleted_at:
        return
    stored.deleted_at = timezone.now()
    stored.save(update_fields=["deleted_at"])
    log_activity(workspace=assessment.workspace, actor=actor, verb="assessment.deleted", target=stored)


@transaction.atomic
def restore_assessment(*, assessment: Assessment, actor: User) -> None:
    """Raises NotRestorableError. Restoring what is there does nothing."""
    stored: Assessment = Assessment.objects.locked().get(pk=assessment.pk)
    if stored.deleted_at is None:
        return
    if stored.deleted_at <= timezone.now() - DELETED_IS_KEPT:
        raise NotRestorableError
    stored.deleted_at = None
    stored.save(update_fields=["deleted_at"])
    log_activity(workspace=assessment.workspace, actor=actor, verb="assessment.restored", target=stored)


def refresh_summary(assessment: Assessment) -> None:
    """Compute and store it anew for today. Inside a transaction that has locked the assessment or made it."""
    store_summary(assessment, summarise(score_levels(assessment, as_of=assessment.workspace.today)))


def _copy_answers(source: Assessment, copy: Assessment, actor: User) -> None:
    """Everything that was ever said or cited, each as the second revision of the copy's answer."""
    now = timezone.now()
    copies = {answer.question: answer for answer in copy.answers.all()}
    cited: dict[int, list[Citation]] = {}
    for citation in (
        Citation.objects.filter(answer__assessment=source, evidence__deleted_at=None)
        .select_related("evidence")
        .order_by("pk")
    ):
        cited.setdefault(citation.answer_id, []).append(citation)
    changed, versions, citations = [], [], []
    for answer in source.answers.filter(revision__gt=1).order_by("pk"):
        target, said = copies[answer.question], {field: getattr(answer, field) for field in (*FIELDS, "carried")}
        for field, value in said.items():
            setattr(target, field, value)
        target.revision, target.changed_by, target.changed_at = 2, actor, now
        changed.append(target)
        pieces = [citation.evidence for citation in cited.get(answer.pk, ())]
        evidence = [{"code": piece.code, "title": piece.title} for piece in pieces]
        versions.append(
            AnswerVersion(answer=target, revision=2, **said, evidence=evidence, saved_by=actor, saved_at=now)
        )
        citations += [Citation(answer=target, evidence=piece, cited_by=actor) for piece in pieces]
    Answer.objects.bulk_update(changed, [*FIELDS, "carried", "revision", "changed_by", "changed_at"], batch_size=100)
    AnswerVersion.objects.bulk_create(versions)
    Citation.objects.bulk_create(citations)
