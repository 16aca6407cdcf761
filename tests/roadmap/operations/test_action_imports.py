"""Tickets that come back: what a file would change, what it changes, who is left out, and how all is undone."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.domain.roles import Role
from accounts.models import Activity, Notice
from roadmap.choices import ActionStateChoice
from roadmap.domain.tickets import Verdict
from roadmap.models import Action, ActionImport, Roadmap
from roadmap.operations.action_imports import (
    Choices,
    NotWaitingError,
    apply_import,
    discard_import,
    purge_imports,
    undo_import,
)
from roadmap.operations.actions import change_action
from roadmap.queries.action_imports import Doubt, plan_import
from roadmap.queries.imported import became_of
from tests.factories.accounts import make_member, make_user, make_workspace, owner_of
from tests.factories.roadmap import make_action, make_roadmap
from tests.factories.tickets import OTHER, make_ticket_import, ticket_row

pytestmark = pytest.mark.django_db


@pytest.fixture
def roadmap() -> Roadmap:
    return make_roadmap(make_workspace())


def apply(found: ActionImport, **choices: Any) -> ActionImport:
    """All that the preview shows, unless something else is chosen."""
    plan = plan_import(found, choices.get("states"))
    usual = {
        "rows": {line.ticket.row for line in plan.lines},
        "seen": {line.action.code: line.action.revision for line in plan.changing if line.action},
        "phase": "discover",
    }
    return apply_import(found=found, actor=owner_of(found.roadmap.workspace), choices=Choices(**{**usual, **choices}))


def test_file_that_says_what_is_stored_changes_nothing(roadmap: Roadmap) -> None:
    action = make_action(roadmap, title="=SUM(A1)", due_date=date(2026, 11, 30), owner=owner_of(roadmap.workspace))
    for title in ("=SUM(A1)", "'=SUM(A1)"):
        plan = plan_import(make_ticket_import(roadmap, ticket_row(action, summary=title)))
        assert ([line.values for line in plan.lines], plan.unchanged) == ([{}], 1)


def test_title_is_taken_without_the_apostrophe_of_a_formula(roadmap: Roadmap) -> None:
    action = make_action(roadmap, title="=SUM(A1)")
    apply(make_ticket_import(roadmap, ticket_row(action, summary="'=SUM(B2)")))
    action.refresh_from_db()
    assert action.title == "=SUM(B2)"


def test_import_changes_what_the_file_says_and_leaves_what_it_does_not(roadmap: Roadmap) -> None:
    grace = make_member(roadmap.workspace, Role.EDITOR, user=make_user(name="Grace Hopper"))
    action = make_action(roadmap, due_date=date(2026, 11, 30), effort="L")
    row = ticket_row(action, key="OPS-7", summary="New words", status="In Progress", assignee="grace hopper", due="")
    apply(make_ticket_import(roadmap, row))
    action.refresh_from_db()
    assert (action.title, action.state, action.owner, action.external_id) == (
        "New words",
        ActionStateChoice.DOING,
        grace,
        "OPS-7",
    )
    assert action.started_at is not None
    assert (action.due_date, action.effort, action.revision) == (date(2026, 11, 30), "L", 2)


def test_import_is_logged_once_and_new_owners_are_told_once(roadmap: Roadmap) -> None:
    grace = make_member(roadmap.workspace, Role.EDITOR)
    rows = [ticket_row(make_action(roadmap), assignee=grace.email) for _ in range(3)]
    before = Activity.objects.count()
    apply(make_ticket_import(roadmap, *rows))
    assert Activity.objects.count() == before + 1
    logged = Activity.objects.latest("pk")
    assert (logged.verb, logged.detail) == ("action.imported", {"file": "export.csv", "changed": "3", "added": "0"})
    assert "3 actions" in Notice.objects.get(user=grace).sentence


def test_closed_by_a_file_is_closed_with_moment_and_person(roadmap: Roadmap) -> None:
    action = make_action(roadmap)
    apply(make_ticket_import(roadmap, ticket_row(action, status="Resolved")))
    action.refresh_from_db()
    assert (action.state, action.progress, action.closed_by) == ("done", 100, owner_of(roadmap.workspace))
    assert action.closed_at is not None


def test_status_means_what_the_person_says(roadmap: Roadmap) -> None:
    action = make_action(roadmap)
    found = make_ticket_import(roadmap, ticket_row(action, status="Parked"))
    assert [(status.name, status.state) for status in plan_import(found).statuses] == [("Parked", "")]
    apply(found, states={"Parked": "waiting"})
    action.refresh_from_db()
    assert action.state == ActionStateChoice.WAITING


def test_row_is_known_by_its_key_where_it_has_no_code(roadmap: Roadmap) -> None:
    action = make_action(roadmap, external_id="OPS-7")
    apply(make_ticket_import(roadmap, ticket_row(action, key="ops-7", label="", summary="By key")))
    action.refresh_from_db()
    assert action.title == "By key"


@pytest.mark.parametrize(
    ("verdict", "labels", "keys"),
    [
        (Verdict.ELSEWHERE, [f"rungs-{OTHER}"], ["OPS-9"]),
        (Verdict.TWO_CODES, ["rungs-{first} rungs-{second}"], [""]),
        (Verdict.TWO_ROWS, ["rungs-{first}", "rungs-{first}"], ["", ""]),
        (Verdict.TWO_ROWS, ["rungs-{first}", ""], ["", "OPS-1"]),
        (Verdict.SHARED_KEY, [""], ["OPS-2"]),
        (Verdict.CONTRADICTION, ["rungs-{second}"], ["OPS-1"]),
    ],
)
def test_row_that_means_no_action_or_not_one_changes_nothing(
    roadmap: Roadmap, verdict: Verdict, labels: list[str], keys: list[str]
) -> None:
    first, second = make_action(roadmap, external_id="OPS-1"), make_action(roadmap, external_id="OPS-2")
    make_action(roadmap, external_id="OPS-2")
    named = {"first": first.code, "second": second.code}
    rows = [
        ticket_row(first, key=key, label=label.format(**named), summary="Other")
        for label, key in zip(labels, keys, strict=True)
    ]
    found = make_ticket_import(roadmap, *rows)
    assert {line.verdict for line in plan_import(found).left_out} == {verdict}
    assert apply(found).before == []
    assert not Action.objects.filter(title="Other").exists()


def test_action_of_another_roadmap_is_unknown_here(roadmap: Roadmap) -> None:
    elsewhere = make_action(make_roadmap(roadmap.workspace))
    found = make_ticket_import(roadmap, ticket_row(elsewhere, summary="Other"))
    assert [line.verdict for line in plan_import(found).lines] == [Verdict.ELSEWHERE]
    apply(found)
    elsewhere.refresh_from_db()
    assert elsewhere.title != "Other"


def test_what_of_a_row_cannot_be_taken_is_left_out_alone(roadmap: Roadmap) -> None:
    for _ in range(2):
        make_member(roadmap.workspace, user=make_user(name="Alan"))
    action = make_action(roadmap, start_date=date(2026, 11, 10), due_date=date(2026, 11, 30))
    rows = ticket_row(action, assignee="Alan", due="2026-11-09", summary="Taken")
    found = make_ticket_import(roadmap, rows)
    (line,) = plan_import(found).changing
    assert line.doubts == (Doubt.SEVERAL_PEOPLE, Doubt.DUE_BEFORE_START)
    apply(found)
    action.refresh_from_db()
    assert (action.title, action.owner, action.due_date) == ("Taken", None, date(2026, 11, 30))


def test_who_changed_an_action_meanwhile_is_left_out_and_told(roadmap: Roadmap) -> None:
    first, second = make_action(roadmap), make_action(roadmap)
    found = make_ticket_import(roadmap, ticket_row(first, summary="File"), ticket_row(second, summary="File"))
    seen = {first.code: first.revision, second.code: second.revision}
    change_action(action=first, actor=owner_of(roadmap.workspace), seen=first.revision, title="Meanwhile")
    applied = apply(found, seen=seen)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.title, second.title) == ("Meanwhile", "File")
    assert [(line.became, line.action) for line in became_of(applied)] == [("left_out", first), ("changed", second)]


def test_only_what_is_ticked_is_taken_and_new_rows_become_actions(roadmap: Roadmap) -> None:
    action = make_action(roadmap)
    found = make_ticket_import(
        roadmap,
        ticket_row(action, summary="Not ticked"),
        "OPS-8,Fresh,In Progress,,2026-12-24,phase-architect,Highest",
        "OPS-9,Not wanted,To Do,,,,",
        "OPS-10,Elsewhere,To Do,,,phase-nowhere,",
    )
    apply(found, rows={3, 5})
    action.refresh_from_db()
    assert action.title != "Not ticked"
    fresh, elsewhere = Action.objects.exclude(pk=action.pk).order_by("pk")
    assert (fresh.title, fresh.state, fresh.phase, fresh.impact, fresh.value, fresh.external_id, fresh.due_date) == (
        "Fresh",
        "doing",
        "architect",
        5,
        5,
        "OPS-8",
        date(2026, 12, 24),
    )
    assert fresh.started_at is not None
    assert (elsewhere.title, elsewhere.phase, elsewhere.impact) == ("Elsewhere", "discover", 3)


def test_import_is_undone_but_for_what_others_changed_since(roadmap: Roadmap) -> None:
    owner = owner_of(roadmap.workspace)
    first = make_action(roadmap, title="Before", due_date=date(2026, 11, 30), owner=owner, progress=30)
    second = make_action(roadmap)
    rows = [ticket_row(each, summary="File", status="Done", due="2026-12-24") for each in (first, second)]
    applied = apply(make_ticket_import(roadmap, *rows, "OPS-8,Fresh,Done,,,,"))
    closed = roadmap.workspace.activities.get(verb="action.imported").detail["done"]
    assert sorted(closed) == sorted(Action.objects.filter(state="done").values_list("code", flat=True))
    second.refresh_from_db()
    change_action(action=second, actor=owner, seen=second.revision, title="After")
    undone = undo_import(found=applied, actor=owner)
    first.refresh_from_db()
    second.refresh_from_db()
    was = (first.title, first.state, first.due_date, first.owner, first.progress, first.closed_at, first.closed_by)
    assert was == ("Before", "to_do", date(2026, 11, 30), owner, 30, None, None)
    assert (second.title, second.state) == ("After", "done")
    assert Action.objects.get(title="Fresh").deleted_at is not None
    assert [line.became for line in became_of(undone)] == ["changed", "kept", "added"]
    with pytest.raises(NotWaitingError):
        undo_import(found=undone, actor=owner)


def test_import_is_applied_once_and_not_after_a_day(roadmap: Roadmap) -> None:
    row = ticket_row(make_action(roadmap), summary="File")
    applied = apply(make_ticket_import(roadmap, row))
    with pytest.raises(NotWaitingError):
        apply(applied)
    with pytest.raises(NotWaitingError):
        apply(make_ticket_import(roadmap, row, made_at=timezone.now() - timedelta(days=1)))


def test_forgotten_and_old_imports_are_gone(roadmap: Roadmap) -> None:
    row, now = ticket_row(make_action(roadmap)), timezone.now()
    make_ticket_import(roadmap, row, made_at=now - timedelta(days=1))
    make_ticket_import(roadmap, row, applied_at=now - timedelta(days=30))
    kept = [make_ticket_import(roadmap, row), make_ticket_import(roadmap, row, applied_at=now)]
    assert purge_imports(now=now) == 2
    assert list(ActionImport.objects.order_by("pk")) == kept
    for each in kept:
        discard_import(found=each)
    assert list(ActionImport.objects.all()) == kept[1:]
