"""The weights of an evaluation, by each method, and its scenarios."""

from __future__ import annotations

from collections.abc import Callable

from accounts.domain.roles import Role
from tests.browser.pages import Page, World
from tests.factories.vendors import make_evaluation, make_scenario
from vendors.domain.stages import Stage
from vendors.models import Criterion
from vendors.queries.versions import version_in_force


def _at(asked: str = "", stage: Stage = Stage.DRAFT) -> Callable[[World], str]:
    def make(world: World) -> str:
        evaluation = make_evaluation(world.workspace, stage=stage)
        make_scenario(evaluation, "CISO", points={"": {"safe": "1"}, "safe": {"S-2": "1"}})
        return world.at("weights_detail", evaluation_code=evaluation.code) + asked

    return make


def _contradictory(world: World) -> str:
    """Three criteria compared in a circle, and two pairs that are not compared yet."""
    evaluation = make_evaluation(world.workspace)
    version = version_in_force(evaluation)
    group = version.groups.get(key="safe")
    Criterion.objects.create(version=version, group=group, key="S-3", title="Criterion S-3")
    circle = [["S-1", "S-2", "3"], ["S-2", "S-3", "3"], ["S-1", "S-3", "1/3"]]
    version.weightings.update(method="pairwise", judgements={"pairwise": {"safe": circle}})
    return world.at("weights_detail", evaluation_code=evaluation.code)


def _new(world: World) -> str:
    return world.at("weights_add", evaluation_code=make_evaluation(world.workspace).code)


WEIGHT_PAGES = [
    Page("weights by points", _at(), Role.OWNER),
    Page("weights by rank order", _at("?by=rank"), Role.OWNER),
    Page("weights by pairs that contradict", _contradictory, Role.OWNER),
    Page("weights with a ranking", _at(stage=Stage.LOCKED), Role.VIEWER),
    Page("new scenario", _new, Role.OWNER),
]
