"""A roadmap has what its pack asks for from its beginning on, and it can be taken back."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.utils import timezone

from accounts.domain.periods import DELETED_IS_KEPT
from roadmap.choices import ActionStateChoice
from roadmap.models import Action, Decision, Dependency, Roadmap
from roadmap.operations.roadmaps import NotRestorableError, delete_roadmap, purge_roadmaps, restore_roadmap
from tests.factories.accounts import make_workspace, owner_of
from tests.factories.roadmap import fill_roadmap, make_action, make_roadmap

pytestmark = pytest.mark.django_db


def test_roadmap_has_rows_for_all_that_the_pack_asks() -> None:
    roadmap = make_roadmap(make_workspace(), start_date=date(2026, 9, 7))
    pack = roadmap.questions
    assert [row.phase for row in roadmap.phases.all()] == [phase.id for phase in pack.phases]
    assert roadmap.items.count() == sum(len(phase.checklist) for phase in pack.phases) + sum(
        len(checklist.items) for checklist in pack.checklists
    )
    assert roadmap.artifacts.count() == len(pack.artifacts) == 25
    assert Decision.objects.filter(phase__roadmap=roadmap).count() == sum(
        len(phase.exit_gate.decisions) for phase in pack.phases
    )


def test_phases_are_planned_one_after_the_other() -> None:
    rows = list(make_roadmap(make_workspace(), start_date=date(2026, 9, 7)).phases.all())
    assert rows[0].planned_start_date == date(2026, 9, 7)
    for earlier, later in pairwise(rows):
        assert earlier.planned_end_date
        assert earlier.planned_end_date + timedelta(days=1) == later.planned_start_date


def test_roadmap_deleted_a_month_ago_is_gone_for_good() -> None:
    roadmap = make_roadmap(make_workspace())
    owner = owner_of(roadmap.workspace)
    delete_roadmap(roadmap=roadmap, actor=owner)
    roadmap.refresh_from_db()
    restore_roadmap(roadmap=roadmap, actor=owner)
    delete_roadmap(roadmap=roadmap, actor=owner)
    Roadmap.objects.filter(pk=roadmap.pk).update(deleted_at=timezone.now() - DELETED_IS_KEPT)
    roadmap.refresh_from_db()
    with pytest.raises(NotRestorableError):
        restore_roadmap(roadmap=roadmap, actor=owner)
    assert purge_roadmaps(now=timezone.now()) == 1
    assert not Roadmap.objects.filter(pk=roadmap.pk).exists()


def test_action_value_is_its_gap_times_impact_and_its_days_those_of_the_roadmap() -> None:
    roadmap = make_roadmap(make_workspace(), large_days=25)
    action = make_action(roadmap, gap=2, impact=5, effort="L")
    assert (action.value, action.effort_days) == (10, 25)
    assert make_action(roadmap).position > action.position


def test_action_closed_and_reopened_says_when_and_who() -> None:
    action = make_action(make_roadmap(make_workspace()), progress=40)
    now, owner = timezone.now(), owner_of(action.roadmap.workspace)
    done = action.take_state(ActionStateChoice.DONE, actor=owner, now=now)
    assert done == {"state": "done", "closed_at": now, "closed_by": owner, "progress": 100}
    action.state, action.progress = "done", 100
    again = action.take_state(ActionStateChoice.DOING, actor=owner, now=now)
    assert again == {"state": "doing", "started_at": now, "closed_at": None, "closed_by": None, "progress": 0}


def test_roadmap_full_of_actions_holds_together() -> None:
    roadmap = make_roadmap(make_workspace())
    made = fill_roadmap(roadmap, actions=40)
    assert len({action.code for action in made}) == Action.objects.filter(roadmap=roadmap).count() == 40
    assert {action.phase for action in made} == {phase.id for phase in roadmap.questions.phases}
    assert {action.state for action in made} == set(ActionStateChoice.values)
    pairs = list(Dependency.objects.values_list("action_id", "needed_id"))
    assert pairs
    assert all(action > needed for action, needed in pairs)
