"""The pages of a roadmap's progress and of its pilots."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from accounts.domain.roles import Role
from roadmap.models import Pilot, Snapshot
from roadmap.operations.handovers import add_handover, tick_handover
from roadmap.operations.pilots import decide_pilot
from tests.browser.pages import Page, World
from tests.factories.assessments import make_assessment, make_milestone
from tests.factories.pilots import make_check_in, make_pilot
from tests.factories.roadmap import fill_roadmap, make_roadmap


def _progress(world: World) -> str:
    """With a forecast, something late of each kind, and a milestone."""
    assessment = make_assessment(world.workspace)
    make_milestone(assessment)
    roadmap = make_roadmap(world.workspace, assessment=assessment)
    fill_roadmap(roadmap, 20)
    today = world.workspace.today
    for week in range(6):
        Snapshot.objects.create(
            roadmap=roadmap,
            day_date=today - timedelta(weeks=6 - week),
            value=90,
            done_value=week * (week + 3),
            figures={"days": [week * 5, 200]},
        )
    for rows in (roadmap.items, roadmap.artifacts):
        rows.filter(pk__in=rows.values("pk")[:2]).update(due_date=today - timedelta(days=3))
    return world.at("roadmap_progress", roadmap_code=roadmap.code)


def _pilot(world: World, **fields: Any) -> Pilot:
    """Of which the second week has no check-in."""
    pilot = make_pilot(make_roadmap(world.workspace), **fields)
    make_check_in(pilot, "99.62", "38", days_ago=15, note="Zones are **drained** by hand.")
    make_check_in(pilot, "99.71", "52.5", days_ago=2, mood="at_risk")
    item = add_handover(pilot=pilot, actor=world.owner, text="Runbook for failover")
    tick_handover(item=item, actor=world.owner, is_done=True)
    add_handover(pilot=pilot, actor=world.owner, text="Dashboard and alerts")
    return pilot


def _stopping_pilot(world: World) -> str:
    pilot = _pilot(world)
    make_check_in(pilot, days_ago=1, mood="stop_rule")
    return pilot.get_absolute_url()


def _of_pilot(url_name: str) -> Callable[[World], str]:
    def reach(world: World) -> str:
        pilot = _pilot(world)
        return world.at(url_name, roadmap_code=pilot.roadmap.code, pilot_code=pilot.code)

    return reach


def _decided_pilot(world: World) -> str:
    pilot = _pilot(world, days_ago=90)
    decide_pilot(
        pilot=pilot,
        actor=world.owner,
        seen=1,
        decision="scale",
        ends={measure.pk: measure.target_value for measure in pilot.measures.all()},
        decision_reason="Both targets are met.",
        decided_date=world.workspace.today,
    )
    return pilot.get_absolute_url()


def _without(url_name: str) -> Callable[[World], str]:
    return lambda world: world.at(url_name, roadmap_code=make_roadmap(world.workspace).code)


PROGRESS_PAGES = [
    Page("progress of a roadmap", _progress, Role.VIEWER),
    Page("progress, nothing to count yet", _without("roadmap_progress"), Role.EDITOR),
    Page("pilots", lambda world: world.at("pilot_list", roadmap_code=_pilot(world).roadmap.code), Role.EDITOR),
    Page("pilots, none yet", _without("pilot_list"), Role.EDITOR),
    Page("planning a pilot", _without("pilot_create"), Role.EDITOR),
    Page("pilot", _of_pilot("pilot_detail"), Role.OWNER),
    Page("pilot whose stop rule applies, for a viewer", _stopping_pilot, Role.VIEWER),
    Page("pilot that was decided", _decided_pilot, Role.EDITOR),
    Page("changing a pilot", _of_pilot("pilot_settings"), Role.EDITOR),
    Page("checking in", _of_pilot("pilot_check_in_create"), Role.CONTRIBUTOR),
    Page("deciding about a pilot", _of_pilot("pilot_decide"), Role.EDITOR),
]
