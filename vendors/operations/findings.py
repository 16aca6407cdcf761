"""What the moderator finds at the gates, and whether a missed one is waived."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from accounts.models import User
from vendors.domain.stages import Stage
from vendors.models import Evaluation, Gate, GateFinding, Proposal
from vendors.operations.consensus import NEVER, AcceptedError, held, log


@transaction.atomic
def find_at_gate(
    *,
    evaluation: Evaluation,
    actor: User,
    proposal: Proposal,
    gate: Gate,
    seen: int,
    is_met: bool,
    note: str,
    waived_by: User | None = None,
    waiver_reason: str = "",
    waiver_expires_date: date | None = None,
) -> GateFinding:
    """While scores are settled. Once quality is locked a gate can still be looked at for the first time, since a later
    version may have brought it, and a missed one be waived; what was found stays as it is then.

    `seen` is the revision on the page, NEVER where there was none. Raises StageError, AcceptedError, StaleWriteError.
    """
    evaluation = held(evaluation, Stage.CONSENSUS, Stage.LOCKED)
    standing = GateFinding.objects.filter(proposal=proposal, gate=gate.key).first()
    if standing and evaluation.at is Stage.LOCKED and (standing.is_met, standing.note) != (is_met, note):
        raise AcceptedError
    found = {"is_met": is_met, "note": note, "found_by": actor}
    waiver = {"waived_by": waived_by, "waiver_reason": waiver_reason, "waiver_expires_date": waiver_expires_date}
    if standing:
        stored = standing.save_revision(seen=seen, **found, **waiver)
    else:
        values = {"proposal": proposal, "gate": gate.key, "revision": NEVER + 1}
        stored = GateFinding.objects.create(**values, **found, **waiver)
    log(evaluation, actor, "evaluation.gate_checked", gate=gate.text)
    return stored
