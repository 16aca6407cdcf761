"""Evidence: added, changed, replaced by a newer version, deleted and taken back."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from accounts.domain.periods import DELETED_IS_KEPT
from accounts.models import User, Workspace
from accounts.operations.activity import log_activity
from core.models import StaleWriteError
from evidence.citing import tell_changed
from evidence.models import Evidence, EvidenceVersion, StoredFile
from evidence.models.evidence import DEFAULT_VALIDITY, Facts, lapse_after
from evidence.operations.files import discard_files, storing_if_given

FACTS = [field.name for field in Facts._meta.get_fields()]
COUNTED = {"evidence_class", "observed_date", "validity_days"}
"""What the standing of evidence and the level that it carries rest on."""


class NotRestorableError(Exception):
    """The evidence's time is over."""


def add_evidence(*, workspace: Workspace, actor: User, upload: File[bytes] | None = None, **about: Any) -> Evidence:
    """With a link, a reference or a file; `about` is what `record_evidence` takes.

    Raises RefusedFileError with a sentence.
    """
    with storing_if_given(workspace=workspace, upload=upload, actor=actor) as stored_file:
        return record_evidence(workspace=workspace, actor=actor, stored_file=stored_file, **about)


@transaction.atomic
def record_evidence(
    *,
    workspace: Workspace,
    actor: User,
    title: str,
    evidence_class: str,
    kind: str = "",
    link: str = "",
    reference: str = "",
    stored_file: StoredFile | None = None,
    observed_date: date | None = None,
    validity_days: int = DEFAULT_VALIDITY,
    owner: User | None = None,
    is_logged: bool = True,
) -> Evidence:
    """With a file that is written and has no row yet; for who does more in the same transaction, see `storing`.

    `kind` is the id of an evidence kind of a pack. Who adds many at once says so in the log, once for all of them.
    """
    evidence = Evidence(
        workspace=workspace,
        title=title,
        evidence_class=evidence_class,
        kind=kind,
        owner=owner,
        added_by=actor,
        **_with_lapse(
            link=link,
            reference=reference,
            stored_file=_saved(stored_file),
            observed_date=observed_date,
            validity_days=validity_days,
        ),
    )
    evidence.save()
    if is_logged:
        log_activity(workspace=workspace, actor=actor, verb="evidence.added", target=evidence)
    return evidence


@transaction.atomic
def change_evidence(*, evidence: Evidence, actor: User, seen: int, **values: Any) -> Evidence:
    """Correct what is said of the current version; its file stays. Raises StaleWriteError, Evidence.DoesNotExist."""
    before = _locked(evidence)
    days = {name: values.get(name, getattr(before, name)) for name in ("observed_date", "validity_days")}
    stored = before.save_revision(seen=seen, **{**values, **_with_lapse(**days)})
    changed = [name for name, value in values.items() if value != getattr(before, name)]
    for field in changed:
        log_activity(workspace=evidence.workspace, actor=actor, verb="evidence.changed", target=stored, field=field)
    if COUNTED.intersection(changed):
        tell_changed(stored)
    return stored


def replace_evidence(
    *, evidence: Evidence, actor: User, seen: int, upload: File[bytes] | None = None, **about: Any
) -> Evidence:
    """With a link, a reference or a file; `about` is what `record_replacement` takes.

    Raises RefusedFileError with a sentence, StaleWriteError when somebody else was first, Evidence.DoesNotExist.
    """
    with storing_if_given(workspace=evidence.workspace, upload=upload, actor=actor) as stored_file:
        return record_replacement(evidence=evidence, actor=actor, seen=seen, stored_file=stored_file, **about)


