"""Who takes part in an evaluation, how far each is, and what conflicts they declared; never what they scored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Count, Exists, Q, QuerySet

from accounts.models import User, Workspace
from accounts.queries import members
from vendors.domain.seal import Seat
from vendors.domain.stages import Part
from vendors.models import ConflictDeclaration, Evaluation, Offer, Participant, Proposal, ProposalDocument, Score
from vendors.queries.sheets import applicable_keys


@dataclass(frozen=True, slots=True)
class Progress:
    """Of one evaluator: for how many of the proposals they declared, and how many of their cells have a score.

    `scored` is None for whom it is not shown.
    """

    declared: int
    proposals: int
    scored: int | None = None
    cells: int = 0


@dataclass(frozen=True, slots=True)
class People:
    evaluators: Sequence[tuple[Participant, Progress]]
    clerks: Sequence[Participant]
    conflicts: Sequence[ConflictDeclaration] = field(default=())

    @property
    def handed_in(self) -> int:
        return sum(participant.submitted_at is not None for participant, _ in self.evaluators)


def people_of(evaluation: Evaluation, seat: Seat) -> People:
    """In the order in which they were asked. Scores are counted for the moderator alone, and say nothing of levels.

    The moderator reads the declared conflicts of all from the beginning, everybody else once quality is locked.
    """
    found = list(declared_by(evaluation))
    proposals = evaluation.proposals.standing().count()
    scored = _scored(evaluation) if seat.is_moderator else None
    criteria = applicable_keys(evaluation).count() if seat.is_moderator else 0
    evaluators = [(each, _progress(each, proposals, scored, criteria)) for each in found if each.part == Part.EVALUATOR]
    clerks = [each for each in found if each.part == Part.PRICE_CLERK]
    return People(evaluators, clerks, list(conflicts_of(evaluation, seat)))


def declared_by(evaluation: Evaluation) -> QuerySet[Participant]:
    """Who takes part, with for how many standing proposals each `declared`, and is `kept_from` by a conflict.

    Their order is said here: Django leaves a model's own order out of what it groups.
    """
    counted: QuerySet[Participant] = evaluation.participants.select_related("user").annotate(
        declared=Count("declarations", filter=_standing("declarations__proposal")),
        kept_from=Count("declarations", filter=_standing("declarations__proposal") & _conflict("declarations")),
    )
    return counted.order_by("invited_at", "pk")


def conflicts_of(evaluation: Evaluation, seat: Seat) -> QuerySet[ConflictDeclaration]:
    """By person and vendor; none while they are the moderator's to know."""
    if not seat.sees_declarations:
        return ConflictDeclaration.objects.none()
    return (
        ConflictDeclaration.objects.filter(participant__in=evaluation.participants.all(), has_conflict=True)
        .filter(proposal__in=Proposal.objects.filter(evaluation=evaluation).standing())
        .select_related("participant__user", "proposal__vendor")
        .order_by("participant__invited_at", "participant", "proposal__vendor__name")
    )


def knowing_prices(evaluation: Evaluation) -> QuerySet[Participant]:
    """Who enters prices, and who did: what somebody has read stays read after they were taken out."""
    found = Participant.with_removed.filter(evaluation=evaluation, part=Part.PRICE_CLERK.value, user__isnull=False)
    of_it = Proposal.objects.filter(evaluation=evaluation)
    documents = ProposalDocument.objects.filter(proposal__in=of_it, is_price=True)
    was_there = Exists(Offer.objects.filter(proposal__in=of_it)) | Exists(documents)
    return found.filter(Q(removed_at=None) | Q(was_there))


def possible_participants(workspace: Workspace, evaluation: Evaluation) -> QuerySet[User]:
    """Members who do not take part yet; the moderator may score, too."""
    taken = evaluation.participants.filter(user__isnull=False).values("user")
    return members.people_of(workspace).exclude(pk__in=taken)


def find_participant(evaluation: Evaluation, code: str) -> Participant:
    """Also who was taken out. Raises Participant.DoesNotExist."""
    found: Participant = Participant.with_removed.select_related("user").get(evaluation=evaluation, code=code)
    found.evaluation = evaluation
    return found


def _scored(evaluation: Evaluation) -> dict[int, int]:
    """Cells with a level by participant."""
    rows = (
        Score.objects.filter(
            participant__in=evaluation.participants.all(),
            proposal__in=Proposal.objects.filter(evaluation=evaluation).standing(),
            criterion__in=applicable_keys(evaluation),
            level__isnull=False,
        )
        .values_list("participant")
        .annotate(Count("pk"))
    )
    return dict(rows)


def _progress(each: Participant, proposals: int, scored: dict[int, int] | None, criteria: int) -> Progress:
    declared, kept_from = each.declared, each.kept_from  # type: ignore[attr-defined]
    if scored is None:
        return Progress(declared, proposals)
    return Progress(declared, proposals, scored.get(each.pk, 0), criteria * (proposals - kept_from))


def _standing(path: str) -> Q:
    return Q(**{f"{path}__deleted_at": None, f"{path}__withdrawn_at": None, f"{path}__isnull": False})


def _conflict(path: str) -> Q:
    return Q(**{f"{path}__has_conflict": True})
