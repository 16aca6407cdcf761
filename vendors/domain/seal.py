"""Who may see what of an evaluation, and from when on: the one place that decides it.

The seal binds every role, the owner of the workspace included. What is sealed does not exist for whoever may not see
it: pages answer 404, lists leave it out, and no number, count or order of anything else depends on it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from vendors.domain.stages import Stage


@dataclass(frozen=True, slots=True)
class Seat:
    """What a member of the workspace is in one evaluation, and what that lets them see.

    `conflicts` and `cleared` are the keys of the proposals for which they, as an evaluator, declared a conflict of
    interest or that they have none. A program, whose token any owner can hold, whatever else they are in it, reads what
    is sealed from anybody after the decision only, and never what is sealed from an owner for good: `is_held_by_idle`.
    """

    stage: Stage
    are_names_hidden: bool
    is_moderator: bool = False
    is_clerk: bool = False
    is_evaluator: bool = False
    is_program: bool = False
    is_held_by_idle: bool = False
    has_submitted: bool = False
    conflicts: frozenset[int] = field(default=frozenset())
    cleared: frozenset[int] = field(default=frozenset())

    def _is_from(self, stage: Stage) -> bool:
        return self.stage.is_from(Stage.DECIDED if self.is_program else stage)

    def is_kept_from(self, proposal: int) -> bool:
        """Whether a declared conflict keeps the person from it: until the decision, whatever else they are."""
        return proposal in self.conflicts and not self._is_from(Stage.DECIDED)

    @property
    def reads_only_cleared(self) -> bool:
        """Whether an evaluator still has to say of each vendor that there is no conflict, before they read a score."""
        return self.is_evaluator and not self._is_from(Stage.LOCKED)

    def is_kept_from_scores(self, proposal: int) -> bool:
        """Whether what others gave it, and what is settled of it, does not exist for the person: for a conflict, or
        since nothing was declared of it, as of one that came after they handed in."""
        return self.is_kept_from(proposal) or (self.reads_only_cleared and proposal not in self.cleared)

    @property
    def sees_names(self) -> bool:
        """Which vendor a proposal is from. An evaluator learns hidden names when quality is locked."""
        is_blind = (self.is_evaluator or self.is_program) and self.are_names_hidden and not self.is_moderator
        return self._is_from(Stage.LOCKED) or not is_blind

    def sees_proposal(self, proposal: int) -> bool:
        """What the vendor wrote and sent, apart from its price. The moderator sees what there is to hand out."""
        if self.is_kept_from(proposal):
            return False
        if self.is_moderator or self._is_from(Stage.LOCKED):
            return True
        return self.is_evaluator and self._is_from(Stage.SCORING) and proposal in self.cleared

    def scores(self, proposal: int) -> bool:
        """Whether they may fill in their own sheet for it now."""
        return (
            self.is_evaluator
            and self.stage is Stage.SCORING
            and not self.has_submitted
            and proposal in self.cleared
            and proposal not in self.conflicts
        )

    @property
    def sees_sheets(self) -> bool:
        """The scores of each evaluator by name. Who is asked to score sees them only after handing in their own: not
        through a program either, so that none sees them where an owner has not."""
        if self.is_held_by_idle:
            return False
        if self.is_evaluator:
            return self.has_submitted and self._is_from(Stage.CONSENSUS)
        return self._is_from(Stage.LOCKED) or (self.is_moderator and self._is_from(Stage.CONSENSUS))

    @property
    def sees_result(self) -> bool:
        """Totals, ranks and what was agreed: provisional before quality is locked."""
        return self._is_from(Stage.LOCKED) or self.sees_sheets

    @property
    def sees_prices(self) -> bool:
        """Nobody but the price clerk before quality is locked."""
        return self.is_clerk or self._is_from(Stage.LOCKED)

    @property
    def sees_declarations(self) -> bool:
        """Who declared a conflict with which vendor, and what it is. One's own are read all the time."""
        return self.is_moderator or self._is_from(Stage.LOCKED)

    @property
    def sees_decision(self) -> bool:
        """What is said of each proposal, but for those that a conflict keeps one from, and later the decision."""
        return self._is_from(Stage.LOCKED)

    @property
    def sees_reports(self) -> bool:
        """They quote the scores of each evaluator, and tell of a decision that holds."""
        return self._is_from(Stage.DECIDED) and self.sees_sheets
