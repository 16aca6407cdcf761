"""One criterion as it is settled: what each evaluator gave and why, what is agreed, and who dissents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from vendors.domain.seal import Seat
from vendors.domain.settling import Given
from vendors.domain.stages import Proof
from vendors.models import AgreedScore, Criterion, Dissent, Evaluation, Participant, Proposal, ProposalAnswer, Score
from vendors.queries.agreed import agreed_scores
from vendors.queries.consensus import Cell, is_marked_accepted, proposals_settled, with_acceptance
from vendors.queries.sheets import counted_scores, newest_version


@dataclass(frozen=True)
class Settling:
    """One proposal. `scores` has a row for each counted evaluator; `answer` is what the vendor wrote, if anything."""

    cell: Cell
    scores: Sequence[Score]
    answer: str
    dissents: Sequence[Dissent] = field(default=())

    @property
    def proposal(self) -> Proposal:
        return self.cell.proposal

    def dissent_of(self, participant: Participant | None) -> Dissent | None:
        return next((each for each in self.dissents if participant and each.participant_id == participant.pk), None)


@dataclass(frozen=True)
class OnCriterion:
    """The most disputed proposal comes first."""

    criterion: Criterion
    settlings: Sequence[Settling]

    @property
    def is_settled(self) -> bool:
        return all(each.cell.agreed for each in self.settlings)

    @property
    def is_accepted(self) -> bool:
        return self.is_settled and any(is_marked_accepted(each.cell.agreed) for each in self.settlings)


def find_criterion(evaluation: Evaluation, key: str) -> Criterion:
    """Of the version in force, if it applies. Raises Criterion.DoesNotExist."""
    found = Criterion.objects.filter(version__in=newest_version(evaluation), key=key, is_applicable=True)
    return found.select_related("group", "version").get()


def settling_of(evaluation: Evaluation, seat: Seat, criterion: Criterion) -> OnCriterion:
    """As far as the person may see it. Five queries."""
    scores: dict[int, list[Score]] = {}
    for each in counted_scores(evaluation, seat).filter(criterion=criterion.key).select_related("participant__user"):
        scores.setdefault(each.proposal_id, []).append(each)
    agreed = {each.proposal_id: each for each in with_acceptance(evaluation, seat).filter(criterion=criterion.key)}
    dissents: dict[int, list[Dissent]] = {}
    rows = Dissent.objects.filter(agreed__in=agreed_scores(evaluation, seat).filter(criterion=criterion.key))
    for dissent in rows.select_related("participant__user").order_by("pk"):
        dissents.setdefault(dissent.agreed_id, []).append(dissent)
    proposals = list(proposals_settled(evaluation, seat))
    readable = [each for each in proposals if seat.sees_proposal(each.pk)]
    answers = ProposalAnswer.objects.filter(proposal__in=readable, criterion=criterion.key)
    texts = dict(answers.values_list("proposal", "text"))

    def one(proposal: Proposal) -> Settling:
        mine = scores.get(proposal.pk, [])
        settled = agreed.get(proposal.pk)
        if settled:
            settled.proposal = proposal
        given = [Given(each.level or 0, Proof(each.proof)) for each in mine]
        cell = Cell(proposal, given, settled, criterion.version.unproven_cap, evaluation.agenda_spread)
        return Settling(cell, mine, texts.get(proposal.pk, ""), dissents.get(settled.pk, []) if settled else [])

    found = [one(proposal) for proposal in proposals]
    return OnCriterion(criterion, sorted(found, key=lambda each: (not each.cell.is_disputed, -each.cell.spread)))


def find_agreed(evaluation: Evaluation, seat: Seat, criterion: str, proposal_code: str) -> AgreedScore:
    """Raises AgreedScore.DoesNotExist, also for what the person may not see."""
    found = agreed_scores(evaluation, seat).select_related("proposal__vendor")
    agreed: AgreedScore = found.get(criterion=criterion, proposal__code=proposal_code)
    return agreed


def find_dissent(participant: Participant, code: str) -> Dissent:
    """One's own, also one that was taken back. Raises Dissent.DoesNotExist."""
    found: Dissent = Dissent.with_deleted.select_related("agreed__proposal").get(participant=participant, code=code)
    return found
