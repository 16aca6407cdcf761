"""Opening an evaluation: its model is locked with a hash, and its evaluators begin."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.operations.activity import log_activity
from accounts.operations.notices import notify_all
from vendors.domain.stages import Part, Stage, VersionState
from vendors.models import Evaluation, ModelVersion
from vendors.operations.criteria import hold
from vendors.queries.readiness import readiness_of
from vendors.queries.versions import version_in_force


class AlreadyOpenError(Exception):
    """Somebody opened it before."""


class NotReadyError(Exception):
    """There is something to mend in the model."""


@transaction.atomic
def open_evaluation(*, evaluation: Evaluation, actor: User, seen: int) -> ModelVersion:
    """The version that is locked, as its moderator saw it at the revision `seen`.

    Raises AlreadyOpenError, NotReadyError, and StaleWriteError where its model was changed meanwhile.
    """
    held = Evaluation.objects.locked().get(pk=evaluation.pk)
    if held.at is not Stage.DRAFT:
        raise AlreadyOpenError
    held.workspace = evaluation.workspace
    version = lock_version(version=version_in_force(held), actor=actor, seen=seen)
    now = timezone.now()
    Evaluation.objects.filter(pk=held.pk).update(
        stage=Stage.SCORING.value, opened_at=now, changed_at=now, revision=F("revision") + 1
    )
    log_activity(
        workspace=held.workspace, actor=actor, verb="evaluation.opened", target=held, hash=version.content_hash[:12]
    )
    tell_evaluators(held, actor, _("“%(evaluation)s” is open: the proposals can be scored now.") % {"evaluation": held})
    return version


def lock_version(
    *, version: ModelVersion, actor: User, seen: int, at: VersionState = VersionState.DRAFT
) -> ModelVersion:
    """Inside a transaction. Raises NotReadyError, NotEditableError and StaleWriteError."""
    held = hold(version, seen=seen, at=at)
    readiness = readiness_of(version)
    if not readiness.is_ready:
        raise NotReadyError
    values = {"state": VersionState.LOCKED.value, "locked_by": actor, "locked_at": timezone.now()}
    stored = held.save_revision(seen=held.revision, content_hash=readiness.content_hash, **values)
    stored.removed_parts.all().delete()
    return stored


def tell_evaluators(evaluation: Evaluation, actor: User, sentence: str) -> None:
    """Those who have joined, but for who did it."""
    asked = evaluation.participants.filter(part=Part.EVALUATOR.value, user__isnull=False).values("user")
    notify_all(
        users=User.objects.filter(pk__in=asked).exclude(pk=actor.pk),
        workspace=evaluation.workspace,
        sentence=sentence,
        path=reverse("evaluation_detail", args=[evaluation.workspace.code, evaluation.code]),
    )
