"""The sheet that an evaluator fills in: their own scores alone, on what they may see."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from vendors.domain.completeness import Lack, lack_of
from vendors.domain.scoring import Score as DomainScore
from vendors.domain.scoring import counted
from vendors.domain.seal import Seat
from vendors.domain.stages import Proof, Stage, VersionState
from vendors.models import Criterion, Evaluation, ModelVersion, Participant, Proposal, Score
from vendors.queries.proposals import proposals_of


class OwnScore(NamedTuple):
    """Revision 0: nothing was said yet."""

    revision: int = 0
    level: int | None = None
    rationale: str = ""
    proof: str = ""
    evidence: str = ""
    confidence: str = ""
    changed_at: datetime | None = None

    @property
    def lack(self) -> Lack | None:
        return lack_of(self.level, self.rationale, self.proof, self.evidence)

    def is_older_than(self, moment: datetime | None) -> bool:
        """Whether it was given before that."""
        return bool(self.level is not None and self.changed_at and moment and self.changed_at < moment)

    def counted(self, cap: int) -> int | None:
        """What enters the sum: a claim that nobody verified counts no more than the cap."""
        return counted(DomainScore(self.level, is_verified=self.proof in {"", Proof.VERIFIED}), cap)


NOTHING = OwnScore()
FIELDS = OwnScore._fields


class Place(NamedTuple):
    """A cell of the sheet."""

    proposal: Proposal
    criterion: Criterion


@dataclass(frozen=True)
class OwnSheet:
    """`criteria` are the applicable ones of the version in force, `proposals` those without a conflict; by the key of
    the proposal and that of the criterion, `scores` are those that were begun. `undeclared` counts proposals that
    appear once an interest in their vendor was declared. With `is_reopened` the criteria are those that are scored
    anew after a change of the model.
    """

    version: ModelVersion
    criteria: Sequence[Criterion]
    proposals: Sequence[Proposal]
    scores: Mapping[tuple[int, str], OwnScore]
    undeclared: int = 0
    is_reopened: bool = False

    def at(self, proposal: Proposal, criterion: Criterion) -> OwnScore:
        return self.scores.get((proposal.pk, criterion.key), NOTHING)

    @property
    def places(self) -> Iterator[Place]:
        """Criterion by criterion."""
        return (Place(proposal, criterion) for criterion in self.criteria for proposal in self.proposals)

    @cached_property
    def done(self) -> frozenset[tuple[int, str]]:
        """The cells that could be handed in."""
        known = {(each.proposal.pk, each.criterion.key) for each in self.places}
        return frozenset(cell for cell, score in self.scores.items() if cell in known and score.lack is None)

    @property
    def outdated(self) -> list[Place]:
        """Scores of proposals that were handed in again since: a vendor may do so until the deadline."""
        return [each for each in self.places if self.at(*each).is_older_than(each.proposal.submitted_at)]

    @property
    def total(self) -> int:
        return len(self.criteria) * len(self.proposals)

    @property
    def unscored(self) -> list[Place]:
        return [each for each in self.places if self.at(*each).level is None]

    @property
    def unfinished(self) -> list[tuple[Place, Lack]]:
        """Scores that cannot be handed in like this."""
        found = ((each, self.at(*each).lack) for each in self.places)
        return [(each, lack) for each, lack in found if lack and lack is not Lack.LEVEL]


def own_sheet(evaluation: Evaluation, participant: Participant, seat: Seat) -> OwnSheet | None:
    """None before the evaluation is opened: four queries, and one more where a change of the model brought it back to
    scoring: then the sheet is of the criteria that are scored anew. Nothing of a proposal that the seat does not clear.
    """
    locked = evaluation.versions.filter(state=VersionState.LOCKED.value)
    version = locked.order_by("-number").first()
    if version is None:
        return None
    keys = reopened_keys(evaluation)
    criteria = version.criteria.filter(is_applicable=True).select_related("group")
    standing = [each for each in proposals_of(evaluation, seat) if each.withdrawn_at is None]
    rows = Score.objects.filter(participant=participant).values_list("proposal", "criterion", *FIELDS)
    return OwnSheet(
        version=version,
        criteria=[each for each in criteria if keys is None or each.key in keys],
        proposals=[each for each in standing if each.pk in seat.cleared],
        scores={(proposal, criterion): OwnScore(*rest) for proposal, criterion, *rest in rows},
        undeclared=sum(each.pk not in seat.cleared | seat.conflicts for each in standing),
        is_reopened=keys is not None,
    )


def reopened_keys(evaluation: Evaluation) -> frozenset[str] | None:
    """The only criteria that may be scored now, because the scores on all others were read by everybody once: those
    that versions since then gave back. None while no scores were read, and once they are open again."""
    if evaluation.consensus_at is None or evaluation.at is not Stage.SCORING:
        return None
    since = evaluation.versions.filter(locked_at__gt=evaluation.consensus_at).values_list("reopened", flat=True)
    return frozenset(key for keys in since for key in keys)
