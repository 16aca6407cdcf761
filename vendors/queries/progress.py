"""How far an evaluation is, in numbers that say nothing of what anybody scored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from vendors.domain.stages import Part
from vendors.models import AcceptedCriterion, Evaluation, Participant
from vendors.queries.sheets import applicable_keys


@dataclass(frozen=True, slots=True)
class Progress:
    """`come` are the proposals of `proposals` that were handed in; `accepted` of the `criteria` are settled.

    `evaluators` and `clerks` are in the order in which they were asked.
    """

    proposals: int
    come: int
    evaluators: Sequence[Participant]
    clerks: Sequence[Participant]
    accepted: int
    criteria: int

    @property
    def handed_in(self) -> int:
        return sum(each.submitted_at is not None for each in self.evaluators)

    def has_declared(self, participant: Participant) -> bool:
        """For every proposal that stands."""
        return int(participant.declared) >= self.proposals  # type: ignore[attr-defined]


def progress_of(evaluation: Evaluation) -> Progress:
    """Four queries. Criteria are those that apply in the version in force, none before one is locked."""
    standing = Q(declarations__proposal__deleted_at=None, declarations__proposal__withdrawn_at=None)
    people = list(
        evaluation.participants.select_related("user")
        .annotate(declared=Count("declarations", filter=standing & Q(declarations__isnull=False)))
        .order_by("invited_at", "pk")
    )
    proposals = evaluation.proposals.standing().aggregate(all=Count("pk"), come=Count("submitted_at"))
    keys = list(applicable_keys(evaluation))
    accepted = AcceptedCriterion.objects.filter(evaluation=evaluation, criterion__in=keys).count()
    return Progress(
        proposals=proposals["all"],
        come=proposals["come"],
        evaluators=[each for each in people if each.part == Part.EVALUATOR],
        clerks=[each for each in people if each.part == Part.PRICE_CLERK],
        accepted=accepted,
        criteria=len(keys),
    )
