"""Pages of what goes out of a roadmap and comes back, for the list of all pages."""

from __future__ import annotations

from datetime import date

from accounts.domain.roles import Role
from roadmap.models import ActionImport
from roadmap.operations.action_imports import Choices, apply_import
from roadmap.queries.action_imports import plan_import
from tests.browser.pages import Page, World
from tests.factories.reports import make_roadmap_run
from tests.factories.roadmap import make_action, make_roadmap
from tests.factories.tickets import OTHER, make_ticket_import, ticket_row


def _preview(world: World) -> ActionImport:
    """With rows of every kind."""
    roadmap = make_roadmap(world.workspace, title="Checkout 2027")
    first = make_action(roadmap, title="Set a service level objective for the checkout", due_date=date(2026, 12, 1))
    second = make_action(roadmap, title="Rehearse the restore", start_date=date(2026, 11, 9))
    third = make_action(roadmap, title="Name an owner for each service")
    return make_ticket_import(
        roadmap,
        ticket_row(first, key="OPS-11", status="Done", summary="Set service level objectives", due="2026-12-18"),
        ticket_row(second, key="OPS-12", status="Under legal review", assignee="Somebody Else", due="2026-11-02"),
        ticket_row(third, due="03/04/2027"),
        ticket_row(third, label=f"rungs-{OTHER}"),
        "OPS-14,Buy a second load balancer,To Do,,2027-02-28,,High",
    )


def _at(found: ActionImport, world: World) -> str:
    return world.at("action_import_detail", roadmap_code=found.roadmap.code, import_code=found.code)


def _shown_preview(world: World) -> str:
    return _at(_preview(world), world)


def _result(world: World) -> str:
    found = _preview(world)
    plan = plan_import(found)
    seen = {line.action.code: line.action.revision for line in plan.changing[:1] if line.action}
    rows = {line.ticket.row for line in plan.lines}
    return _at(apply_import(found=found, actor=world.owner, choices=Choices({}, "discover", rows, seen)), world)


def _exchange(world: World) -> str:
    """With an import that is done."""
    _result(world)
    return world.at("actions_exchange", roadmap_code=ActionImport.objects.latest("pk").roadmap.code)


def _reports(world: World) -> str:
    roadmap = make_roadmap(world.workspace, title="Checkout 2027")
    make_roadmap_run(roadmap)
    return world.at("roadmap_report_list", roadmap_code=roadmap.code)


def _no_reports(world: World) -> str:
    return world.at("roadmap_report_list", roadmap_code=make_roadmap(world.workspace).code)


def _report(world: World) -> str:
    return make_roadmap_run(make_roadmap(world.workspace, title="Checkout 2027")).get_absolute_url()


EXCHANGE_PAGES = [
    Page("reports of a roadmap", _reports, Role.EDITOR),
    Page("reports of a roadmap, none yet", _no_reports, Role.VIEWER),
    Page("report of a roadmap", _report, Role.OWNER),
    Page("actions in another tracker", _exchange, Role.EDITOR),
    Page("actions in another tracker for a viewer", _exchange, Role.VIEWER),
    Page("what a file of tickets would change", _shown_preview, Role.OWNER),
    Page("what a file of tickets changed", _result, Role.EDITOR),
]
