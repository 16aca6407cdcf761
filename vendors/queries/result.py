"""The result of an evaluation, for one person: the numbers, and the rows that stand behind them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.utils import timezone

from vendors.domain.outcome import Outcome, Thresholds, kept
from vendors.domain.seal import Seat
from vendors.domain.sheets import Sheets
from vendors.domain.stages import Stage
from vendors.models import Award, Evaluation, ModelVersion, Proposal
from vendors.queries.agreed import agreed_of
from vendors.queries.findings import checks_of
from vendors.queries.names import name_of
from vendors.queries.prices import anchor_of, costs_of, terms_of
from vendors.queries.sheets import named_sheets_of
from vendors.queries.versions import locked_versions, model_of, scenarios_of


@dataclass(frozen=True)
class Result:
    """`outcome` has the numbers; the codes in it are those of `proposals`, `names` and `people`, the evaluators whose
    sheets the person may see.

    `versions` are the locked ones, the one in force last. `shown_sheets` are all that the person may see; those in the
    outcome are empty where they are not all, since a number made of a part of them would be another one.
    """

    evaluation: Evaluation
    outcome: Outcome
    versions: Sequence[ModelVersion]
    proposals: Mapping[str, Proposal]
    names: Mapping[str, str]
    people: Mapping[str, str]
    shown_sheets: Sheets

    @property
    def version(self) -> ModelVersion:
        return self.versions[-1]

    @property
    def is_provisional(self) -> bool:
        """Before quality is locked."""
        return self.outcome.is_provisional


def result_of(evaluation: Evaluation, seat: Seat) -> Result | None:
    """None while it is sealed for the person. Waivers must hold today, or on the day of the decision once it fell.

    Totals and ranks of what is agreed are the same for everybody; sheets of a part of the proposals make no number.
    """
    if not seat.sees_result:
        return None
    versions = locked_versions(evaluation)
    proposals = _proposals_of(evaluation, seat)
    shown, people = named_sheets_of(evaluation, seat)
    outcome = Outcome(
        model=model_of(versions[-1]),
        vendors=list(proposals),
        agreed=agreed_of(evaluation, seat),
        checks=checks_of(evaluation, seat),
        on=day_of(evaluation),
        sheets={} if any(seat.is_kept_from_scores(each.pk) for each in proposals.values()) else shown,
        is_provisional=not evaluation.at.is_from(Stage.LOCKED),
        costs=costs_of(proposals.values(), terms_of(evaluation)) if seat.sees_prices else {},
        anchor=anchor_of(evaluation) if seat.sees_prices else None,
        scenarios={name: model for name, model in scenarios_of(versions[-1]).items() if model},
        earlier={version.number: model_of(version) for version in versions[:-1]},
        thresholds=thresholds_of(evaluation),
        seed=evaluation.seed,
    )
    return Result(
        evaluation=evaluation,
        outcome=kept(outcome),
        versions=versions,
        proposals=proposals,
        names={code: name_of(proposal, seat) for code, proposal in proposals.items()},
        people=people,
        shown_sheets=shown,
    )


def thresholds_of(evaluation: Evaluation) -> Thresholds:
    return Thresholds(
        robust_from=Fraction(evaluation.robust_percent, 100),
        leaning_from=Fraction(evaluation.leaning_percent, 100),
        low_price_below=Fraction(evaluation.low_price_percent, 100),
        enough_evaluators=evaluation.fewest_evaluators,
    )


def day_of(evaluation: Evaluation) -> date:
    """A decision stands as it fell: a waiver that lapses later takes nothing from it."""
    if evaluation.at is not Stage.DECIDED:
        return evaluation.workspace.today
    decided = Award.objects.filter(evaluation=evaluation).values_list("decided_at", flat=True).first()
    return timezone.localdate(decided, evaluation.workspace.zone) if decided else evaluation.workspace.today


def _proposals_of(evaluation: Evaluation, seat: Seat) -> dict[str, Proposal]:
    related = ("vendor", "offer") if seat.sees_prices else ("vendor",)
    rows = Proposal.objects.filter(evaluation=evaluation).standing().select_related(*related)
    found = {proposal.code: proposal for proposal in rows.order_by("number")}
    for proposal in found.values():
        proposal.evaluation = evaluation
    return found
