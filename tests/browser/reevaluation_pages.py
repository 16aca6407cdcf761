"""Evaluating again, what became of each vendor, and a workbook that is read in."""

from __future__ import annotations

from accounts.domain.roles import Role
from tests.browser.pages import Page, World
from tests.factories.vendors import make_evaluation, make_following, make_vendor_import
from vendors.domain.stages import Stage
from vendors.models import AgreedScore, Criterion, GateFinding


def _decided(world: World) -> str:
    return make_evaluation(world.workspace, stage=Stage.DECIDED).code


def _changed(world: World) -> str:
    """Seven scores moved, a gate is missed and a criterion says something else."""
    again = make_following(make_evaluation(world.workspace, stage=Stage.DECIDED), Stage.LOCKED)
    one, two = again.proposals.order_by("number")
    AgreedScore.objects.filter(proposal=one).update(level=5)
    AgreedScore.objects.filter(proposal=two).exclude(criterion="F-1").update(level=1)
    GateFinding.objects.filter(proposal=two).update(is_met=False)
    Criterion.objects.filter(version__evaluation=again, key="S-2").update(title="Said otherwise")
    return world.at("change_detail", evaluation_code=again.code)


def _preview(world: World) -> str:
    """A new vendor, and a row that cannot be read."""
    evaluation = make_evaluation(world.workspace)
    rows = [[1, ["Vendor", "Website"]], [2, ["Kestrel Cloud", "kestrel.example"]], [3, ["Broken Ltd", "no address"]]]
    found = make_vendor_import(evaluation, world.owner, rows=rows, mapping={"name": 0, "website": 1})
    return world.at("evaluation_import_detail", evaluation_code=evaluation.code, import_code=found.code)


REEVALUATION_PAGES = [
    Page("evaluating again", lambda world: world.at("evaluation_again", evaluation_code=_decided(world)), Role.OWNER),
    Page("change of each vendor", _changed, Role.VIEWER),
    Page(
        "workbook to read in",
        lambda world: world.at("evaluation_import_list", evaluation_code=make_evaluation(world.workspace).code),
        Role.OWNER,
    ),
    Page("what a workbook would change", _preview, Role.OWNER),
]
