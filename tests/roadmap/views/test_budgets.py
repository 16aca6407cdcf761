"""The pages of a roadmap ask as little of one with two hundred actions as of an empty one, and take little time."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.domain.roles import Role
from roadmap.models import ChecklistItem, Roadmap
from roadmap.operations.decisions import create_decision
from tests.factories.accounts import make_member, make_workspace, owner_of
from tests.factories.gates import make_passing, meet_gate, phase_of
from tests.factories.roadmap import fill_roadmap, make_roadmap

pytestmark = pytest.mark.django_db

MOST_QUERIES = 15


def fill(roadmap: Roadmap) -> None:
    people = [make_member(roadmap.workspace, Role.EDITOR) for _number in range(5)]
    fill_roadmap(roadmap, 200)
    phase = phase_of(roadmap, "discover")
    make_passing(phase)
    for number in range(10):
        create_decision(phase=phase, actor=people[0], text=f"Decision {number}")
    items = list(roadmap.items.order_by("pk"))
    for number, item in enumerate(items):
        item.owner, item.done_by = people[number % 5], people[number % 3]
    ChecklistItem.objects.bulk_update(items, ["owner", "done_by"])
    roadmap.artifacts.update(owner=people[0])


def queries_of(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200
    return len(found)


@pytest.mark.parametrize(
    "place", ["", "phases/discover/", "checklists/"], ids=lambda place: place.partition("/")[0] or "overview"
)
def test_page_asks_the_same_of_two_hundred_actions(client: Client, place: str) -> None:
    roadmap = make_roadmap(make_workspace())
    meet_gate(phase_of(roadmap, "discover"))
    fill_roadmap(roadmap, 7)
    roadmap.items.filter(item="DIS-C01").update(owner=owner_of(roadmap.workspace))
    client.force_login(owner_of(roadmap.workspace))
    address = f"{roadmap.get_absolute_url()}{place}"
    few = queries_of(client, address)
    fill(roadmap)
    assert queries_of(client, address) == few <= MOST_QUERIES


def test_list_asks_the_same_of_many_roadmaps(client: Client) -> None:
    workspace = make_workspace()
    client.force_login(owner_of(workspace))
    address = f"/w/{workspace.code}/roadmaps/"
    fill_roadmap(make_roadmap(workspace), 7)
    few = queries_of(client, address)
    for _number in range(4):
        make_roadmap(workspace)
    assert queries_of(client, address) == few <= 10
