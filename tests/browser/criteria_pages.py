"""The criteria of an evaluation, their versions, its opening and its first page."""

from __future__ import annotations

from collections.abc import Callable

from accounts.domain.roles import Role
from tests.browser.pages import Page, World
from tests.factories.accounts import owner_of
from tests.factories.vendors import add_evaluator, make_evaluation
from vendors.domain.stages import Stage
from vendors.models import Criterion, ModelVersion
from vendors.operations.evaluations import create_evaluation
from vendors.operations.versions import begin_change


def _at(url_name: str, stage: Stage = Stage.DRAFT, **more: str) -> Callable[[World], str]:
    return lambda world: world.at(url_name, evaluation_code=make_evaluation(world.workspace, stage=stage).code, **more)


def _faulty(url_name: str) -> Callable[[World], str]:
    """Something to mend, and a criterion that does not apply."""

    def make(world: World) -> str:
        evaluation = make_evaluation(world.workspace, evaluators=0, proposals=1)
        rows = Criterion.objects.filter(version__evaluation=evaluation)
        rows.filter(key="F-1").update(anchors=["Nothing", "", "", "", "", "All"])
        rows.filter(key="S-2").update(is_applicable=False, not_applicable_reason="We have no such thing.")
        return world.at(url_name, evaluation_code=evaluation.code)

    return make


def _scratch(world: World) -> str:
    evaluation = create_evaluation(workspace=world.workspace, actor=owner_of(world.workspace), title="From scratch")
    return world.at("criteria_detail", evaluation_code=evaluation.code)


def _changed(*, is_proposed: bool) -> Callable[[World], str]:
    def make(world: World) -> str:
        evaluation = make_evaluation(world.workspace, stage=Stage.LOCKED)
        version = begin_change(evaluation=evaluation, actor=owner_of(world.workspace))
        Criterion.objects.filter(version=version, key="F-1").update(question="How, exactly?")
        if is_proposed:
            changes = {"state": "proposed", "reason": "It was unclear.", "proposed_by": owner_of(world.workspace)}
            ModelVersion.objects.filter(pk=version.pk).update(**changes)
        return world.at("version_detail", evaluation_code=evaluation.code, number=str(version.number))

    return make


def _scoring(world: World) -> str:
    evaluation = make_evaluation(world.workspace, stage=Stage.SCORING)
    add_evaluator(evaluation, world.people[Role.CONTRIBUTOR])
    return world.at("evaluation_detail", evaluation_code=evaluation.code)


CRITERIA_PAGES = [
    Page("criteria being written", _faulty("criteria_detail"), Role.OWNER),
    Page("criteria from scratch", _scratch, Role.OWNER),
    Page("criteria that are locked", _at("criteria_detail", Stage.LOCKED), Role.VIEWER),
    Page("form of a criterion", _at("criteria_change", criterion="F-1"), Role.OWNER),
    Page("form of a gate", _at("criteria_gate", gate="G-1"), Role.OWNER),
    Page("form of the scale", _at("criteria_scale"), Role.OWNER),
    Page("opening that something keeps", _faulty("evaluation_open"), Role.OWNER),
    Page("opening", _at("evaluation_open"), Role.OWNER),
    Page("version being written", _changed(is_proposed=False), Role.OWNER),
    Page("version that waits for one", _changed(is_proposed=True), Role.EDITOR),
    Page("evaluation in preparation", _faulty("evaluation_detail"), Role.OWNER),
    Page("evaluation for an evaluator", _scoring, Role.CONTRIBUTOR),
    Page("evaluation with a result", _at("evaluation_detail", Stage.LOCKED), Role.VIEWER),
]
