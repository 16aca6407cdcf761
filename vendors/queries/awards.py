"""What there is to decide about: each proposal with its rank, its price and what is said of it; and the decision."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from core.rounding import rounded
from vendors.domain.gates import GateState, Judged
from vendors.domain.model import CriteriaModel
from vendors.domain.outcome import Outcome
from vendors.domain.scoring import Total
from vendors.domain.seal import Seat
from vendors.models import Appraisal, Award, Evaluation, Proposal
from vendors.queries.agreed import agreed_of
from vendors.queries.findings import checks_of
from vendors.queries.names import name_of
from vendors.queries.prices import costs_of, terms_of
from vendors.queries.versions import model_of, version_in_force


@dataclass(frozen=True, slots=True)
class Candidate:
    """`appraisal` is None where nothing is written yet, and where a conflict keeps the person from it.

    `excluded_by` has the texts of missed gates and the titles of groups whose minimum was missed.
    """

    proposal: Proposal
    name: str
    rank: int | None
    total: Total
    cost: Fraction | None
    excluded_by: Sequence[str]
    appraisal: Appraisal | None
    is_kept_from: bool

    @property
    def value(self) -> str:
        """With one decimal, or a range where something is missing."""
        if self.total.value is None:
            return f"{rounded(self.total.low, 1)}–{rounded(self.total.high, 1)}"
        return rounded(self.total.value, 1)

    @property
    def waived(self) -> list[Judged]:
        """Gates that it misses, and that somebody let it pass."""
        return [each for each in self.total.gates if each.state is GateState.WAIVED]

    @property
    def is_said(self) -> bool:
        """Whether anything speaks for or against it."""
        found = self.appraisal
        return found is not None and any((found.strengths, found.weaknesses, found.risks))

    @property
    def whole_cost(self) -> int | None:
        return None if self.cost is None else int(rounded(self.cost, 0))


def candidates_of(evaluation: Evaluation, seat: Seat, decided: Award | None = None) -> list[Candidate]:
    """The best first, as it was on the day of the decision; nobody while it is sealed for the person. Eight queries."""
    if not seat.sees_decision:
        return []
    rows = Proposal.objects.filter(evaluation=evaluation).standing()
    proposals = {each.code: each for each in rows.select_related("vendor", "offer", "appraisal").order_by("number")}
    outcome = Outcome(
        model=model_of(version_in_force(evaluation)),
        vendors=list(proposals),
        agreed=agreed_of(evaluation, seat),
        checks=checks_of(evaluation, seat),
        on=decided.decided_date if decided else evaluation.workspace.today,
        costs=costs_of(proposals.values(), terms_of(evaluation)),
    )
    return [_candidate(outcome, proposals[code], seat) for code in outcome.standings.order]


def _candidate(outcome: Outcome, proposal: Proposal, seat: Seat) -> Candidate:
    total, cost = outcome.standings.totals[proposal.code], outcome.costs.get(proposal.code)
    is_kept_from = not seat.sees_proposal(proposal.pk)
    return Candidate(
        proposal=proposal,
        name=name_of(proposal, seat),
        rank=outcome.standings.ranks[proposal.code],
        total=total,
        cost=cost.total if cost else None,
        excluded_by=exclusions(outcome.model, total),
        appraisal=None if is_kept_from else getattr(proposal, "appraisal", None),
        is_kept_from=is_kept_from,
    )


def exclusions(model: CriteriaModel, total: Total) -> tuple[str, ...]:
    """In words: the gates that are missed, then the groups below their minimum."""
    texts = {gate.code: gate.text for gate in model.gates}
    titles = {group.code: group.title for group in model.groups}
    return (*(texts[code] for code in total.failed_gates), *(titles[code] for code in total.missed_groups))


def award_of(evaluation: Evaluation) -> Award | None:
    """The decision, or what was written of one that was taken back: for its moderator alone."""
    found: Award | None = (
        Award.objects.filter(evaluation=evaluation).select_related("proposal__vendor", "decided_by").first()
    )
    if found:
        found.evaluation = evaluation
    return found
