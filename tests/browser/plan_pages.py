"""Pages of plans, calendars and one's own work, for the list of pages that a browser test looks at."""

from __future__ import annotations

from datetime import date, timedelta

from accounts.domain.roles import Role
from accounts.models import User
from roadmap.models import Roadmap
from roadmap.operations.calendars import make_feed
from tests.browser.pages import Page, World
from tests.factories.pilots import make_pilot
from tests.factories.roadmap import fill_roadmap, make_action, make_roadmap

YEAR = "?capacity=10&start=2026-10-01&horizon=2027-06-30"


def _plan(world: World) -> str:
    """With what fits, what does not for each reason, what comes first and what was left out."""
    roadmap = make_roadmap(world.workspace, title="Billing platform 2027")
    needed = make_action(roadmap, title="Split the ledger", due_date=date(2026, 10, 20), owner=world.owner)
    large = make_action(roadmap, title="Move everything to another region", effort_days=900)
    first = make_action(roadmap, title="Practise a restore", effort_days=3, start_date=date(2026, 10, 2))
    make_action(roadmap, title="Canary releases", needs=[needed])
    make_action(roadmap, title="Rehearse the loss of a region", needs=[large])
    aside = make_action(roadmap, title="Shadow traffic")
    make_action(roadmap, title="Compare both ledgers", needs=[aside])
    return world.at("plan_detail", roadmap_code=roadmap.code) + f"{YEAR}&first={first.code}&without={aside.code}"


def _empty_plan(world: World) -> str:
    return world.at("plan_detail", roadmap_code=make_roadmap(world.workspace).code)


def _wrong_plan(world: World) -> str:
    return _empty_plan(world) + "?capacity=none&horizon=2020-01-01"


def _calendars(world: World) -> str:
    roadmap = make_roadmap(world.workspace, title="Billing platform 2027")
    for each in (roadmap, None):
        make_feed(workspace=world.workspace, user=world.people[Role.VIEWER], roadmap=each)
    return world.at("calendar_list")


def _work(world: World) -> str:
    """Of the owner, in two workspaces: something late, soon, later and without a day, and something that waits."""
    _some_of(world.owner, make_roadmap(world.workspace, title="Billing platform 2027"))
    other = world.owner.memberships.exclude(workspace=world.workspace).get().workspace
    make_action(make_roadmap(other, title="Ledger"), owner=world.owner)
    return "/my-work/"


def _some_of(owner: User, roadmap: Roadmap) -> None:
    fill_roadmap(roadmap, 12)
    today = roadmap.workspace.today
    for days in (-3, 2, 30):
        make_action(roadmap, owner=owner, due_date=today + timedelta(days=days))
    make_action(roadmap, owner=owner, needs=[make_action(roadmap, title="The one before")])
    roadmap.items.filter(checklist="discover").update(owner=owner, due_date=today)
    make_pilot(roadmap, owner=owner)


PLAN_PAGES = [
    Page("plan", _plan, Role.EDITOR),
    Page("plan for a viewer", _plan, Role.VIEWER),
    Page("plan of nothing", _empty_plan, Role.EDITOR),
    Page("plan asked for wrongly", _wrong_plan, Role.EDITOR, status=422),
    Page("addresses for calendars", _calendars, Role.VIEWER),
    Page("one's own work", _work, Role.OWNER),
    Page("one's own work, none yet", "/my-work/", Role.VIEWER),
]
