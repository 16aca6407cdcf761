"""Which evaluations come one after the other, and which vendors can be asked again."""

from __future__ import annotations

from collections.abc import Sequence

from vendors.models import Evaluation, Proposal, Vendor


def following_of(evaluation: Evaluation) -> list[Evaluation]:
    """Those that were begun again from it, the first one first."""
    found = list(Evaluation.objects.filter(previous=evaluation, deleted_at=None).order_by("pk"))
    for each in found:
        each.workspace = evaluation.workspace
    return found


def vendors_to_ask(evaluation: Evaluation) -> tuple[Sequence[Vendor], Sequence[Vendor]]:
    """All that were in it, by name; and those of them that stood to the end."""
    proposals = Proposal.objects.filter(evaluation=evaluation, deleted_at=None).select_related("vendor")
    found = list(proposals.order_by("vendor__name", "vendor"))
    return [each.vendor for each in found], [each.vendor for each in found if each.withdrawn_at is None]
