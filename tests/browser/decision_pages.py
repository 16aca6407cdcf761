"""The decision of an evaluation, its reports and the way into a roadmap; and forms of evaluations and vendors."""

from __future__ import annotations

from collections.abc import Callable

from accounts.domain.roles import Role
from tests.browser.outcome_pages import make_result
from tests.browser.pages import Page, World
from tests.factories.reports import make_evaluation_run
from tests.factories.roadmap import make_roadmap
from tests.factories.vendors import (
    award,
    make_evaluation,
    make_scenario,
    make_vendor_import,
)
from vendors.domain.stages import Stage
from vendors.models import Appraisal, Award, Evaluation, VendorContact

REASONS = "It shows the most.\n\nIt costs more, and a missed settlement would cost more than that."


def make_decided(world: World) -> Evaluation:
    """Awarded on condition of a pilot, with one proposal excluded, one of which nothing is written, and prices."""
    evaluation = make_result(world)
    award(evaluation)
    Evaluation.objects.filter(pk=evaluation.pk).update(stage=Stage.DECIDED.value)
    Award.objects.filter(evaluation=evaluation).update(
        kind="conditional", reasons=REASONS, conditions="A restore is shown.\nTwo architects.", pilot_days=90
    )
    Appraisal.objects.filter(proposal__evaluation=evaluation, proposal__number=4).delete()
    return evaluation


def _result(url_name: str) -> Callable[[World], str]:
    return lambda world: world.at(url_name, evaluation_code=make_result(world).code)


def _decided(url_name: str) -> Callable[[World], str]:
    return lambda world: world.at(url_name, evaluation_code=make_decided(world).code)


def _appraisal(world: World) -> str:
    evaluation = make_result(world)
    return world.at("appraisal_edit", evaluation_code=evaluation.code, proposal_code=evaluation.proposals.all()[0].code)


def _reports(world: World) -> str:
    """The decision report, and a debrief."""
    evaluation = make_decided(world)
    make_evaluation_run(evaluation)
    make_evaluation_run(evaluation, proposal=evaluation.proposals.get(number=2))
    return world.at("evaluation_report_list", evaluation_code=evaluation.code)


def _takeover(world: World) -> str:
    make_roadmap(world.workspace)
    return _decided("evaluation_takeover")(world)


def _evaluations(world: World) -> str:
    make_decided(world)
    make_evaluation(world.workspace, title="Payments platform for 2027")
    return world.at("evaluation_list")


def _draft(url_name: str, **names: str) -> Callable[[World], str]:
    return lambda world: world.at(url_name, evaluation_code=make_evaluation(world.workspace).code, **names)


def _scenario(world: World) -> str:
    evaluation = make_evaluation(world.workspace)
    scenario = make_scenario(evaluation, "CISO")
    return world.at("weights_rename", evaluation_code=evaluation.code, weighting_code=scenario.code)


def _vendor(url_name: str) -> Callable[[World], str]:
    def make(world: World) -> str:
        vendor = make_evaluation(world.workspace).proposals.all()[0].vendor
        contact = VendorContact.objects.create(vendor=vendor, name="Jo Park", email="jo@kestrel.example", role="Sales")
        more = {"contact_code": contact.code} if url_name == "vendor_contact_change" else {}
        return world.at(url_name, vendor_code=vendor.code, **more)

    return make


def _criteria(world: World) -> str:
    evaluation = make_evaluation(world.workspace)
    found = make_vendor_import(evaluation, world.owner, "criteria")
    return world.at("evaluation_import_detail", evaluation_code=evaluation.code, import_code=found.code)


DECISION_PAGES = [
    Page("evaluations", _evaluations, Role.VIEWER),
    Page("evaluations, none yet", lambda world: world.at("evaluation_list"), Role.OWNER),
    Page("new evaluation", lambda world: world.at("evaluation_create"), Role.EDITOR),
    Page("settings of an evaluation", _draft("evaluation_settings"), Role.OWNER),
    Page("form of a group of criteria", _draft("criteria_group", group="fit"), Role.OWNER),
    Page("form of a new criterion", _draft("criteria_add", group="fit"), Role.OWNER),
    Page("form of a scenario", _scenario, Role.OWNER),
    Page("new vendor", lambda world: world.at("vendor_create"), Role.OWNER),
    Page("form of a vendor", _vendor("vendor_settings"), Role.EDITOR),
    Page("form of somebody at a vendor", _vendor("vendor_contact_change"), Role.EDITOR),
    Page("decision to take", _result("award_detail"), Role.OWNER),
    Page("form of the decision", _result("award_edit"), Role.OWNER),
    Page("strengths, weaknesses and risks", _appraisal, Role.OWNER),
    Page("decision", _decided("award_detail"), Role.VIEWER),
    Page("decision that can be taken back", _decided("award_detail"), Role.OWNER),
    Page("evaluation that is decided", _decided("evaluation_detail"), Role.VIEWER),
    Page("reports of a decision", _reports, Role.OWNER),
    Page("reports of a decision, none yet", _decided("evaluation_report_list"), Role.OWNER),
    Page("taking a vendor over into a roadmap", _takeover, Role.OWNER),
    Page("taking a vendor over, without a roadmap", _decided("evaluation_takeover"), Role.OWNER),
    Page("what criteria of a workbook would change", _criteria, Role.OWNER),
]
