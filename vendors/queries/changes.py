"""An evaluation and the one before it, side by side: what became of each vendor."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import prefetch_related_objects

from vendors.domain.changes import ModelChange, VendorChange, model_change, vendor_change
from vendors.domain.cost import Cost
from vendors.domain.gates import Check
from vendors.domain.model import CriteriaModel
from vendors.domain.scoring import Score, Total, ranking, total
from vendors.domain.seal import Seat
from vendors.domain.stages import Proof, Stage, VersionState
from vendors.models import AgreedScore, Evaluation, GateFinding, ModelVersion, Proposal
from vendors.queries.findings import check_of
from vendors.queries.prices import costs_of, terms_of
from vendors.queries.result import day_of
from vendors.queries.versions import model_of


@dataclass(frozen=True)
class Side:
    """One of the two; everything is by the key of the vendor, whatever its proposal was called."""

    evaluation: Evaluation
    model: CriteriaModel
    proposals: Mapping[int, Proposal]
    totals: Mapping[int, Total]
    ranks: Mapping[int, int | None]
    costs: Mapping[int, Cost]


@dataclass(frozen=True)
class Change:
    """`vendors` are those that took part both times, by their keys and the largest gain first; then those without a
    change that could be told. `added` and `gone` took part once."""

    before: Side
    after: Side
    model: ModelChange
    vendors: Mapping[int, VendorChange]
    added: Sequence[Proposal] = field(default=())
    gone: Sequence[Proposal] = field(default=())

    @property
    def has_same_currency(self) -> bool:
        return self.before.evaluation.currency == self.after.evaluation.currency


def previous_of(evaluation: Evaluation) -> Evaluation | None:
    """That it was begun again from; None where there is none, or it was deleted."""
    found = evaluation.previous
    if found is None or found.deleted_at is not None:
        return None
    found.workspace = evaluation.workspace
    return found


def may_be_compared(evaluation: Evaluation, seat: Seat) -> bool:
    """Whether the person may see what became of each vendor: final results alone are compared, and both are open."""
    previous = previous_of(evaluation) if seat.sees_result and evaluation.at.is_from(Stage.LOCKED) else None
    return previous is not None and previous.at.is_from(Stage.LOCKED)


def change_of(evaluation: Evaluation, seat: Seat) -> Change | None:
    """None while one of the two results is sealed for the person. From the lock of quality on both are every member's,
    their prices too: see `vendors.domain.seal`."""
    previous = previous_of(evaluation)
    if previous is None or not may_be_compared(evaluation, seat):
        return None
    before, after = _sides(previous, evaluation)
    of_model = model_change(before.model, after.model)
    both = [vendor for vendor in after.proposals if vendor in before.proposals]
    changes = {vendor: vendor_change(before.totals[vendor], after.totals[vendor], of_model) for vendor in both}
    return Change(
        before=before,
        after=after,
        model=of_model,
        vendors=dict(sorted(changes.items(), key=lambda each: (each[1].total is None, -(each[1].total or 0)))),
        added=[each for vendor, each in after.proposals.items() if vendor not in before.proposals],
        gone=[each for vendor, each in before.proposals.items() if vendor not in after.proposals],
    )


def _sides(*evaluations: Evaluation) -> list[Side]:
    """All of them with the queries of one."""
    keys = [each.pk for each in evaluations]
    models = _models(keys)
    proposals: dict[int, list[Proposal]] = {key: [] for key in keys}
    standing = Proposal.objects.filter(evaluation__in=keys).standing().select_related("vendor", "offer")
    for proposal in standing.order_by("number"):
        proposals[proposal.evaluation_id].append(proposal)
    scores, checks = _scores(keys), _checks(keys)
    return [_side(each, models[each.pk], proposals[each.pk], scores, checks) for each in evaluations]


def _side(
    evaluation: Evaluation,
    model: CriteriaModel,
    proposals: Sequence[Proposal],
    scores: Mapping[int, Mapping[str, Score]],
    checks: Mapping[int, Mapping[str, Check]],
) -> Side:
    on = day_of(evaluation)
    totals = {each.code: total(model, scores.get(each.pk, {}), checks.get(each.pk, {}), on=on) for each in proposals}
    ranks, costs = ranking(totals), costs_of(proposals, terms_of(evaluation))
    return Side(
        evaluation=evaluation,
        model=model,
        proposals={each.vendor_id: each for each in proposals},
        totals={each.vendor_id: totals[each.code] for each in proposals},
        ranks={each.vendor_id: ranks[each.code] for each in proposals},
        costs={each.vendor_id: costs[each.code] for each in proposals if each.code in costs},
    )


def _models(evaluations: Sequence[int]) -> dict[int, CriteriaModel]:
    """Of the version in force of each."""
    locked = ModelVersion.objects.filter(state=VersionState.LOCKED.value, evaluation__in=evaluations)
    newest = {version.evaluation_id: version for version in locked.order_by("number")}
    prefetch_related_objects(list(newest.values()), "groups__criteria", "gates", "weightings")
    return {key: model_of(version) for key, version in newest.items()}


def _scores(evaluations: Sequence[int]) -> dict[int, dict[str, Score]]:
    found: dict[int, dict[str, Score]] = {}
    rows = AgreedScore.objects.filter(proposal__evaluation__in=evaluations)
    for proposal, criterion, level, proof in rows.values_list("proposal", "criterion", "level", "proof"):
        found.setdefault(proposal, {})[criterion] = Score(level, proof == Proof.VERIFIED)
    return found


def _checks(evaluations: Sequence[int]) -> dict[int, dict[str, Check]]:
    found: dict[int, dict[str, Check]] = {}
    for row in GateFinding.objects.filter(proposal__evaluation__in=evaluations).select_related("waived_by"):
        found.setdefault(row.proposal_id, {})[row.gate] = check_of(row)
    return found
