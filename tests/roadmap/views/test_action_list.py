"""The list of actions: found, ordered, and several of them changed after a look at what that does."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from accounts.domain.roles import Role
from roadmap.models import Action, Dependency, Roadmap
from tests.factories.accounts import make_member, make_user, make_workspace
from tests.factories.roadmap import close_action, fill_roadmap, make_action, make_roadmap

pytestmark = pytest.mark.django_db


@pytest.fixture
def roadmap() -> Roadmap:
    return make_roadmap(make_workspace())


def signed_in(roadmap: Roadmap, role: Role = Role.EDITOR) -> Client:
    client = Client()
    client.force_login(make_member(roadmap.workspace, role))
    return client


def titles(client: Client, roadmap: Roadmap, query: str = "") -> list[str]:
    answer = client.get(reverse("action_list", args=[roadmap.workspace.code, roadmap.code]) + query)
    assert answer.status_code == 200
    return [row["title"] for row in answer.context["rows"]]


def send(client: Client, roadmap: Roadmap, query: str = "", **sent: Any) -> HttpResponse:
    url = reverse("actions_change", args=[roadmap.workspace.code, roadmap.code]) + query
    return client.post(url, sent, follow=True)  # type: ignore[return-value]


def pick(action: Action) -> str:
    return f"{action.code}:{action.revision}"


def test_filters_find_what_they_say(roadmap: Roadmap) -> None:
    today = roadmap.workspace.today
    ada = make_member(roadmap.workspace, user=make_user(name="Ada"))
    late = make_action(roadmap, title="Late", due_date=today - timedelta(days=1), owner=ada, effort="S")
    make_action(roadmap, title="Soon", due_date=today + timedelta(days=14), state="doing", phase="architect")
    never = make_action(roadmap, title="Never", description="A queue.")
    Dependency.objects.create(action=never, needed=late)
    close_action(make_action(roadmap, title="Done", due_date=today - timedelta(days=9)))
    client = signed_in(roadmap, Role.VIEWER)
    for query, found in {
        "": ["Late", "Soon", "Never"],
        "?state=all": ["Done", "Late", "Soon", "Never"],
        "?state=doing": ["Soon"],
        "?state=done": ["Done"],
        "?due=overdue": ["Late"],
        "?due=soon": ["Soon"],
        "?due=none": ["Never"],
        "?blocked=on": ["Never"],
        "?effort=S": ["Late"],
        "?phase=architect": ["Soon"],
        f"?owner={ada.code}": ["Late"],
        "?q=queue": ["Never"],
        "?order=-title": ["Soon", "Never", "Late"],
        "?order=state": ["Late", "Never", "Soon"],
        "?order=-due": ["Soon", "Late", "Never"],
        "?order=phase": ["Late", "Never", "Soon"],
        "?order=nonsense": ["Late", "Soon", "Never"],
    }.items():
        assert titles(client, roadmap, query) == found, query
    text = client.get(reverse("action_list", args=[roadmap.workspace.code, roadmap.code])).text
    assert "1 of 3 open actions is overdue" in text
    assert "Blocked by “Late”" in text
    assert 'name="pick"' not in text


def test_long_list_has_pages(roadmap: Roadmap) -> None:
    fill_roadmap(roadmap, 60)
    client = signed_in(roadmap)
    assert (len(titles(client, roadmap, "?state=all")), len(titles(client, roadmap, "?state=all&page=2"))) == (50, 10)


def test_nothing_changes_before_one_has_seen_what_would(roadmap: Roadmap) -> None:
    first, second = make_action(roadmap, title="First"), make_action(roadmap, title="Second")
    second.save_revision(seen=1, title="Second, changed")
    client = signed_in(roadmap)
    sent: dict[str, Any] = {"pick": [pick(first), f"{second.code}:1"], "to_state": "waiting", "to_effort": "L"}
    text = send(client, roadmap, **sent).text
    assert "1 action: state “Waiting”, effort Large, 30 person-days." in text
    assert "Left out: “Second, changed” (somebody has changed it meanwhile)." in text
    assert set(Action.objects.values_list("state", flat=True)) == {"to_do"}
    text = send(client, roadmap, "?order=title", step="apply", **sent).text
    assert "Left out: “Second, changed” (somebody has changed it meanwhile)." in text
    assert list(Action.objects.order_by("pk").values_list("state", flat=True)) == ["waiting", "to_do"]
    undo = text[text.index('action="/w/') :].split('"')[1]
    assert "1 action is as it was before." in client.post(undo, follow=True).text
    assert set(Action.objects.values_list("state", flat=True)) == {"to_do"}


def test_all_that_the_list_finds_are_changed(roadmap: Roadmap) -> None:
    fill_roadmap(roadmap, 60)
    client = signed_in(roadmap)
    text = send(client, roadmap, "?owner=nobody&effort=M", every="on", shift_days="7").text
    found = Action.objects.open().filter(owner=None, effort="M").exclude(due_date=None).count()
    assert found > 1
    assert f"{found} actions: 7 days later." in text
    assert text.count('name="pick"') >= found


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"to_state": "done"}, "Tick the actions that are to be changed."),
        ({"pick": "nonsense", "to_state": "done"}, "Tick the actions that are to be changed."),
        ({"pick": "own"}, "Say what is to become of them."),
        ({"pick": "own", "shift_days": "7", "to_due": "2027-01-01"}, "Either move the days or set one."),
        ({"pick": "own", "delete": "on", "to_state": "done"}, "What is deleted cannot be changed as well."),
        ({"pick": "own", "to_state": "elsewhere"}, "Select a valid choice."),
    ],
)
def test_what_makes_no_sense_is_told_and_what_was_ticked_stays(
    roadmap: Roadmap, sent: dict[str, str], said: str
) -> None:
    action = make_action(roadmap)
    sent = {name: pick(action) if value == "own" else value for name, value in sent.items()}
    answer = send(signed_in(roadmap), roadmap, step="apply", **sent)
    assert answer.status_code == 422
    assert said in answer.text
    assert (" checked" in answer.text) == (sent.get("pick") == pick(action) or "delete" in sent)
    assert Action.objects.get().revision == 1
