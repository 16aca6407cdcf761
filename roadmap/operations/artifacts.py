"""Artifacts: one's own made and deleted, and of all of them what is said, what is done, and their versions."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from accounts.domain.periods import DELETED_IS_KEPT
from accounts.models import User
from evidence.models import StoredFile
from evidence.operations.files import discard_files, storing_if_given
from roadmap.domain.artifacts import ArtifactAct, begun_status, moved_ticks
from roadmap.domain.states import ArtifactStatus
from roadmap.models import Artifact, ArtifactVersion, Roadmap
from roadmap.operations.artifact_events import log_artifact, note_event
from roadmap.operations.artifact_reviews import SettledError, lock_artifact


class NotRestorableError(Exception):
    """The time in which it could be restored is over."""


@transaction.atomic
def create_artifact(
    *,
    roadmap: Roadmap,
    actor: User,
    title: str,
    phase: str,
    done_when: Sequence[str] = (),
    outline: Sequence[str] = (),
    owner: User | None = None,
    reviewer: User | None = None,
    due_date: date | None = None,
    review_date: date | None = None,
    note: str = "",
) -> Artifact:
    """One's own: the pack's are there from the beginning of the roadmap on."""
    artifact = Artifact(
        roadmap=roadmap,
        title=title,
        phase=phase,
        done_when=list(done_when),
        outline=list(outline),
        owner=owner,
        reviewer=reviewer,
        due_date=due_date,
        review_date=review_date,
        note=note,
    )
    artifact.save()
    log_artifact(artifact, actor, "artifact.created")
    return artifact


@transaction.atomic
def change_artifact(*, artifact: Artifact, actor: User, seen: int, **values: Any) -> Artifact:
    """What is said of it. Ticks go along with their sentences. Raises StaleWriteError, Artifact.DoesNotExist."""
    before = lock_artifact(artifact)
    more: dict[str, Any] = {}
    if "done_when" in values:
        ticks = moved_ticks(before.ticks, before.done_when, values["done_when"])
        more = {"ticks": ticks, "status": _begun(before, ticks)}
    stored = before.save_revision(seen=seen, **values, **more)
    stored.roadmap = artifact.roadmap
    for field, value in values.items():
        if value != getattr(before, field):
            log_artifact(stored, actor, "artifact.changed", field=field)
    return stored


@transaction.atomic
def tick_artifact(*, artifact: Artifact, actor: User, seen: int, ticks: Collection[int]) -> Artifact:
    """Say which sentences of its definition of done are true.

    Raises SettledError for what is accepted as it is, StaleWriteError, Artifact.DoesNotExist.
    """
    before = lock_artifact(artifact)
    if before.status == ArtifactStatus.ACCEPTED:
        raise SettledError
    stored = before.save_revision(seen=seen, ticks=sorted(ticks), status=_begun(before, ticks))
    stored.roadmap = artifact.roadmap
    if stored.ticks != before.ticks:
        log_artifact(stored, actor, "artifact.ticked", done=len(stored.ticks), total=len(stored.sentences))
    return stored


def add_version(
    *,
    artifact: Artifact,
    actor: User,
    upload: File[bytes] | None = None,
    link: str = "",
    note: str = "",
    is_new_content: bool = True,
) -> ArtifactVersion:
    """With a file or a link. What was accepted is a draft again if its content is new, and so is what was outdated.

    A file is written before the transaction begins, since nobody else writes on SQLite until its end. Raises
    RefusedFileError with a sentence, Artifact.DoesNotExist.
    """
    storing = storing_if_given(workspace=artifact.roadmap.workspace, upload=upload, actor=actor)
    with storing as stored_file, transaction.atomic():
        before = lock_artifact(artifact)
        number = before.versions.count() + 1  # rows are only ever added
        if stored_file:
            stored_file.save()
        version = ArtifactVersion.objects.create(
            artifact=before, number=number, stored_file=stored_file, link=link, note=note, added_by=actor
        )
        _take_up(before, actor, number, is_new_content=is_new_content)
        log_artifact(before, actor, "artifact.version_added", version=number)
        return version


@transaction.atomic
def delete_artifact(*, artifact: Artifact, actor: User) -> None:
    """One's own disappears at once, and for good after a month. Deleting what is deleted does nothing."""
    if Artifact.objects.filter(pk=artifact.pk, kind="", deleted_at=None).update(deleted_at=timezone.now()):
        log_artifact(artifact, actor, "artifact.deleted")


@transaction.atomic
def restore_artifact(*, artifact: Artifact, actor: User) -> None:
    """Raises NotRestorableError. Restoring what is there does nothing."""
    if artifact.deleted_at is None:
        return
    due = Artifact.objects.filter(pk=artifact.pk, deleted_at__gt=timezone.now() - DELETED_IS_KEPT)
    if not due.update(deleted_at=None):
        raise NotRestorableError
    log_artifact(artifact, actor, "artifact.restored")


def purge_artifacts(*, now: datetime) -> int:
    """Remove what was deleted a month ago, with its versions and their files; how many artifacts that were."""
    due = Artifact.objects.filter(deleted_at__lte=now - DELETED_IS_KEPT).order_by("pk").values_list("pk", flat=True)
    return sum(_purge(key, now) for key in list(due))


def files_of(versions: Any) -> list[StoredFile]:
    """To be discarded once the versions are gone: what recorded evidence names as well stays then."""
    return list(StoredFile.objects.filter(pk__in=versions.exclude(stored_file=None).values("stored_file")))


@transaction.atomic
def _purge(key: int, now: datetime) -> int:
    files = files_of(ArtifactVersion.objects.filter(artifact=key))
    _rows, by_model = Artifact.objects.filter(pk=key, deleted_at__lte=now - DELETED_IS_KEPT).delete()
    discard_files(files)
    return by_model.get("roadmap.Artifact", 0)


def _take_up(before: Artifact, actor: User, number: int, *, is_new_content: bool) -> None:
    """What a new version makes of it. Who had the page open to accept it has not seen this one."""
    values: dict[str, Any] = {"status": _begun(before, before.ticks, has_version=True)}
    is_settled = before.status in {ArtifactStatus.ACCEPTED, ArtifactStatus.OUTDATED}
    if is_settled and (is_new_content or before.status == ArtifactStatus.OUTDATED):
        values = {"status": ArtifactStatus.DRAFT, "accepted_at": None, "accepted_by": None}
        note_event(before, ArtifactAct.REOPENED, actor, version=number)
    elif is_settled:
        note_event(before, ArtifactAct.CORRECTED, actor, version=number)
    before.save_revision(seen=before.revision, **values)


def _begun(artifact: Artifact, ticks: Collection[int], *, has_version: bool | None = None) -> str:
    has_version = artifact.versions.exists() if has_version is None else has_version
    return begun_status(artifact.status, ticks=ticks, has_version=has_version)
