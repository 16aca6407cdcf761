"""What evaluators gave on their own, for whom and as far as it is not sealed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from vendors.domain.scoring import Score as DomainScore
from vendors.domain.seal import Seat
from vendors.domain.sheets import Cell, Sheets
from vendors.domain.stages import Proof, VersionState
from vendors.models import ConflictDeclaration, Criterion, Evaluation, ModelVersion, Proposal, ProposalAnswer, Score
from vendors.queries.seats import with_open_scores

_UNFINISHED = Q(rationale="") | Q(proof="") | Q(proof=Proof.VERIFIED.value, evidence="")
"""Of what has a level: see vendors.domain.completeness."""


def counted_scores(evaluation: Evaluation, seat: Seat) -> QuerySet[Score]:
    """Levels that were handed in, by evaluator in the order in which they were asked; none while sealed.

    Of the proposals that stand and whose scores are open to the person, on the criteria that apply. What somebody gave
    before they declared a conflict does not count, nor what they had not handed in when its criterion was compared: a
    change of the model opens a sheet again, but not all of it. What was compared once counts for good, also of who does
    not hand in what such a change asks for.
    """
    if not seat.sees_sheets:
        return Score.objects.none()
    return (
        Score.objects.filter(
            participant__in=evaluation.participants.all(),
            is_late=False,
            proposal__in=Proposal.objects.filter(evaluation=evaluation).standing(),
            criterion__in=applicable_keys(evaluation),
            level__isnull=False,
        )
        .exclude(_UNFINISHED)
        .exclude(Exists(_conflict_with(OuterRef("proposal"), of=OuterRef("participant"))))
        .filter(with_open_scores(seat))
        .order_by("participant__invited_at", "participant", "pk")
    )


def sheets_of(evaluation: Evaluation, seat: Seat) -> Sheets:
    """The same as the domain reads it, by the codes of participants and proposals: one query, or none while sealed.

    Who has no score in it, be it for conflicts with all vendors, is left out: such a sheet says nothing.
    """
    return named_sheets_of(evaluation, seat)[0]


def named_sheets_of(evaluation: Evaluation, seat: Seat) -> tuple[Sheets, dict[str, str]]:
    """The sheets, and whose they are, by the codes of the participants."""
    found: dict[str, dict[Cell, DomainScore]] = {}
    names: dict[str, str] = {}
    score = cache(DomainScore)  # there are a dozen kinds of them, in thousands of cells
    rows = counted_scores(evaluation, seat).values_list(
        *("participant__code", "participant__user__name", "participant__user__email", "participant__email"),
        *("proposal__code", "criterion", "level", "proof"),
    )
    for evaluator, name, address, invited, vendor, criterion, level, proof in rows:
        if evaluator not in names:
            names[evaluator] = name or address or invited or _("A former member")
        found.setdefault(evaluator, {})[Cell(vendor, criterion)] = score(level, proof == Proof.VERIFIED)
    return found, names


def applicable_keys(evaluation: Evaluation) -> QuerySet[Criterion, str]:
    """Of the version in force, for use inside another query."""
    criteria = Criterion.objects.filter(version__in=newest_version(evaluation), is_applicable=True)
    return criteria.values_list("key", flat=True)


def newest_version(evaluation: Evaluation) -> QuerySet[ModelVersion, Any]:
    """The one in force, for use inside another query."""
    in_force = ModelVersion.objects.filter(evaluation=evaluation, state=VersionState.LOCKED.value)
    return in_force.order_by("-number").values("pk")[:1]


def _conflict_with(proposal: OuterRef, *, of: OuterRef) -> QuerySet[ConflictDeclaration]:
    return ConflictDeclaration.objects.filter(proposal=proposal, participant=of, has_conflict=True)


class Words(NamedTuple):
    """Of a vendor on a criterion, and when they were written like this."""

    text: str
    changed_at: datetime


def words_of(proposals: Iterable[Proposal], criteria: Iterable[str], seat: Seat) -> dict[tuple[int, str], Words]:
    """What the vendors wrote on these criteria, by the keys of both; only of proposals that the person may read."""
    readable = [each.pk for each in proposals if seat.sees_proposal(each.pk)]
    found = ProposalAnswer.objects.filter(proposal__in=readable, criterion__in=list(criteria))
    rows = found.values_list("proposal", "criterion", "text", "changed_at")
    return {(proposal, key): Words(text, changed_at) for proposal, key, text, changed_at in rows}
