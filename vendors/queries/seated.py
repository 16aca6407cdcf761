"""An evaluation together with what whoever asks for it is in it: pages and programs enter by the same door."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from accounts.models import Membership
from vendors.domain.seal import Seat
from vendors.domain.stages import Part, Stage
from vendors.models import Evaluation, Participant
from vendors.permissions import can_appoint, can_begin, can_moderate
from vendors.queries.changes import may_be_compared, previous_of
from vendors.queries.consensus import kept_from_scores
from vendors.queries.evaluations import find_evaluation
from vendors.queries.participants import knowing_prices
from vendors.queries.reevaluation import following_of
from vendors.queries.seats import participant_of, seat_of


@dataclass(frozen=True)
class Seated:
    """An evaluation and what the person who asks is in it."""

    evaluation: Evaluation
    membership: Membership
    participant: Participant | None
    seat: Seat

    @cached_property
    def may_moderate(self) -> bool:
        return can_moderate(self.membership, self.evaluation)

    @cached_property
    def may_appoint(self) -> bool:
        return can_appoint(self.membership, self.evaluation)

    @cached_property
    def knows_prices(self) -> bool:
        """Before they are open to all."""
        found = self.participant
        if found is None or found.part != Part.PRICE_CLERK:
            return False
        return knowing_prices(self.evaluation).filter(pk=found.pk).exists()

    @property
    def previous(self) -> Evaluation | None:
        return previous_of(self.evaluation)

    @cached_property
    def following(self) -> list[Evaluation]:
        return following_of(self.evaluation)

    @property
    def shows_change(self) -> bool:
        return may_be_compared(self.evaluation, self.seat)

    @property
    def may_read_in(self) -> bool:
        return self.may_moderate or self.seat.is_evaluator

    @property
    def may_evaluate_again(self) -> bool:
        return self.evaluation.at.is_from(Stage.LOCKED) and can_begin(self.membership)

    @property
    def may_keep_documents(self) -> bool:
        """Those about the price as its clerk, the others as the moderator."""
        return self.may_moderate or self.seat.is_clerk

    @cached_property
    def may_settle(self) -> bool:
        """The moderator, if nothing keeps them from the scores of a proposal that is compared."""
        return self.may_moderate and not kept_from_scores(self.evaluation, self.seat)

    @property
    def may_dissent(self) -> bool:
        """Until the decision, for whose scores count."""
        seat = self.seat
        return seat.is_evaluator and seat.has_submitted and not seat.stage.is_from(Stage.DECIDED)

    @property
    def may_enter_prices(self) -> bool:
        """The price clerk, and the moderator once the prices are open; nobody after the decision."""
        return self.may_set_terms and self.seat.sees_prices

    @property
    def may_set_terms(self) -> bool:
        seat = self.seat
        return (seat.is_clerk or seat.is_moderator) and seat.stage is not Stage.DECIDED

    @cached_property
    def shows_consensus(self) -> bool:
        """Whoever reads the sheets, and the moderator from whom their opening is awaited."""
        return self.seat.sees_sheets or (self.may_moderate and self.seat.stage is Stage.SCORING)


def seated_in(membership: Membership, code: str, *, also_deleted: bool = False) -> Seated:
    """Raises Evaluation.DoesNotExist, also for what is another workspace's."""
    evaluation = find_evaluation(membership.workspace, code, also_deleted=also_deleted)
    participant = participant_of(evaluation, membership.user_id)
    return Seated(evaluation, membership, participant, seat_of(evaluation, membership, participant))
