"""Rows that no export holds yet; see archives.queries.sealing.

What the pages keep from a person stays out of their exports as well. Exports wait for the decision, which ends every
seal but two: who was asked to score and handed nothing in never reads the sheets of others, and what a vendor drafts
and does not hand in is read by nobody here.
"""

from __future__ import annotations

from django.db.models import Q

from accounts.models import User
from vendors.domain.stages import Part, Stage
from vendors.models import Evaluation, Participant, PortalDocument, ProposalDocument


def sealed_from(user: User) -> dict[str, Q]:
    """By the label of the model."""
    undecided = Evaluation.objects.exclude(stage=Stage.DECIDED.value).values("pk")
    idle = Participant.objects.filter(user=user, part=Part.EVALUATOR.value, submitted_at=None).values("evaluation")
    documents = ProposalDocument.objects.filter(proposal__evaluation__in=undecided)
    of_proposal = Q(proposal__evaluation__in=undecided)
    drafted = PortalDocument.objects.values("file")
    handed_in = ProposalDocument.objects.exclude(proposal__evaluation__in=undecided).values("file")
    everything = Q(pk__isnull=False)
    return {
        "vendors.proposal": Q(evaluation__in=undecided),
        "vendors.proposalanswer": of_proposal,
        "vendors.proposaldocument": of_proposal,
        "vendors.portalanswer": everything,
        "vendors.portaldocument": everything,
        "vendors.submission": of_proposal,
        "vendors.conflictdeclaration": of_proposal,
        "vendors.score": of_proposal | Q(proposal__evaluation__in=idle) & ~Q(participant__user=user),
        "vendors.agreedscore": of_proposal,
        "vendors.dissent": Q(agreed__proposal__evaluation__in=undecided),
        "vendors.gatefinding": of_proposal,
        "vendors.offer": of_proposal,
        "vendors.appraisal": of_proposal,
        "vendors.award": Q(evaluation__in=undecided),
        "vendors.portallink": of_proposal,
        "vendors.acceptedcriterion": Q(evaluation__in=undecided),
        "vendors.vendorimport": Q(evaluation__in=undecided) | Q(evaluation__in=idle) & ~Q(user=user),
        "evidence.storedfile": Q(pk__in=documents.values("file")) | Q(pk__in=drafted) & ~Q(pk__in=handed_in),
    }
