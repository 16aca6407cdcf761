"""What was found at the gates, for whom and as far as it is not sealed."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from vendors.domain.gates import Check, Waiver
from vendors.domain.seal import Seat
from vendors.models import Evaluation, GateFinding, Proposal
from vendors.queries.seats import with_open_scores


def gate_findings(evaluation: Evaluation, seat: Seat) -> QuerySet[GateFinding]:
    """With what was written; none while sealed. Of the proposals that stand and whose scores are open to the person."""
    return _found(evaluation, seat).filter(with_open_scores(seat))


def checks_of(evaluation: Evaluation, seat: Seat) -> Mapping[str, Mapping[str, Check]]:
    """As the domain reads it, by the proposal's code and the gate: one query, or none while sealed.

    A gate that nobody has looked at is left out, and so is a proposal without any finding. Of all proposals that stand,
    a conflict or not: ranks made of a part of them would be other ones.
    """
    found: dict[str, dict[str, Check]] = {}
    for each in _found(evaluation, seat):
        found.setdefault(each.proposal.code, {})[each.gate] = check_of(each)
    return found


def check_of(finding: GateFinding) -> Check:
    """Whether a waiver still holds is asked of `vendors.domain.gates.judge`, with the day."""
    if finding.waiver_expires_date is None:
        return Check(finding.is_met)
    person = str(finding.waived_by or _("A former member"))
    return Check(finding.is_met, Waiver(person, finding.waiver_reason, finding.waiver_expires_date))


def _found(evaluation: Evaluation, seat: Seat) -> QuerySet[GateFinding]:
    if not seat.sees_result:
        return GateFinding.objects.none()
    standing = Proposal.objects.filter(evaluation=evaluation).standing()
    return GateFinding.objects.filter(proposal__in=standing).select_related("proposal", "waived_by", "found_by")
