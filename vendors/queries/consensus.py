"""What there is to settle: every criterion with what evaluators gave and what is agreed, the most disputed first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, cached_property

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from vendors.domain.agreement import Agreement, agreement
from vendors.domain.disagreement import disagreements
from vendors.domain.model import CriteriaModel, Criterion
from vendors.domain.scoring import Score
from vendors.domain.seal import Seat
from vendors.domain.settling import Given, suggested
from vendors.domain.sheets import Cell as Place
from vendors.domain.sheets import mean
from vendors.domain.stages import Proof
from vendors.models import AcceptedCriterion, AgreedScore, Evaluation, Proposal
from vendors.queries.agreed import agreed_scores
from vendors.queries.seats import with_open_scores
from vendors.queries.sheets import counted_scores
from vendors.queries.versions import model_of, version_in_force


@dataclass(frozen=True)
class Cell:
    """One proposal under one criterion. `given` has what each counted evaluator gave, in the order of the people."""

    proposal: Proposal
    given: Sequence[Given]
    agreed: AgreedScore | None
    cap: int
    talk_from: int

    @cached_property
    def levels(self) -> tuple[int, ...]:
        """As they count."""
        return tuple(each.counts(self.cap) for each in self.given)

    @cached_property
    def spread(self) -> int:
        return max(self.levels) - min(self.levels) if self.levels else 0

    @cached_property
    def is_disputed(self) -> bool:
        """To be talked about: they are far apart, or nobody could score it."""
        return not self.levels or self.spread >= self.talk_from

    @property
    def suggestion(self) -> Given | None:
        """What would be agreed without a word; None where it is to be talked about."""
        return None if self.is_disputed else suggested(self.given, self.cap)

    @property
    def provisional_mean(self) -> Fraction | None:
        """Stands only until there is an agreed score."""
        return mean(self.levels) if self.levels else None

    @cached_property
    def agreed_counts(self) -> int | None:
        return Given(self.agreed.level, Proof(self.agreed.proof)).counts(self.cap) if self.agreed else None


@dataclass(frozen=True)
class Point:
    """One criterion. It is settled when each proposal has an agreed score, and only then it can be accepted."""

    criterion: Criterion
    group: str
    weight: Fraction
    cells: Sequence[Cell]

    @cached_property
    def is_disputed(self) -> bool:
        return any(cell.is_disputed for cell in self.cells)

    @cached_property
    def is_settled(self) -> bool:
        return all(cell.agreed for cell in self.cells)

    @cached_property
    def is_accepted(self) -> bool:
        return self.is_settled and any(is_marked_accepted(cell.agreed) for cell in self.cells if cell.agreed)


@dataclass(frozen=True)
class Consensus:
    """`points` are in the order of the agenda: far apart ones first, by how much hangs on them.

    `kept_from` are the keys of proposals that stand, and whose scores are not open to the person.
    """

    model: CriteriaModel
    proposals: Sequence[Proposal]
    points: Sequence[Point]
    agreement: Agreement
    findings_missing: int
    kept_from: Sequence[int] = ()

    @cached_property
    def agenda(self) -> list[Point]:
        """To be talked about, and not accepted yet."""
        return [each for each in self.points if each.is_disputed and not each.is_accepted]

    @cached_property
    def undisputed(self) -> list[Point]:
        return [each for each in self.points if not each.is_disputed and not each.is_accepted]

    @cached_property
    def accepted(self) -> list[Point]:
        return [each for each in self.points if each.is_accepted]

    @property
    def open(self) -> list[Point]:
        return [*self.agenda, *self.undisputed]


def consensus_of(evaluation: Evaluation, seat: Seat) -> Consensus:
    """As far as the person may see it: nothing of a proposal whose scores are not open to them. Eight queries."""
    model = model_of(version_in_force(evaluation))
    standing = list(_standing(evaluation).annotate(found_count=_findings_in_force(evaluation, model)))
    proposals = [each for each in standing if not seat.is_kept_from_scores(each.pk)]
    given: dict[Place, dict[str, Given]] = {}
    sheets: dict[str, dict[Place, Score]] = {}
    rows = counted_scores(evaluation, seat).values_list(
        "participant__code", "proposal__code", "criterion", "level", "proof"
    )
    for evaluator, vendor, criterion, level, proof in rows:
        place = Place(vendor, criterion)
        given.setdefault(place, {})[evaluator], score = _given(level, proof)
        sheets.setdefault(evaluator, {})[place] = score
    agreed = {(each.proposal_id, each.criterion): each for each in with_acceptance(evaluation, seat)}

    def cell(proposal: Proposal, criterion: str) -> Cell:
        by_evaluator = given.get(Place(proposal.code, criterion), {})
        settled = agreed.get((proposal.pk, criterion))
        return Cell(proposal, list(by_evaluator.values()), settled, model.cap, evaluation.agenda_spread)

    weights = model.effective_weights()
    order = disagreements(sheets, weights, threshold=evaluation.agenda_spread, cap=model.cap)
    keys = list(dict.fromkeys([*_unscored(given, proposals, weights), *(each.cell.criterion for each in order)]))
    known = {each.code: (group.title, each) for group in model.groups for each in group.criteria}
    return Consensus(
        model=model,
        proposals=proposals,
        points=[
            Point(known[key][1], known[key][0], weights[key], [cell(proposal, key) for proposal in proposals])
            for key in keys
        ],
        agreement=agreement(sheets, model.cap),
        findings_missing=len(model.gates) * len(proposals) - sum(each.found_count for each in proposals),
        kept_from=[each.pk for each in standing if seat.is_kept_from_scores(each.pk)],
    )


@cache  # there are a dozen kinds of them, in thousands of cells
def _given(level: int, proof: str) -> tuple[Given, Score]:
    found = Given(level, Proof(proof))
    return found, found.score


def proposals_settled(evaluation: Evaluation, seat: Seat) -> QuerySet[Proposal]:
    """Those that stand and whose scores are open to the person, with their vendors, by their numbers."""
    return _standing(evaluation).filter(with_open_scores(seat, "pk"))


def _standing(evaluation: Evaluation) -> QuerySet[Proposal]:
    return Proposal.objects.filter(evaluation=evaluation).standing().select_related("vendor").order_by("number")


def kept_from_scores(evaluation: Evaluation, seat: Seat) -> list[int]:
    """The keys of the others that stand; without a query where there is nothing that could keep the person from one."""
    if not (seat.reads_only_cleared or any(map(seat.is_kept_from, seat.conflicts))):
        return []
    standing = Proposal.objects.filter(evaluation=evaluation).standing()
    return list(standing.exclude(with_open_scores(seat, "pk")).values_list("pk", flat=True))


def is_accepted(evaluation: Evaluation, criterion: str) -> bool:
    """It is not, although it was, where a proposal came back on which nothing is agreed."""
    if not AcceptedCriterion.objects.filter(evaluation=evaluation, criterion=criterion).exists():
        return False
    agreed = AgreedScore.objects.filter(criterion=criterion).values("proposal")
    return not Proposal.objects.filter(evaluation=evaluation).standing().exclude(pk__in=agreed).exists()


def is_marked_accepted(agreed: AgreedScore | None) -> bool:
    """Of a row that was read with its mark."""
    return bool(getattr(agreed, "is_accepted", False))


def with_acceptance(evaluation: Evaluation, seat: Seat) -> QuerySet[AgreedScore]:
    """What is accepted has agreed scores, so that they can tell it."""
    mark = AcceptedCriterion.objects.filter(evaluation=evaluation, criterion=OuterRef("criterion"))
    dissents = Count("dissents", filter=Q(dissents__deleted_at=None))
    found: QuerySet[AgreedScore] = agreed_scores(evaluation, seat).annotate(
        is_accepted=Exists(mark), dissent_count=dissents
    )
    return found


def _findings_in_force(evaluation: Evaluation, model: CriteriaModel) -> Count:
    return Count("gate_findings", filter=Q(gate_findings__gate__in=[gate.code for gate in model.gates]))


def _unscored(
    given: Mapping[Place, object], proposals: Sequence[Proposal], weights: Mapping[str, Fraction]
) -> list[str]:
    """Criteria on which nobody could score some proposal: what to agree on them has to be talked about, too."""
    return [key for key in weights if any(Place(proposal.code, key) not in given for proposal in proposals)]
