"""Prices and the result of an evaluation."""

from __future__ import annotations

from collections.abc import Callable

from accounts.domain.roles import Role
from tests.browser.pages import Page, World
from tests.factories.vendors import add_clerk, make_evaluation
from vendors.domain.stages import Stage
from vendors.models import AgreedScore, Evaluation, GateFinding, Offer, Vendor, Weighting

NAMES = ("Aurora Managed", "Kestrel Cloud", "Northgate SRE", "In-house build")
LEVELS = ((4, 3, 4, 2), (3, 4, 4, 3), (4, 4, 3, 3), (2, 2, 5, 1))


def make_result(world: World) -> Evaluation:
    """Four proposals, one of them excluded, two close to each other; one claim, one named set of weights, prices."""
    evaluation = make_evaluation(world.workspace, stage=Stage.LOCKED, proposals=4, evaluators=3)
    for proposal, name, levels in zip(evaluation.proposals.order_by("number"), NAMES, LEVELS, strict=True):
        Vendor.objects.filter(pk=proposal.vendor_id).update(name=name)
        for criterion, level in zip(("F-1", "F-2", "S-1", "S-2"), levels, strict=True):
            AgreedScore.objects.filter(proposal=proposal, criterion=criterion).update(level=level)
    AgreedScore.objects.filter(proposal__number=4, criterion="S-1").update(proof="claimed")
    GateFinding.objects.filter(proposal__number=3).update(is_met=False)
    Offer.objects.filter(proposal__number=2).update(one_off=400_000)
    version = evaluation.versions.get()
    judgements = version.weightings.get().judgements
    judgements["points"][""] = {"fit": "10", "safe": "90"}
    Weighting.objects.create(version=version, name="CISO", judgements=judgements)
    Evaluation.objects.filter(pk=evaluation.pk).update(budget=100_000, ceiling=900_000, price_percent=30)
    return evaluation


def _result(url_name: str, query: str = "") -> Callable[[World], str]:
    return lambda world: world.at(url_name, evaluation_code=make_result(world).code) + query


def _price(url_name: str) -> Callable[[World], str]:
    def make(world: World) -> str:
        evaluation = make_result(world)
        return world.at(url_name, evaluation_code=evaluation.code, proposal_code=evaluation.proposals.all()[0].code)

    return make


def _sealed(world: World) -> str:
    evaluation = make_evaluation(world.workspace, stage=Stage.SCORING)
    add_clerk(evaluation, world.people[Role.CONTRIBUTOR])
    return world.at("price_list", evaluation_code=evaluation.code)


def _provisional(world: World) -> str:
    return world.at("outcome_detail", evaluation_code=make_evaluation(world.workspace, stage=Stage.CONSENSUS).code)


OUTCOME_PAGES = [
    Page("result of an evaluation", _result("outcome_detail"), Role.VIEWER),
    Page("result with other weights", _result("outcome_detail", "?w-F-1=90&mode=free"), Role.VIEWER),
    Page("result with a weight that is none", _result("outcome_detail", "?w-F-1=much"), Role.VIEWER, status=422),
    Page("provisional result", _provisional, Role.OWNER),
    Page("prices", _result("price_list"), Role.OWNER),
    Page("prices while they are sealed", _sealed, Role.CONTRIBUTOR),
    Page("price of a proposal", _price("price_detail"), Role.VIEWER),
    Page("entering a price", _price("price_edit"), Role.OWNER),
    Page("terms of the prices", _result("price_terms"), Role.OWNER),
]
