"""What changing an action writes, and who is told."""

import pytest
from django.utils import timezone

from accounts.domain.periods import DELETED_IS_KEPT
from accounts.domain.roles import Role
from accounts.models import Activity, Notice
from core.models import StaleWriteError
from roadmap.models import Action
from roadmap.operations.actions import (
    Link,
    NotRestorableError,
    change_action,
    create_action,
    delete_action,
    purge_actions,
    restore_action,
    set_state,
)
from tests.factories.accounts import make_member, make_workspace, owner_of
from tests.factories.roadmap import make_action, make_roadmap

pytestmark = pytest.mark.django_db


def verbs() -> list[str]:
    return list(Activity.objects.filter(verb__startswith="action.").order_by("pk").values_list("verb", flat=True))


def test_value_stays_as_it_was_when_the_impact_changes() -> None:
    action = make_action(make_roadmap(make_workspace()), gap=2, impact=3)
    stored = change_action(action=action, actor=owner_of(action.roadmap.workspace), seen=1, impact=5)
    assert (stored.impact, stored.value, stored.revision) == (5, 6, 2)


def test_change_is_logged_field_by_field() -> None:
    action = make_action(make_roadmap(make_workspace()))
    actor = owner_of(action.roadmap.workspace)
    other = make_action(action.roadmap)
    change_action(
        action=action,
        actor=actor,
        seen=1,
        title="Drill the restore",
        phase=action.phase,
        needs=[other],
        links=[Link("Ticket", "https://tracker.example/7")],
    )
    changes = Activity.objects.filter(verb="action.changed").order_by("pk")
    assert [event.detail["field"] for event in changes] == ["title", "needs", "links"]


def test_whoever_saw_an_older_revision_writes_nothing() -> None:
    action = make_action(make_roadmap(make_workspace()))
    actor = owner_of(action.roadmap.workspace)
    change_action(action=action, actor=actor, seen=1, title="First")
    with pytest.raises(StaleWriteError):
        change_action(action=action, actor=actor, seen=1, title="Second", links=[Link("", "https://x.example/")])
    action.refresh_from_db()
    assert (action.title, action.links.count()) == ("First", 0)


def test_states_say_in_the_log_what_happened() -> None:
    action = make_action(make_roadmap(make_workspace()))
    actor = owner_of(action.roadmap.workspace)
    for revision, state in enumerate(["doing", "done", "doing", "dropped", "waiting"], start=1):
        set_state(action=action, actor=actor, seen=revision, state=state)
    assert verbs()[1:] == ["action.moved", "action.closed", "action.reopened", "action.dropped", "action.reopened"]


def test_state_follows_what_is_stored_and_not_what_the_page_had_loaded() -> None:
    action = make_action(make_roadmap(make_workspace()))
    actor = owner_of(action.roadmap.workspace)
    set_state(action=action, actor=actor, seen=1, state="done")
    stored = set_state(action=action, actor=actor, seen=2, state="doing")
    assert (stored.closed_at, stored.closed_by, stored.progress) == (None, None, 0)


def test_progress_that_was_typed_counts_until_the_action_is_done() -> None:
    action = make_action(make_roadmap(make_workspace()))
    actor = owner_of(action.roadmap.workspace)
    done = change_action(action=action, actor=actor, seen=1, state="done", progress=40)
    assert done.progress == 100
    again = change_action(action=action, actor=actor, seen=2, state="doing", progress=80)
    assert again.progress == 80


def test_owner_is_told_once_and_only_by_somebody_else() -> None:
    workspace = make_workspace()
    roadmap, actor = make_roadmap(workspace), owner_of(workspace)
    ada = make_member(workspace, Role.EDITOR)
    action = create_action(roadmap=roadmap, actor=actor, title="Drill", phase="discover", owner=ada)
    change_action(action=action, actor=actor, seen=1, owner=ada, impact=4)
    change_action(action=action, actor=actor, seen=2, owner=actor)
    notice = Notice.objects.get()
    assert notice.user == ada
    assert str(actor) in notice.sentence
    assert notice.path == action.get_absolute_url()


def test_deleted_action_comes_back_for_a_month() -> None:
    action = make_action(make_roadmap(make_workspace()))
    actor = owner_of(action.roadmap.workspace)
    for _ in range(2):
        delete_action(action=action, actor=actor)
    with pytest.raises(Action.DoesNotExist):
        set_state(action=action, actor=actor, seen=1, state="done")
    action.refresh_from_db()
    for _ in range(2):
        restore_action(action=action, actor=actor)
        action.refresh_from_db()
    assert verbs()[1:] == ["action.deleted", "action.restored"]
    Action.objects.filter(pk=action.pk).update(deleted_at=timezone.now() - DELETED_IS_KEPT)
    action.refresh_from_db()
    with pytest.raises(NotRestorableError):
        restore_action(action=action, actor=actor)
    assert purge_actions(now=timezone.now()) == 1
