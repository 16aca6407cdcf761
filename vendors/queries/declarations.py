"""What an evaluator has declared of each vendor, and of which they still have to say something."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from vendors.models import ConflictDeclaration, Evaluation, Participant, Proposal


@dataclass(frozen=True, slots=True)
class Interest:
    """`declared` is None while nothing was said of this vendor."""

    proposal: Proposal
    declared: ConflictDeclaration | None

    @property
    def is_conflict(self) -> bool:
        return self.declared is not None and self.declared.has_conflict


def interests_of(evaluation: Evaluation, participant: Participant) -> Sequence[Interest]:
    """By the names of the vendors, whatever numbers they have: an order of numbers would tell which is which."""
    said = {each.proposal_id: each for each in participant.declarations.all()}
    proposals = evaluation.proposals.standing().select_related("vendor").order_by("vendor__name", "vendor")
    return [Interest(each, said.get(each.pk)) for each in proposals]
