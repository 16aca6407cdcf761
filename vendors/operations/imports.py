"""A workbook for an evaluation: read and kept as a preview, taken over as the preview showed it, and undone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from json import dumps
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Membership
from accounts.operations.activity import log_activity
from core.models import StaleWriteError
from vendors.domain.importing import ImportKind, Plan
from vendors.domain.seal import Seat
from vendors.files.import_sheets import read_filed
from vendors.models import Evaluation, ModelVersion, Participant, VendorImport
from vendors.operations.import_writing import UNDO, WRITE
from vendors.queries.import_columns import guessed
from vendors.queries.imports import IMPORT_IS_KEPT, PREVIEW_IS_KEPT, is_over, kinds_for, plan_import
from vendors.queries.seats import participant_of, seat_of


class NotWaitingError(Exception):
    """The import was applied or undone before, its time is over, or the stage is."""


class OtherThanShownError(Exception):
    """Something changed since the preview was shown."""


class ComparedSinceError(Exception):
    """What evaluators gave was compared since: a proposal that was part of it can be withdrawn, not taken away."""


class ChangedSinceError(Exception):
    """What the import wrote was changed by somebody since, so that it cannot be taken back as a whole."""


def read_import(
    *, evaluation: Evaluation, membership: Membership, kind: ImportKind, file_name: str, data: bytes
) -> VendorImport:
    """Keep what the file says for a day; nothing else is written. Raises RefusedWorkbookError."""
    rows = read_filed(data, lambda heading: len(guessed(kind, heading)))
    return VendorImport.objects.create(
        evaluation=evaluation,
        user=membership.user,
        kind=kind.value,
        file_name=file_name[:200],
        rows=rows,
        mapping=guessed(kind, rows[0][1]),
    )


def choose_columns(*, found: VendorImport, mapping: Mapping[str, int]) -> None:
    """Say which column is what, of an import that is not applied."""
    VendorImport.objects.filter(pk=found.pk, applied_at=None).update(mapping=dict(mapping))


def shown_as(plan: Plan) -> str:
    """Names what a preview showed."""
    told = [(line.row, line.name, line.target, line.values, line.before, line.trouble) for line in plan.lines]
    return sha256(dumps(told, sort_keys=True, default=str).encode()).hexdigest()[:32]


@transaction.atomic
def apply_import(*, found: VendorImport, membership: Membership, shown: str) -> VendorImport:
    """Write all rows without a trouble. Raises NotWaitingError, and OtherThanShownError where that is not any more what
    the preview `shown` said."""
    locked, seat, participant = _locked(found, membership)
    if locked.applied_at or is_over(locked) or ImportKind(locked.kind) not in kinds_for(locked.evaluation, seat):
        raise NotWaitingError
    plan = plan_import(locked, seat, participant)
    if shown_as(plan) != shown:
        raise OtherThanShownError
    write = WRITE[ImportKind(locked.kind)]
    try:
        locked.changes = write(locked.evaluation, participant, [*plan.new, *plan.changing])
    except (StaleWriteError, IntegrityError, ObjectDoesNotExist):
        raise OtherThanShownError from None
    locked.applied_at = timezone.now()
    locked.save()
    _log(locked, membership, "imported")
    return locked


@transaction.atomic
def undo_import(*, found: VendorImport, membership: Membership) -> int:
    """What nobody has changed since is as before; how many things stay since somebody has.

    Raises NotWaitingError, ComparedSinceError, and ChangedSinceError where it goes as a whole or not at all.
    """
    locked, seat, participant = _locked(found, membership)
    is_open = ImportKind(locked.kind) in kinds_for(locked.evaluation, seat)
    if not locked.applied_at or locked.undone_at or is_over(locked) or not is_open:
        raise NotWaitingError
    compared_at = locked.evaluation.consensus_at
    if locked.kind == ImportKind.VENDORS and compared_at and locked.applied_at < compared_at:
        raise ComparedSinceError
    kept = UNDO[ImportKind(locked.kind)](locked.evaluation, participant, locked.changes)
    if kept is None:
        raise ChangedSinceError
    locked.undone_at = timezone.now()
    locked.save()
    _log(locked, membership, "import_undone")
    return kept


def discard_import(*, found: VendorImport) -> None:
    """Forget a preview. What was applied stays."""
    VendorImport.objects.filter(pk=found.pk, applied_at=None).delete()


def purge_imports(*, now: datetime) -> int:
    """Forget previews after a day, and what could be undone after a month; how many that were."""
    previews = VendorImport.objects.filter(applied_at=None, made_at__lte=now - PREVIEW_IS_KEPT).delete()[0]
    return previews + VendorImport.objects.filter(applied_at__lte=now - IMPORT_IS_KEPT).delete()[0]


def _locked(found: VendorImport, membership: Membership) -> tuple[VendorImport, Seat, Participant | None]:
    """Of two who press at once the second one waits, and finds it applied; the stage stays as it is meanwhile."""
    evaluation = Evaluation.objects.locked().select_related("moderator").get(pk=found.evaluation_id)
    evaluation.workspace = found.evaluation.workspace
    locked = VendorImport.objects.select_for_update(no_key=True).filter(pk=found.pk).first()
    if locked is None:
        raise NotWaitingError
    list(ModelVersion.objects.select_for_update(no_key=True).filter(evaluation=evaluation))
    locked.evaluation = evaluation
    participant = participant_of(evaluation, membership.user_id)
    return locked, seat_of(evaluation, membership, participant), participant


def _log(found: VendorImport, membership: Membership, what: str) -> None:
    """Of scores nothing: how far somebody is with their sheet is not for everybody."""
    if found.kind != ImportKind.SCORES:
        detail: dict[str, Any] = {"brought": found.kind}
        log_activity(
            workspace=found.evaluation.workspace,
            actor=membership.user,
            verb=f"evaluation.{what}",
            target=found.evaluation,
            **detail,
        )
