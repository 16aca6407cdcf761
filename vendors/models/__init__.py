from vendors.models.award import Appraisal, Award
from vendors.models.consensus import AcceptedCriterion, AgreedScore, Dissent, GateFinding
from vendors.models.criteria import CriteriaGroup, Criterion, Gate, ModelVersion, RemovedPart, Weighting
from vendors.models.evaluation import Evaluation
from vendors.models.offer import Offer
from vendors.models.participant import ConflictDeclaration, Participant
from vendors.models.portal import PortalAnswer, PortalDocument, PortalLink, Submission
from vendors.models.proposal import Proposal, ProposalAnswer, ProposalDocument, Vendor, VendorContact
from vendors.models.score import Score
from vendors.models.vendor_import import VendorImport

__all__ = [
    "AcceptedCriterion",
    "AgreedScore",
    "Appraisal",
    "Award",
    "ConflictDeclaration",
    "CriteriaGroup",
    "Criterion",
    "Dissent",
    "Evaluation",
    "Gate",
    "GateFinding",
    "ModelVersion",
    "Offer",
    "Participant",
    "PortalAnswer",
    "PortalDocument",
    "PortalLink",
    "Proposal",
    "ProposalAnswer",
    "ProposalDocument",
    "RemovedPart",
    "Score",
    "Submission",
    "Vendor",
    "VendorContact",
    "VendorImport",
    "Weighting",
]
