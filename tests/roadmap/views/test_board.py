"""The board shows what is to be done, by state, and says where a card is by now."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.domain.roles import Role
from roadmap.models import Action, ActionChange, Dependency, Roadmap
from roadmap.queries.board import FIRST
from tests.factories.accounts import make_member, make_user, make_workspace, owner_of
from tests.factories.roadmap import close_action, fill_roadmap, make_action, make_roadmap, move

pytestmark = pytest.mark.django_db

PART = {"X-Part": "board"}


@pytest.fixture
def roadmap() -> Roadmap:
    return make_roadmap(make_workspace())


def signed_in(roadmap: Roadmap, role: Role = Role.CONTRIBUTOR) -> Client:
    client = Client()
    client.force_login(make_member(roadmap.workspace, role, user=make_user(name="Grace Hopper")))
    return client


def board(roadmap: Roadmap, query: str = "") -> str:
    return reverse("action_board", args=[roadmap.workspace.code, roadmap.code]) + query


def send(
    client: Client, action: Action, to: str, *, revision: int = 0, headers: dict[str, str] | None = None
) -> HttpResponse:
    url = reverse("action_move", args=[action.roadmap.workspace.code, action.roadmap.code, action.code])
    sent = {"to": to, "revision": revision or action.revision}
    return client.post(url, sent, headers=headers, follow=True)  # type: ignore[return-value]


def test_card_tells_what_one_must_know(roadmap: Roadmap) -> None:
    ada = make_member(roadmap.workspace, user=make_user(name="Ada Lovelace"))
    today = roadmap.workspace.today
    late = make_action(roadmap, title="Drill", owner=ada, due_date=today - timedelta(days=3), effort_days=1, impact=4)
    Dependency.objects.create(action=late, needed=make_action(roadmap, title="Backups"))
    Dependency.objects.create(action=late, needed=close_action(make_action(roadmap, title="Contract")).action)
    text = signed_in(roadmap, Role.VIEWER).get(board(roadmap)).text
    assert "1 of 2 open actions is overdue" in text
    assert "3 days overdue" in text
    assert "Ada Lovelace · 1 day · value 4" in text
    assert "Blocked by “Backups”" in text
    assert "Blocked by “Contract”" not in text


def test_viewer_sees_the_board_and_moves_nothing(roadmap: Roadmap) -> None:
    action = make_action(roadmap)
    viewer = signed_in(roadmap, Role.VIEWER)
    text = viewer.get(board(roadmap, f"?move={action.code}")).text
    assert action.title in text
    assert 'draggable="true"' not in text
    assert "Move" not in text
    assert send(viewer, action, "doing").status_code == 403


def test_board_shows_what_is_asked_for(roadmap: Roadmap) -> None:
    ada = make_member(roadmap.workspace)
    make_action(roadmap, title="One", phase="discover", owner=ada)
    make_action(roadmap, title="Two", phase="architect", description="Of the queue.")
    client = signed_in(roadmap)
    for query, shown, hidden in (
        ("?phase=architect", "Two", "One"),
        (f"?owner={ada.code}", "One", "Two"),
        ("?owner=nobody", "Two", "One"),
        ("?q=queue", "Two", "One"),
    ):
        text = client.get(board(roadmap, query)).text
        assert (f">{shown}</a>" in text, f">{hidden}</a>" in text) == (True, False), query
    assert "Nothing matches" in client.get(board(roadmap, "?q=neither")).text
    assert client.get(board(roadmap, "?phase=none")).status_code == 422


def test_only_the_last_ones_done_are_shown_until_all_are_asked_for(roadmap: Roadmap) -> None:
    for number in range(10):
        close_action(make_action(roadmap, title=f"Done {number}"))
    move(make_action(roadmap, title="Given up"), "dropped")
    client = signed_in(roadmap)
    text = client.get(board(roadmap)).text
    assert ("Done 9" in text, "Done 1" in text, "Show 2 more" in text) == (True, False, True)
    assert "Show 1 dropped action" in text
    assert "Given up" not in text
    assert "Done 1" in client.get(board(roadmap, "?all=done")).text
    assert "Given up" in client.get(board(roadmap, "?all=dropped")).text


def test_card_is_moved_by_a_form_that_opens_on_it(roadmap: Roadmap) -> None:
    first, second = make_action(roadmap, title="First one"), make_action(roadmap, title="Second one")
    client = signed_in(roadmap)
    text = client.get(board(roadmap, f"?move={first.code}")).text
    assert f'<option value="to_do:after:{second.code}">After “Second one”</option>' in text
    assert '<option value="doing:first">First</option>' in text
    answer = send(client, first, f"to_do:after:{second.code}")
    assert answer.status_code == 200
    assert list(Action.objects.values_list("title", flat=True)) == ["Second one", "First one"]
    assert "“First one” is now in “To do”." in answer.text


@pytest.mark.parametrize("to", ["", "elsewhere", "doing:beside:x", "doing:after:1", "doing:first:x"])
def test_place_that_is_none_changes_nothing(roadmap: Roadmap, to: str) -> None:
    action = make_action(roadmap)
    answer = send(signed_in(roadmap), action, to)
    assert answer.status_code == 422
    assert "This card could not be moved" in answer.text
    assert Action.objects.get().revision == 1


def test_second_of_two_who_move_a_card_reads_where_it_is(roadmap: Roadmap) -> None:
    action = make_action(roadmap, title="Drill")
    send(signed_in(roadmap), action, "waiting")
    other = Client()
    other.force_login(owner_of(roadmap.workspace))
    for headers in (None, PART):
        answer = send(other, action, "doing", revision=1, headers=headers)
        assert answer.status_code == 409
        assert "Grace Hopper changed “Drill” meanwhile; it stands in “Waiting” now." in answer.text
        assert ("<html" in answer.text) == (headers is None)
    assert Action.objects.get().state == "waiting"


def test_done_offers_undo_which_only_who_did_it_or_an_editor_may_use(roadmap: Roadmap) -> None:
    action = make_action(roadmap)
    client = signed_in(roadmap)
    text = send(client, action, "done", headers=PART).text
    undo = reverse("actions_undo", args=[roadmap.workspace.code, roadmap.code, ActionChange.objects.get().code])
    assert f'action="{undo}"' in text
    close = reverse("action_close", args=[roadmap.workspace.code, roadmap.code, action.code])
    assert f'<a href="{close}">Say what shows that it is done</a>' in text
    other = Client()
    other.force_login(make_member(roadmap.workspace, Role.CONTRIBUTOR))
    assert other.post(undo).status_code == 403
    assert "1 action is as it was before." in client.post(undo, follow=True).text
    assert "That was taken back already." in client.post(undo, follow=True).text
    assert Action.objects.get().state == "to_do"


def test_script_is_told_of_every_change_and_of_nothing_else(roadmap: Roadmap) -> None:
    action, other = make_action(roadmap), make_action(roadmap)
    client = signed_in(roadmap)
    seen: list[str] = []

    def look(*, status: int) -> None:
        answer = client.get(board(roadmap), headers={"X-Part": "board", "If-None-Match": seen[-1] if seen else ""})
        assert answer.status_code == status
        assert "<html" not in answer.text
        if status == 200:
            assert answer["ETag"] not in seen
            seen.append(answer["ETag"])

    look(status=200)
    look(status=304)
    send(client, action, "doing")
    look(status=200)
    Dependency.objects.create(action=action, needed=other)
    look(status=200)
    Action.objects.filter(pk=other.pk).update(deleted_at="2026-11-22T00:00:00Z")
    look(status=200)
    look(status=304)


def queries_of_move(client: Client, action: Action, to: str) -> int:
    url = reverse("action_move", args=[action.roadmap.workspace.code, action.roadmap.code, action.code])
    with CaptureQueriesContext(connection) as found:
        answer = client.post(url, {"to": to, "revision": action.revision}, headers=PART)
    assert answer.status_code == 302
    return sum("SAVEPOINT" not in query["sql"] for query in found.captured_queries)


def test_moving_asks_at_most_ten_times(roadmap: Roadmap) -> None:
    made = fill_roadmap(roadmap, 60)
    client = signed_in(roadmap)
    client.get(board(roadmap))
    open_ones = [action for action in made if action.state == "to_do"]
    assert queries_of_move(client, open_ones[0], f"doing:after:{made[15].code}") <= 10
    assert queries_of_move(client, open_ones[1], "done") <= 10
    Action.objects.filter(roadmap=roadmap, state="to_do").update(position=1)
    assert queries_of_move(client, open_ones[2], f"to_do:after:{open_ones[5].code}") <= 10


def test_empty_board_says_what_belongs_here(roadmap: Roadmap) -> None:
    text = signed_in(roadmap).get(board(roadmap)).text
    assert "No action yet" in text


@pytest.mark.parametrize(("role", "status"), [(Role.CONTRIBUTOR, 422), (Role.EDITOR, 200)])
def test_only_who_plans_drops_a_card_and_is_asked_why(roadmap: Roadmap, role: Role, status: int) -> None:
    action = make_action(roadmap)
    client = signed_in(roadmap, role)
    offered = 'value="dropped"' in client.get(board(roadmap, f"?move={action.code}")).text
    assert offered == (role == Role.EDITOR)
    answer = send(client, action, "dropped")
    assert answer.status_code == status
    assert ("Only editors drop actions." in answer.text) == (status == 422)
    assert ("Why it is given up" in answer.text) == (status == 200)
    action.refresh_from_db()
    assert action.state == "to_do"


@pytest.mark.parametrize(("role", "state"), [(Role.CONTRIBUTOR, "dropped"), (Role.EDITOR, "doing")])
def test_only_who_plans_takes_up_again_what_was_dropped(roadmap: Roadmap, role: Role, state: str) -> None:
    action = move(make_action(roadmap), "dropped").action
    client = signed_in(roadmap, role)
    text = client.get(board(roadmap, "?all=dropped")).text
    assert ('draggable="true"' in text) == (role == Role.EDITOR)
    answer = send(client, action, "doing")
    assert ("Only editors reopen what was dropped." in answer.text) == (role == Role.CONTRIBUTOR)
    action.refresh_from_db()
    assert action.state == state


def test_long_column_shows_its_top_and_leads_to_the_rest(roadmap: Roadmap) -> None:
    fill_roadmap(roadmap, actions=200)
    waiting = Action.objects.filter(roadmap=roadmap, state="to_do").count()
    assert waiting > FIRST
    client = signed_in(roadmap)
    text = client.get(board(roadmap)).text
    assert f"Show {waiting - FIRST} more" in text
    column = text.partition('data-state="to_do"')[2].partition("</section>")[0]
    assert column.count('class="task"') == FIRST
    everything = client.get(board(roadmap, "?all=to_do")).text
    assert everything.partition('data-state="to_do"')[2].partition("</section>")[0].count('class="task"') == waiting
