"""What evaluators want to be read beside an agreed score: written, taken back, and put there again."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from vendors.domain.stages import Stage
from vendors.models import AgreedScore, Dissent, Evaluation, Participant
from vendors.operations.consensus import held


@transaction.atomic
def write_dissent(*, evaluation: Evaluation, participant: Participant, agreed: AgreedScore, text: str) -> Dissent:
    """Until the decision, so that nobody is silenced by a quick lock; one a person and score. Raises StageError.

    The log is silent about it: it is open to those who may not know yet that there is a dissent.
    """
    held(evaluation, Stage.CONSENSUS, Stage.LOCKED)
    found, _is_new = Dissent.with_deleted.update_or_create(
        agreed=agreed, participant=participant, defaults={"text": text, "deleted_at": None}
    )
    return found


@transaction.atomic
def take_back_dissent(*, evaluation: Evaluation, dissent: Dissent) -> None:
    """Raises StageError."""
    held(evaluation, Stage.CONSENSUS, Stage.LOCKED)
    Dissent.objects.filter(pk=dissent.pk).update(deleted_at=timezone.now())


@transaction.atomic
def restore_dissent(*, evaluation: Evaluation, dissent: Dissent) -> None:
    """As it was. Raises StageError."""
    held(evaluation, Stage.CONSENSUS, Stage.LOCKED)
    Dissent.with_deleted.filter(pk=dissent.pk).update(deleted_at=None)
