"""The overview and the progress of a roadmap count by themselves, what each needs, and say the same."""

from datetime import timedelta

import pytest
from django.utils import timezone

from roadmap.models import Roadmap
from roadmap.queries import progress, standing
from tests.factories.accounts import make_workspace
from tests.factories.roadmap import fill_roadmap, make_roadmap

pytestmark = pytest.mark.django_db


def test_overview_and_progress_say_the_same() -> None:
    roadmap = make_roadmap(make_workspace())
    today = roadmap.workspace.today
    Roadmap.objects.filter(pk=roadmap.pk).update(start_date=today - timedelta(days=100))
    roadmap.refresh_from_db()
    fill_roadmap(roadmap, 60)
    roadmap.items.filter(checklist="discover").update(due_date=today - timedelta(days=1))
    roadmap.items.filter(item="DIS-C01").update(done_at=timezone.now())
    roadmap.artifacts.filter(phase="discover").update(status="accepted", review_date=today - timedelta(days=1))
    roadmap.artifacts.filter(phase="scale").update(due_date=today - timedelta(days=1))
    roadmap.artifacts.filter(phase="architect").update(status="accepted", review_date=today)
    overview, figures = standing.standing_of(roadmap, today), progress.standing_of(roadmap, today).figures
    late = [sum(work.kind == kind for work in overview.overdue) for kind in ("action", "item", "artifact")]
    assert late == list(figures.overdue)
    assert all(late)
    for phase in overview.phases:
        counted = figures.phases[phase.phase.id]
        assert (phase.done_items, len(phase.items)) == counted.items
        accepted = sum(not work.is_open for work in phase.works if work.kind == "artifact")
        assert (accepted, len(phase.artifacts)) == counted.artifacts
