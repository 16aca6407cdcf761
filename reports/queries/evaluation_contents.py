"""All of an evaluation that one person may see, to be taken along as a file: the seat is asked for each part of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from accounts.models import Membership
from vendors.domain.pairwise import PairwiseError
from vendors.domain.seal import Seat
from vendors.domain.stages import Stage
from vendors.domain.weights import WeightError
from vendors.models import (
    AgreedScore,
    Appraisal,
    Award,
    ConflictDeclaration,
    Dissent,
    Evaluation,
    GateFinding,
    ModelVersion,
    Offer,
    Participant,
    Proposal,
    ProposalAnswer,
    ProposalDocument,
    Score,
    Vendor,
    Weighting,
)
from vendors.permissions import can_begin
from vendors.queries.agreed import agreed_scores
from vendors.queries.documents import documents_of
from vendors.queries.findings import gate_findings
from vendors.queries.names import name_of
from vendors.queries.own_sheet import OwnSheet, own_sheet
from vendors.queries.participants import conflicts_of
from vendors.queries.proposals import proposals_of
from vendors.queries.result import Result, result_of
from vendors.queries.sheets import counted_scores
from vendors.queries.versions import chosen_weighting, model_of, version_in_force


@dataclass(frozen=True)
class Contents:
    """What is None is sealed for the person, or not there for anybody yet; no table tells which."""

    evaluation: Evaluation
    seat: Seat
    version: ModelVersion
    versions: Sequence[ModelVersion]
    weights: Mapping[str, Mapping[str, Fraction]]
    """Effective ones by the name of the weighting, empty for the one that counts, and the key of the criterion."""
    proposals: Sequence[Proposal]
    names: Mapping[int, str]
    vendors: Sequence[Vendor] | None
    answers: Sequence[ProposalAnswer]
    documents: Sequence[ProposalDocument]
    participants: Sequence[Participant]
    conflicts: Sequence[ConflictDeclaration] | None
    own: OwnSheet | None
    scores: Sequence[Score] | None
    agreed: Sequence[AgreedScore] | None
    dissents: Sequence[Dissent]
    findings: Sequence[GateFinding] | None
    result: Result | None
    offers: Sequence[Offer] | None
    award: Award | None
    appraisals: Sequence[Appraisal]

    @property
    def titles(self) -> dict[str, str]:
        """Of the criteria in force, by their keys."""
        return {each.key: each.title for group in self.version.groups.all() for each in group.criteria.all()}


def contents_of(
    evaluation: Evaluation, membership: Membership, participant: Participant | None, seat: Seat
) -> Contents:
    version = version_in_force(evaluation)
    proposals = proposals_of(evaluation, seat)
    near = [each for each in proposals if not seat.is_kept_from(each.pk)]
    agreed = list(agreed_scores(evaluation, seat).order_by("proposal__number", "pk")) if seat.sees_result else None
    is_decided = evaluation.at is Stage.DECIDED
    return Contents(
        evaluation=evaluation,
        seat=seat,
        version=version,
        versions=list(evaluation.versions.select_related("proposed_by", "locked_by")),
        weights=_weights(version),
        proposals=proposals,
        names={each.pk: name_of(each, seat) for each in proposals},
        vendors=_vendors(proposals) if seat.sees_names and can_begin(membership) else None,
        answers=_answers(proposals, seat),
        documents=list(documents_of(proposals, seat)),
        participants=list(evaluation.participants.select_related("user")),
        conflicts=list(conflicts_of(evaluation, seat)) if seat.sees_declarations else None,
        own=own_sheet(evaluation, participant, seat) if participant and seat.is_evaluator else None,
        scores=list(counted_scores(evaluation, seat).select_related("participant__user")) if seat.sees_sheets else None,
        agreed=agreed,
        dissents=list(Dissent.objects.filter(agreed__in=agreed or ()).select_related("participant__user")),
        findings=list(gate_findings(evaluation, seat).order_by("proposal__number", "pk")) if seat.sees_result else None,
        result=result_of(evaluation, seat),
        offers=list(Offer.objects.filter(proposal__in=near).order_by("proposal__number")) if seat.sees_prices else None,
        award=Award.objects.filter(evaluation=evaluation).select_related("proposal", "decided_by").first()
        if is_decided
        else None,
        appraisals=list(Appraisal.objects.filter(proposal__in=near)) if seat.sees_decision else (),
    )


def _weights(version: ModelVersion) -> dict[str, Mapping[str, Fraction]]:
    """Those that can be weighed; a scenario that was left unfinished is not among them."""
    found: dict[str, Mapping[str, Fraction]] = {}
    weightings: list[Weighting] = [chosen_weighting(version), *(each for each in version.weightings.all() if each.name)]
    for weighting in weightings:
        try:
            found[weighting.name] = model_of(version, weighting).effective_weights()
        except (WeightError, PairwiseError):
            continue
    return found


def _vendors(proposals: Sequence[Proposal]) -> list[Vendor]:
    found = Vendor.objects.filter(pk__in=[each.vendor_id for each in proposals])
    return list(found.prefetch_related("contacts"))


def _answers(proposals: Sequence[Proposal], seat: Seat) -> list[ProposalAnswer]:
    readable = [each.pk for each in proposals if seat.sees_proposal(each.pk)]
    return list(
        ProposalAnswer.objects.filter(proposal__in=readable).exclude(text="").order_by("proposal__number", "pk")
    )
