"""The proposals of an evaluation, what is in them, and which vendors a workspace has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from accounts.domain.periods import DELETED_IS_KEPT
from accounts.models import Workspace
from vendors.domain.seal import Seat
from vendors.models import Evaluation, PortalLink, Proposal, ProposalAnswer, Submission, Vendor, VendorContact
from vendors.queries.names import name_of


def proposals_of(evaluation: Evaluation, seat: Seat) -> list[Proposal]:
    """All that are not deleted, in the order of the names by which the person knows them."""
    found = Proposal.objects.filter(evaluation=evaluation, deleted_at=None).select_related("vendor")
    for each in found:
        each.evaluation = evaluation
    if seat.sees_names:
        return sorted(found, key=lambda each: name_of(each, seat).casefold())
    return list(found)


def find_proposal(evaluation: Evaluation, code: str, *, also_deleted: bool = False) -> Proposal:
    """Raises Proposal.DoesNotExist."""
    found = Proposal.objects.filter(evaluation=evaluation).select_related("vendor")
    proposal: Proposal = (found if also_deleted else found.alive()).get(code=code)
    proposal.evaluation = evaluation
    return proposal


def deleted_proposals(evaluation: Evaluation, now: datetime) -> QuerySet[Proposal]:
    """Those that can still be restored."""
    since = now - DELETED_IS_KEPT
    return Proposal.objects.filter(evaluation=evaluation, deleted_at__gt=since).select_related("vendor")


def answers_of(proposal: Proposal) -> dict[str, ProposalAnswer]:
    """By the key of the criterion; whoever calls this asked the seat."""
    return {each.criterion: each for each in ProposalAnswer.objects.filter(proposal=proposal)}


def answered_counts(proposals: Iterable[Proposal], keys: Iterable[str], seat: Seat) -> Mapping[int, int]:
    """How many of these criteria have words, by the key of the proposal; only of those that the person may read."""
    readable = [each.pk for each in proposals if seat.sees_proposal(each.pk)]
    with_words = ProposalAnswer.objects.filter(proposal__in=readable, criterion__in=list(keys)).exclude(text="")
    found = dict(with_words.values_list("proposal").annotate(Count("pk")).order_by())
    return {key: found.get(key, 0) for key in readable}


def submissions_of(proposal: Proposal) -> QuerySet[Submission]:
    """The last one first, without what was handed in."""
    return Submission.objects.filter(proposal=proposal).defer("content").order_by("-number")


def links_of(proposal: Proposal) -> QuerySet[PortalLink]:
    """Those that work, the newest first."""
    return PortalLink.objects.filter(proposal=proposal, revoked_at=None).select_related("made_by")


def vendors_of(workspace: Workspace) -> QuerySet[Vendor]:
    """By name, with how many evaluations each takes or took part in."""
    part = Q(proposals__deleted_at=None, proposals__evaluation__deleted_at=None)
    counted: QuerySet[Vendor] = Vendor.objects.filter(workspace=workspace).annotate(
        evaluation_count=Count("proposals", filter=part, distinct=True)
    )
    return counted.order_by("name", "pk")


def vendor_named(workspace: Workspace, name: str) -> Vendor | None:
    """As people write it, in whatever case."""
    return Vendor.objects.filter(workspace=workspace, name__iexact=name).order_by("pk").first()


def contacts_of(vendor: Vendor) -> QuerySet[VendorContact]:
    found: QuerySet[VendorContact] = VendorContact.objects.filter(vendor=vendor, deleted_at=None)
    return found


def evaluations_with(vendor: Vendor) -> QuerySet[Evaluation]:
    """In which it takes or took part, the newest first; nothing of its proposals."""
    part = Q(proposals__vendor=vendor, proposals__deleted_at=None)
    found: QuerySet[Evaluation] = Evaluation.objects.filter(part, deleted_at=None).distinct().order_by("-pk")
    return found
