"""Writing an action by hand, and changing one while others do."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.domain.roles import Role
from accounts.models import Workspace
from roadmap.models import Action, Roadmap
from roadmap.operations.actions import Link, change_action
from roadmap.operations.dependencies import set_needs
from tests.factories.accounts import make_member, make_workspace, owner_of
from tests.factories.roadmap import make_action, make_roadmap

pytestmark = pytest.mark.django_db

NEW = {"title": "Drill the restore", "phase": "discover", "effort": "L", "effort_days": "", "impact": "4"}


def signed_in(workspace: Workspace) -> Client:
    client = Client()
    client.force_login(owner_of(workspace))
    return client


def at(name: str, roadmap: Roadmap, *codes: str) -> str:
    return reverse(name, args=[roadmap.workspace.code, roadmap.code, *codes])


def send(action: Action, **typed: Any) -> tuple[Client, str, dict[str, Any]]:
    """As its page sends it: every field with what it showed, and of them those that were changed."""
    client = signed_in(action.roadmap.workspace)
    address = at("action_settings", action.roadmap, action.code)
    form = client.get(address).context["form"]
    data = {}
    for field in form:
        shown = field.field.prepare_value(field.value())
        data[field.html_name] = "" if shown is None else shown
        data[field.html_initial_name] = data[field.html_name]
    return client, address, {**data, **typed}


def post(client: Client, address: str, data: dict[str, Any]) -> Any:
    return client.post(address, data)


def test_action_by_hand_takes_the_days_of_its_effort() -> None:
    roadmap = make_roadmap(make_workspace())
    other = make_action(roadmap)
    client = signed_in(roadmap.workspace)
    links = "https://tracker.example/7 The ticket\r\n\r\nhttps://wiki.example/"
    answer = client.post(at("action_create", roadmap), {**NEW, "links": links, "needs": [other.code]})
    action = Action.objects.get(title="Drill the restore")
    assert answer.headers["Location"] == action.get_absolute_url()
    assert (action.effort_days, action.value, action.origin) == (30, 4, "hand")
    assert [(link.url, link.title) for link in action.links.all()] == [
        ("https://tracker.example/7", "The ticket"),
        ("https://wiki.example/", ""),
    ]
    assert list(action.needs.all()) == [other]


def test_days_that_were_typed_win_over_the_effort() -> None:
    roadmap = make_roadmap(make_workspace())
    signed_in(roadmap.workspace).post(at("action_create", roadmap), {**NEW, "effort_days": "17"})
    assert Action.objects.get().effort_days == 17


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"title": ""}, "Say in a few words what is to be done."),
        ({"links": "javascript:alert(1)"}, "does not start with https:// or http://."),
        ({"impact": "6"}, "Impact goes from 1 to 5."),
        ({"effort_days": "0"}, "Write a whole number of person-days from 1 to 1000."),
        ({"start_date": "2026-10-02", "due_date": "2026-10-01"}, "It cannot be due before it starts."),
        ({"phase": "nowhere"}, "nowhere is not one of the available choices."),
    ],
)
def test_bad_input_is_said_and_kept(typed: dict[str, str], said: str) -> None:
    roadmap = make_roadmap(make_workspace())
    answer = signed_in(roadmap.workspace).post(at("action_create", roadmap), {**NEW, "external_id": "OPS-31", **typed})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert "OPS-31" in answer.content.decode()
    assert not Action.objects.exists()


def test_new_action_begins_in_the_phase_of_the_address() -> None:
    roadmap = make_roadmap(make_workspace())
    answer = signed_in(roadmap.workspace).get(at("action_create", roadmap), {"phase": "validate"})
    assert answer.context["form"]["phase"].value() == "validate"


def test_other_effort_brings_other_days_unless_those_were_typed() -> None:
    action = make_action(make_roadmap(make_workspace()))
    post(*send(action, effort="S"))
    action.refresh_from_db()
    assert action.effort_days == 3
    post(*send(action, effort="L", effort_days="25"))
    action.refresh_from_db()
    assert (action.effort_days, action.revision) == (25, 3)


def test_form_begins_with_what_is_stored() -> None:
    roadmap = make_roadmap(make_workspace())
    action, other = make_action(roadmap, links=[Link("Ticket", "https://t.example/7")]), make_action(roadmap)
    set_needs(action=action, needs=[other])
    client, address, _data = send(action)
    page = client.get(address)
    form = page.context["form"]
    assert f"The value, {action.value}, stays as it was" in page.content.decode()
    assert form["links"].value() == "https://t.example/7 Ticket"
    assert form["needs"].value() == [other.code]
    assert post(*send(action)).status_code == 302
    assert list(action.needs.all()) == [other]


def test_circle_is_refused_and_said_with_what_was_typed() -> None:
    roadmap = make_roadmap(make_workspace())
    a, b, c = (make_action(roadmap, title=title) for title in "ABC")
    set_needs(action=a, needs=[b])
    set_needs(action=b, needs=[c])
    answer = post(*send(c, needs=[a.code], title="C, again"))
    assert answer.status_code == 422
    said = "That would be a circle: “C, again” waits for “A”, “A” waits for “B”, “B” waits for “C, again”."
    assert said in answer.context["form"].errors["needs"]
    assert "C, again" in answer.content.decode()
    c.refresh_from_db()
    assert (c.title, c.revision) == ("C", 1)


def test_what_somebody_else_changed_meanwhile_is_kept() -> None:
    action, other = (make_action(roadmap) for roadmap in [make_roadmap(make_workspace())] * 2)
    sent = send(action, title="Mine")
    change_action(action=action, actor=owner_of(action.roadmap.workspace), seen=1, needs=[other], state="done")
    assert post(*sent).status_code == 302
    action.refresh_from_db()
    assert (action.title, action.state, list(action.needs.all())) == ("Mine", "done", [other])


def test_what_both_changed_is_asked() -> None:
    action, first, second = (make_action(roadmap) for roadmap in [make_roadmap(make_workspace())] * 3)
    sent = send(action, title="Mine", needs=[first.code])
    change_action(action=action, actor=owner_of(action.roadmap.workspace), seen=1, needs=[second], title="Theirs")
    answer = post(*sent)
    assert answer.status_code == 409
    conflicts = answer.context["form"].conflicts
    assert (conflicts["title"].typed, conflicts["title"].stored) == ("Mine", "Theirs")
    assert (conflicts["needs"].typed, conflicts["needs"].stored) == (first.title, second.title)


def test_action_is_not_closed_by_its_form() -> None:
    action = make_action(make_roadmap(make_workspace()))
    answer = post(*send(action, state="done"))
    assert answer.status_code == 422
    action.refresh_from_db()
    assert action.state == "to_do"


def test_person_of_elsewhere_cannot_be_owner() -> None:
    roadmap = make_roadmap(make_workspace())
    stranger = owner_of(make_workspace())
    client = signed_in(roadmap.workspace)
    assert client.post(at("action_create", roadmap), {**NEW, "owner": stranger.pk}).status_code == 422
    member = make_member(roadmap.workspace, Role.VIEWER)
    assert client.post(at("action_create", roadmap), {**NEW, "owner": member.pk}).status_code == 302
