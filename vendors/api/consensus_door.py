"""Where scores are settled together: for whoever may read the sheets of others."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from vendors.api.door import EvaluationViewSet
from vendors.forms.consensus import obstacle_said, stage_said
from vendors.models import Criterion
from vendors.operations.consensus import (
    AcceptedError,
    LastCriterionError,
    MovedError,
    NotSettledError,
    ObstacleError,
    StageError,
)
from vendors.queries.settling import OnCriterion, find_criterion, settling_of


class ConsensusDoor(EvaluationViewSet):
    tag = "Consensus"
    refuses = {
        StageError: lambda error: stage_said(error.stage),
        ObstacleError: lambda error: obstacle_said(error.obstacle),
        AcceptedError: _("It is accepted already, or quality is locked: what was found stays as it is."),
        NotSettledError: _(
            "Something is not settled: each proposal needs an agreed score, and a finding at each gate."
        ),
        LastCriterionError: _(
            "It is the last one that is open: accepting it locks quality. Lock it, if you mean that."
        ),
        MovedError: _("What is open is no longer what you saw. Look at it again."),
    }

    def require_reader(self) -> None:
        self.unseal(seen=self.seated.seat.sees_sheets)

    def require_settler(self) -> None:
        """The moderator, whom no conflict keeps from a proposal that is compared; that is asked for last."""
        self.require(may=self.seated.may_moderate)
        self.require_reader()
        self.require(may=self.seated.may_settle)

    def get_criterion(self) -> Criterion:
        return find_criterion(self.evaluation, self.kwargs["criterion"])

    def on_criterion(self, criterion: Criterion) -> OnCriterion:
        """As it is now, as far as it is not sealed."""
        return settling_of(self.evaluation, self.seated.seat, criterion)

    def cap_of(self, criterion: Criterion) -> dict[str, Any]:
        """As what an unverified claim counts at most: rows are shown with what they count."""
        return {"cap": criterion.version.unproven_cap}
