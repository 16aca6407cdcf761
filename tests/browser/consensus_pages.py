"""Settling scores: before they are opened, the agenda, a criterion, a dissent, gates and the lock."""

from __future__ import annotations

from collections.abc import Callable

from accounts.domain.roles import Role
from tests.browser.pages import Page, World
from tests.factories.vendors import add_evaluator, bring_to, make_evaluation, score_all
from vendors.domain.stages import Stage
from vendors.models import AgreedScore, Dissent, Evaluation, GateFinding, Score


def make_consensus(world: World, stage: Stage = Stage.CONSENSUS) -> Evaluation:
    """The contributor and another handed in; they are far apart on S-1 of the first proposal."""
    evaluation = make_evaluation(world.workspace, proposals=3, evaluators=1)
    mine = add_evaluator(evaluation, world.people[Role.CONTRIBUTOR])
    bring_to(evaluation, Stage.SCORING)
    for participant in evaluation.participants.all():
        score_all(participant)
    bring_to(evaluation, stage)
    first = evaluation.proposals.order_by("number")[0]
    Score.objects.filter(proposal=first, participant=mine, criterion="S-1").update(level=5)
    return evaluation


def _at(url_name: str, stage: Stage = Stage.CONSENSUS, **names: str) -> Callable[[World], str]:
    return lambda world: world.at(url_name, evaluation_code=make_consensus(world, stage).code, **names)


def _dissented(url_name: str) -> Callable[[World], str]:
    """On F-1, from what is agreed on the first proposal."""

    def make(world: World) -> str:
        evaluation = make_consensus(world, Stage.LOCKED)
        agreed = AgreedScore.objects.filter(proposal__evaluation=evaluation, criterion="F-1").order_by("pk")[0]
        mine = evaluation.participants.get(user=world.people[Role.CONTRIBUTOR])
        Dissent.objects.create(agreed=agreed, participant=mine, text="Two of the runbooks were older than a year.")
        more = {"proposal_code": agreed.proposal.code} if url_name == "consensus_dissent" else {}
        return world.at(url_name, evaluation_code=evaluation.code, criterion="F-1", **more)

    return make


def _missed(url_name: str) -> Callable[[World], str]:
    """A gate that the first proposal misses, with a waiver, and the second without one."""

    def make(world: World) -> str:
        evaluation = make_consensus(world)
        one, two, _three = evaluation.proposals.order_by("number")
        waiver = {"waiver_reason": "The audit is in May.", "waiver_expires_date": world.workspace.today}
        GateFinding.objects.create(proposal=one, gate="G-1", is_met=False, waived_by=world.owner, **waiver)
        GateFinding.objects.create(proposal=two, gate="G-1", is_met=False, note="There is none.")
        more = {"gate": "G-1", "proposal_code": one.code} if url_name == "consensus_finding" else {}
        return world.at(url_name, evaluation_code=evaluation.code, **more)

    return make


CONSENSUS_PAGES = [
    Page("before scores are opened", _at("consensus_detail", Stage.SCORING), Role.OWNER),
    Page("agenda of the consensus", _at("consensus_detail"), Role.OWNER),
    Page("consensus that is locked", _at("consensus_detail", Stage.LOCKED), Role.VIEWER),
    Page("criterion to settle", _at("consensus_criterion", criterion="S-1"), Role.OWNER),
    Page("criterion with a dissent", _dissented("consensus_criterion"), Role.CONTRIBUTOR),
    Page("dissent", _dissented("consensus_dissent"), Role.CONTRIBUTOR),
    Page("gates", _missed("consensus_gates"), Role.OWNER),
    Page("gate with a waiver", _missed("consensus_finding"), Role.OWNER),
    Page("locking quality too early", _missed("consensus_lock"), Role.OWNER),
]
