"""The page of a roadmap's progress, as members read it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from accounts.domain.roles import Role
from roadmap.models import ChecklistItem, GatePassing, Roadmap, RoadmapPhase, Snapshot
from tests.factories.accounts import make_member, make_workspace, owner_of
from tests.factories.assessments import make_assessment, make_milestone
from tests.factories.roadmap import fill_roadmap, make_action, make_roadmap
from tests.test_query_budget import queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def roadmap() -> Roadmap:
    return make_roadmap(make_workspace())


def read(roadmap: Roadmap) -> str:
    client = Client()
    client.force_login(make_member(roadmap.workspace, Role.VIEWER))
    answer = client.get(reverse("roadmap_progress", args=[roadmap.workspace.code, roadmap.code]))
    assert answer.status_code == 200
    return answer.content.decode()


def test_without_actions_there_is_an_example_and_no_chart(roadmap: Roadmap) -> None:
    page = read(roadmap)
    assert "No action to be done yet" in page
    assert "Nothing to measure yet" in page
    assert "<svg xmlns" not in page


def test_before_the_fourth_week_it_says_that_it_is_too_early(roadmap: Roadmap) -> None:
    make_action(roadmap)
    today = roadmap.workspace.today
    for weeks in (2, 1):
        Snapshot.objects.create(
            roadmap=roadmap, day_date=today - timedelta(weeks=weeks), value=3, done_value=0, figures={"days": [0, 10]}
        )
    page = read(roadmap)
    assert "0 % of the value is done, nothing overdue" in page
    assert "Too early for a forecast: it needs 4 full weeks of history, and there is 1." in page
    assert "have no due day" in page


def test_what_is_late_is_told_by_name(roadmap: Roadmap) -> None:
    yesterday = roadmap.workspace.today - timedelta(days=1)
    make_action(roadmap, title="Alert on burn rate", due_date=yesterday, owner=owner_of(roadmap.workspace))
    ChecklistItem.objects.filter(roadmap=roadmap, item="DIS-C10").update(due_date=yesterday)
    roadmap.artifacts.filter(kind="pilot-plan").update(due_date=yesterday)
    page = read(roadmap)
    assert "3 overdue" in page
    assert f"/actions/{roadmap.actions.get().code}/" in page
    for text in ("Alert on burn rate", "Plan the pilot", "Pilot plan and result"):
        assert text in page


def test_next_gates_are_those_that_are_late_or_run_out_and_the_first_open_one(roadmap: Roadmap) -> None:
    """The first is passed until yesterday, the third should have been by now, the second is the next one anyway."""
    today = roadmap.workspace.today
    first, second, third, *later = roadmap.phases.all()
    GatePassing.objects.create(
        phase=first,
        passed_at=roadmap.created_at,
        open_count=1,
        reason="The board knows.",
        expires_date=today - timedelta(days=1),
    )
    RoadmapPhase.objects.filter(roadmap=roadmap).update(planned_start_date=None, planned_end_date=None)
    RoadmapPhase.objects.filter(pk=third.pk).update(planned_end_date=today - timedelta(days=2))
    page = read(roadmap)
    assert "0 of 6 gates passed" in page, "that it was good until yesterday is none"
    told = page.split('id="gates"')[1].split("</section>")[0]
    titles = roadmap.questions.phase
    assert titles[first.phase].title in told
    assert "was good until" in told
    assert titles[third.phase].title in told
    assert "planned by" in told
    assert titles[second.phase].title in told
    assert not [row for row in later if titles[row.phase].title in told]


def test_verified_score_of_milestones_stands_beside_it() -> None:
    workspace = make_workspace()
    assessment = make_assessment(workspace)
    make_milestone(assessment, title="Spring")
    page = read(make_roadmap(workspace, assessment=assessment))
    assert "Verified score beside it" in page
    assert "Spring" in page


def test_page_asks_no_more_with_two_hundred_actions(roadmap: Roadmap) -> None:
    client = Client()
    client.force_login(owner_of(roadmap.workspace))
    address = reverse("roadmap_progress", args=[roadmap.workspace.code, roadmap.code])
    today = roadmap.workspace.today
    make_action(roadmap, due_date=today - timedelta(days=1), owner=owner_of(roadmap.workspace))
    fill_roadmap(roadmap, 10)
    few = queries_of(client, address)
    fill_roadmap(roadmap, 190)
    Snapshot.objects.bulk_create(
        Snapshot(
            roadmap=roadmap, day_date=today - timedelta(weeks=week), value=9, done_value=0, figures={"days": [0, 9]}
        )
        for week in range(1, 53)
    )
    roadmap.items.update(due_date=today - timedelta(days=1))
    roadmap.artifacts.update(due_date=today - timedelta(days=1))
    assert queries_of(client, address) == few <= 15
