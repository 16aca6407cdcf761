"""The gates of the version in force, with what was found of each proposal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from vendors.domain.gates import NOT_CHECKED, Judged, judge
from vendors.domain.model import Gate as DomainGate
from vendors.domain.seal import Seat
from vendors.models import Evaluation, Gate, GateFinding, Proposal
from vendors.queries.consensus import proposals_settled
from vendors.queries.findings import check_of, gate_findings
from vendors.queries.sheets import newest_version


@dataclass(frozen=True)
class AtGate:
    """One proposal at one gate; without a finding nobody has looked."""

    proposal: Proposal
    judged: Judged
    finding: GateFinding | None


@dataclass(frozen=True)
class Gates:
    proposals: Sequence[Proposal]
    lines: Sequence[tuple[DomainGate, Sequence[AtGate]]]

    @property
    def missing(self) -> int:
        """How many findings there are still to be made."""
        return sum(each.finding is None for _, cells in self.lines for each in cells)

    @property
    def excluded(self) -> list[tuple[Proposal, list[DomainGate]]]:
        """Whom a failed gate excludes, with these."""
        found = []
        for place, proposal in enumerate(self.proposals):
            missed = [gate for gate, cells in self.lines if cells[place].judged.state.excludes]
            if missed:
                found.append((proposal, missed))
        return found


def gates_of(evaluation: Evaluation, seat: Seat, on: date) -> Gates:
    """As far as the person may see it; whether waivers hold is asked of that day. Three queries."""
    rows = Gate.objects.filter(version__in=newest_version(evaluation))
    gates = [DomainGate(gate.key, gate.text, gate.criterion, gate.how_to_check) for gate in rows]
    return gates_among(evaluation, seat, on, gates, list(proposals_settled(evaluation, seat)))


def gates_among(
    evaluation: Evaluation, seat: Seat, on: date, gates: Sequence[DomainGate], proposals: Sequence[Proposal]
) -> Gates:
    """The same where gates and proposals are known already: one query."""
    findings = {(each.proposal_id, each.gate): each for each in gate_findings(evaluation, seat)}

    def one(gate: DomainGate, proposal: Proposal) -> AtGate:
        finding = findings.get((proposal.pk, gate.code))
        return AtGate(proposal, judge(gate, check_of(finding) if finding else NOT_CHECKED, on=on), finding)

    return Gates(proposals, [(gate, [one(gate, proposal) for proposal in proposals]) for gate in gates])


def find_gate(evaluation: Evaluation, key: str) -> Gate:
    """Of the version in force. Raises Gate.DoesNotExist."""
    return Gate.objects.get(version__in=newest_version(evaluation), key=key)
