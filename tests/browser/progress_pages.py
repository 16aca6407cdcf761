"""The pages of a roadmap's progress and of its pilots."""

from __future__ import annotations

from datetime import timedelta

from accounts.domain.roles import Role
from roadmap.models import Snapshot
from tests.browser.pages import Page, World
from tests.factories.assessments import make_assessment, make_milestone
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


PROGRESS_PAGES = [
    Page("progress of a roadmap", _progress, Role.VIEWER),
    Page(
        "progress, nothing to count yet",
        lambda world: world.at("roadmap_progress", roadmap_code=make_roadmap(world.workspace).code),
        Role.EDITOR,
    ),
]
