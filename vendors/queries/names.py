"""What a proposal is called: the one place that names a vendor on the pages of an evaluation."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath

from django.utils.translation import gettext as _

from vendors.domain.seal import Seat
from vendors.domain.stages import Stage
from vendors.models import Evaluation, Proposal, ProposalDocument


def name_of(proposal: Proposal, seat: Seat) -> str:
    """That of its vendor, or its number while names are hidden from the person."""
    if seat.sees_names:
        return proposal.vendor.name
    return _("Vendor %(number)s") % {"number": proposal.number}


def file_name_of(document: ProposalDocument, seat: Seat) -> str:
    """What its sender called the file, which may say who that is: while names are hidden, its code in place of it."""
    name = document.file.name
    return name if seat.sees_names else f"{document.code}{PurePosixPath(name).suffix}"


def are_hidden(evaluation: Evaluation) -> bool:
    """Whether its evaluators know proposals by their numbers alone, now."""
    return evaluation.are_names_hidden and not evaluation.at.is_from(Stage.LOCKED)


def hidden_names_in(evaluation: Evaluation, seat: Seat, texts: Iterable[str]) -> list[str]:
    """Names of vendors that stand in these and that evaluators do not know, for who does: one query at most."""
    if not (are_hidden(evaluation) and seat.sees_names):
        return []
    said = "\n".join(texts).casefold()
    part = Proposal.objects.filter(evaluation=evaluation, deleted_at=None).order_by("vendor__name")
    return [name for name in part.values_list("vendor__name", flat=True) if name.casefold() in said]
