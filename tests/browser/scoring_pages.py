"""The people of an evaluation, their declarations, and the sheets that they score on."""

from __future__ import annotations

from collections.abc import Callable

from accounts.domain.roles import Role
from tests.browser.pages import Page, World
from tests.factories.vendors import add_clerk, add_evaluator, bring_to, declare, make_evaluation, score_all
from vendors.domain.stages import Part, Stage
from vendors.models import Evaluation, Participant, ProposalAnswer, Score


def _evaluation(world: World, stage: Stage = Stage.SCORING) -> Evaluation:
    """The contributor has scored half of it, the editor handed in and has a conflict; one person has yet to join."""
    evaluation = make_evaluation(world.workspace, proposals=3, evaluators=0, are_names_hidden=True)
    ProposalAnswer.objects.update(text="We run it in two regions, and restore it from its archive every quarter. " * 4)
    half, done = (add_evaluator(evaluation, world.people[role]) for role in (Role.CONTRIBUTOR, Role.EDITOR))
    add_clerk(evaluation, world.people[Role.VIEWER])
    declare(done, evaluation.proposals.all()[0], "I worked there until June.")
    bring_to(evaluation, stage)
    for each in (half, done):
        score_all(each)
    Participant.objects.filter(pk=half.pk).update(submitted_at=None)
    Score.objects.filter(participant=half, criterion="F-2").update(proof="claimed", confidence="low")
    Score.objects.filter(participant=half, criterion="F-1", proposal__number=2).update(rationale="")
    Score.objects.filter(participant=half, criterion="S-2").delete()
    Participant.objects.create(evaluation=evaluation, email="new@example.com", part=Part.EVALUATOR.value)
    return evaluation


def _at(url_name: str, query: str = "", stage: Stage = Stage.SCORING) -> Callable[[World], str]:
    return lambda world: world.at(url_name, evaluation_code=_evaluation(world, stage).code) + query


def _draft(url_name: str) -> Callable[[World], str]:
    def make(world: World) -> str:
        evaluation = make_evaluation(world.workspace, evaluators=0, are_names_hidden=True)
        add_evaluator(evaluation, world.people[Role.CONTRIBUTOR])
        return world.at(url_name, evaluation_code=evaluation.code)

    return make


SCORING_PAGES = [
    Page("people of an evaluation", _at("participant_list"), Role.OWNER),
    Page("people of an evaluation for the price clerk", _at("participant_list"), Role.VIEWER),
    Page("asking somebody into an evaluation", _at("participant_create"), Role.OWNER),
    Page("declaration to make", _draft("declaration_list"), Role.CONTRIBUTOR),
    Page("declaration with a conflict", _at("declaration_list"), Role.EDITOR),
    Page("sheet by criterion", _at("sheet_detail", "?section=F-2"), Role.CONTRIBUTOR),
    Page("sheet by vendor", _at("sheet_detail", "?by=vendor"), Role.CONTRIBUTOR),
    Page("sheet that was handed in", _at("sheet_detail"), Role.EDITOR),
    Page("sheet before scoring", _draft("sheet_detail"), Role.CONTRIBUTOR),
    Page("handing in what is not complete", _at("sheet_submit"), Role.CONTRIBUTOR),
]
