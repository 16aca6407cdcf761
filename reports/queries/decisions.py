"""All that the reports of a decided evaluation tell, read once, as every member may read it from the decision on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch

from vendors.domain.disagreement import Disagreement, disagreements
from vendors.domain.seal import Seat
from vendors.domain.stages import Stage
from vendors.models import (
    AgreedScore,
    Appraisal,
    Award,
    ConflictDeclaration,
    Dissent,
    Evaluation,
    GateFinding,
    Participant,
    Proposal,
)
from vendors.queries.agreed import agreed_scores
from vendors.queries.awards import award_of
from vendors.queries.findings import gate_findings
from vendors.queries.participants import conflicts_of
from vendors.queries.result import Result, result_of

READER = Seat(Stage.DECIDED, are_names_hidden=False)
"""A member who takes no part in the evaluation, after its decision: nothing is sealed for them any more."""


class NotDecidedError(Exception):
    """There is no decision, or no longer."""


@dataclass(frozen=True, slots=True)
class Decided:
    """Agreed scores and findings are by proposal and criterion or gate; `agenda` is what evaluators differed on."""

    evaluation: Evaluation
    award: Award
    result: Result
    appraisals: Mapping[str, Appraisal]
    agreed: Mapping[tuple[str, str], AgreedScore]
    findings: Mapping[tuple[str, str], GateFinding]
    agenda: Sequence[Disagreement]
    conflicts: Sequence[ConflictDeclaration]
    participants: Sequence[Participant]

    @property
    def awarded(self) -> str:
        """The code of the proposal; empty where nothing is awarded."""
        return self.award.proposal.code if self.award.proposal else ""


def decided_of(evaluation: Evaluation) -> Decided:
    """Raises NotDecidedError."""
    award, result = award_of(evaluation), result_of(evaluation, READER)
    if evaluation.at is not Stage.DECIDED or award is None or result is None:
        raise NotDecidedError
    outcome = result.outcome
    found = disagreements(outcome.sheets, outcome.weights, threshold=evaluation.agenda_spread, cap=outcome.model.cap)
    dissents = Prefetch("dissents", Dissent.objects.select_related("participant__user").order_by("written_at", "pk"))
    agreed = agreed_scores(evaluation, READER).select_related("proposal").prefetch_related(dissents)
    findings = gate_findings(evaluation, READER)
    appraisals = Appraisal.objects.filter(proposal__in=[each.pk for each in result.proposals.values()])
    return Decided(
        evaluation=evaluation,
        award=award,
        result=result,
        appraisals={each.proposal.code: each for each in appraisals.select_related("proposal")},
        agreed={(each.proposal.code, each.criterion): each for each in agreed},
        findings={(each.proposal.code, each.gate): each for each in findings},
        agenda=[each for each in found if each.is_on_agenda],
        conflicts=list(conflicts_of(evaluation, READER)),
        participants=list(evaluation.participants.select_related("user")),
    )


def losing_proposals(evaluation: Evaluation) -> list[Proposal]:
    """Those whose vendors are told in a debrief why they were not chosen."""
    awarded = Award.objects.filter(evaluation=evaluation, proposal__isnull=False).values("proposal")
    losing = Proposal.objects.filter(evaluation=evaluation).standing().exclude(pk__in=awarded)
    return list(losing.select_related("vendor").order_by("vendor__name", "pk"))