@transaction.atomic
def record_replacement(
    *,
    evidence: Evidence,
    actor: User,
    seen: int,
    link: str = "",
    reference: str = "",
    stored_file: StoredFile | None = None,
    observed_date: date | None = None,
    validity_days: int = DEFAULT_VALIDITY,
) -> Evidence:
    """A new version, cited wherever the old one was; the old one is kept with its file.

    Raises StaleWriteError when somebody else was first, Evidence.DoesNotExist.
    """
    before = _locked(evidence)
    if before.revision != seen:
        raise StaleWriteError(before)
    old = {name: getattr(before, name) for name in FACTS}
    EvidenceVersion.objects.create(evidence=before, number=before.version, replaced_by=actor, **old)
    new = _with_lapse(
        link=link,
        reference=reference,
        stored_file=_saved(stored_file),
        observed_date=observed_date,
        validity_days=validity_days,
    )
    stored = before.save_revision(seen=seen, version=before.version + 1, **new)
    log_activity(
        workspace=evidence.workspace,
        actor=actor,
        verb="evidence.replaced",
        target=stored,
        version=stored.version,
    )
    tell_changed(stored)
    return stored


@transaction.atomic
def delete_evidence(*, evidence: Evidence, actor: User) -> None:
    """It counts nowhere at once, and goes for good after a month. Deleting what is deleted does nothing."""
    stored: Evidence = Evidence.objects.locked().get(pk=evidence.pk)
    if stored.deleted_at is None:
        _mark(stored, actor, "evidence.deleted", timezone.now())


@transaction.atomic
def restore_evidence(*, evidence: Evidence, actor: User) -> None:
    """It is cited again where it was. Raises NotRestorableError. Restoring what is there does nothing."""
    stored: Evidence = Evidence.objects.locked().get(pk=evidence.pk)
    if stored.deleted_at is None:
        return
    if stored.deleted_at <= timezone.now() - DELETED_IS_KEPT:
        raise NotRestorableError
    _mark(stored, actor, "evidence.restored", None)


@transaction.atomic
def take_back_evidence(*, workspace: Workspace, codes: Collection[str]) -> int:
    """Delete what was added and is undone, unless somebody has changed it since; how many pieces that were.

    The caller has seen to it that nothing cites them.
    """
    added = Evidence.objects.filter(workspace=workspace, code__in=codes, deleted_at=None, revision=1)
    return added.update(deleted_at=timezone.now())


def purge_evidence(*, now: datetime) -> int:
    """Remove what was deleted a month ago or earlier, with all versions and their files; how many pieces that were."""
    due = Evidence.objects.filter(deleted_at__lte=now - DELETED_IS_KEPT).order_by("pk").values_list("pk", flat=True)
    return sum(_purge(key, now) for key in list(due))


@transaction.atomic
def _purge(key: int, now: datetime) -> bool:
    evidence = Evidence.objects.locked().filter(pk=key, deleted_at__lte=now - DELETED_IS_KEPT).first()
    if evidence is None:
        return False
    keys = {evidence.stored_file_id, *evidence.versions.values_list("stored_file", flat=True)}
    evidence.delete()
    discard_files(StoredFile.objects.filter(pk__in=keys - {None}))
    return True


def _mark(stored: Evidence, actor: User, verb: str, deleted_at: datetime | None) -> None:
    stored.deleted_at = deleted_at
    stored.save(update_fields=["deleted_at", "changed_at"])
    log_activity(workspace=stored.workspace, actor=actor, verb=verb, target=stored)
    tell_changed(stored)


def _locked(evidence: Evidence) -> Evidence:
    """As it is stored now. Raises Evidence.DoesNotExist for what has been deleted meanwhile."""
    stored: Evidence = Evidence.objects.locked().get(pk=evidence.pk, deleted_at=None)
    stored.workspace = evidence.workspace
    return stored


def _with_lapse(*, observed_date: date | None, validity_days: int, **others: Any) -> dict[str, Any]:
    """The one place that says when evidence lapses."""
    return {
        **others,
        "observed_date": observed_date,
        "validity_days": validity_days,
        "lapses_date": lapse_after(observed_date, validity_days),
    }


def _saved(stored_file: StoredFile | None) -> StoredFile | None:
    if stored_file:
        stored_file.save()
    return stored_file
