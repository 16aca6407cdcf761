"""Everybody finds what is theirs to do, wherever it is, by when it is due."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.domain.roles import Role
from accounts.models import User, Workspace
from roadmap.domain.duties import When, when
from roadmap.models import Action, Artifact, Roadmap
from roadmap.operations.actions import delete_action, set_state
from roadmap.operations.roadmaps import delete_roadmap
from tests.factories.accounts import make_member, make_user, make_workspace, owner_of
from tests.factories.pilots import make_pilot
from tests.factories.roadmap import fill_roadmap, make_action, make_roadmap
from tests.test_query_budget import queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> User:
    return make_user(name="Grace")


@pytest.fixture
def client(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def workspace(person: User) -> Workspace:
    workspace = make_workspace(name="Northwind")
    make_member(workspace, Role.CONTRIBUTOR, user=person)
    return workspace


@pytest.fixture
def roadmap(workspace: Workspace) -> Roadmap:
    return make_roadmap(workspace, title="Checkout")


def shown(client: Client, query: str = "") -> dict[str, list[str]]:
    """The titles below each heading."""
    parts = client.get(reverse("my_work") + query).text.split('<section class="card" aria-labelledby="')[1:]
    return {part.split('"')[0]: re.findall(r'<th scope="row"><a[^>]*>([^<]+)</a>', part) for part in parts}


def test_work_is_told_by_when_it_is_due(client: Client, person: User, workspace: Workspace, roadmap: Roadmap) -> None:
    today = workspace.today
    for days, title in ((-1, "Late"), (0, "Today"), (6, "In six days"), (7, "In a week")):
        make_action(roadmap, title=title, owner=person, due_date=today + timedelta(days=days))
    make_action(roadmap, title="Some day", owner=person)
    make_action(roadmap, title="Somebody else's", due_date=today)
    assert shown(client) == {
        "overdue": ["Late"],
        "soon": ["Today", "In six days"],
        "later": ["In a week"],
        "undated": ["Some day"],
    }
    assert "1 overdue, 2 within seven days" in client.get(reverse("my_work")).text


def test_every_kind_of_work_is_found(client: Client, person: User, workspace: Workspace, roadmap: Roadmap) -> None:
    day = workspace.today
    make_action(roadmap, title="An action", owner=person, due_date=day)
    item = roadmap.items.filter(checklist="discover").first()
    assert item
    item.save_revision(seen=1, owner=person, due_date=day)
    written, reviewed, done = roadmap.artifacts.all()[:3]
    Artifact.objects.filter(pk=written.pk).update(owner=person, due_date=day)
    Artifact.objects.filter(pk=reviewed.pk).update(reviewer=person, status="in_review", due_date=day)
    Artifact.objects.filter(pk=done.pk).update(owner=person, status="accepted")
    phase = roadmap.phases.all()[0]
    roadmap.phases.filter(pk=phase.pk).update(owner=person, planned_end_date=day)
    pilot = make_pilot(roadmap, title="The pilot", owner=person, start_date=day - timedelta(days=20), end_date=day)
    pack = roadmap.questions
    assert sorted(title for titles in shown(client).values() for title in titles) == sorted(
        [
            "An action",
            pack.phase["discover"].checklist[0].text,
            pack.artifact[written.kind].title,
            pack.artifact[reviewed.kind].title,
            pack.phase[phase.phase].title,
            pilot.title,  # its last check-in, of the three that nobody held
            pilot.title,  # and its end
        ]
    )


def test_what_is_done_deleted_or_out_of_reach_is_not_shown(
    client: Client, person: User, workspace: Workspace, roadmap: Roadmap
) -> None:
    owner = owner_of(workspace)
    done, deleted = make_action(roadmap, owner=person), make_action(roadmap, owner=person)
    set_state(action=done, actor=owner, seen=done.revision, state="done")
    delete_action(action=deleted, actor=owner)
    gone = make_roadmap(workspace)
    make_action(gone, owner=person)
    delete_roadmap(roadmap=gone, actor=owner)
    make_action(make_roadmap(make_workspace()), owner=person)  # nobody's member there any more
    left = make_roadmap(make_workspace(owner=person, deleted_at=timezone.now()))
    make_action(left, owner=person)
    assert shown(client) == {}
    assert "Nothing is yours to do" in client.get(reverse("my_work")).text


def test_what_waits_is_marked_with_what_it_waits_for(client: Client, person: User, roadmap: Roadmap) -> None:
    needed, closed = make_action(roadmap, title="Needed"), make_action(roadmap, title="Closed")
    Action.objects.filter(pk=closed.pk).update(state="done")
    make_action(roadmap, title="Blocked", owner=person, needs=[needed, closed])
    make_action(roadmap, title="Free", owner=person, needs=[closed])
    text = client.get(reverse("my_work")).text
    assert re.search(r"Waits</span> for Needed</span>", text)
    assert text.count(">Waits</span>") == 1
    assert shown(client, "?sort=waiting") == {"undated": ["Blocked"]}


def test_filters_choose_kind_and_workspace(client: Client, person: User, roadmap: Roadmap) -> None:
    other = make_roadmap(make_workspace(name="Ledger", owner=person), title="Ledger")
    make_action(roadmap, title="Here", owner=person)
    make_action(other, title="There", owner=person)
    other.artifacts.update(owner=None)
    artifact = roadmap.artifacts.all()[0]
    Artifact.objects.filter(pk=artifact.pk).update(owner=person)
    title = roadmap.questions.artifact[artifact.kind].title
    other_code = other.workspace.code
    assert shown(client, f"?workspace={other_code}") == {"undated": ["There"]}
    assert shown(client, "?sort=artifacts") == {"undated": [title]}
    assert "Nothing of this kind here." in client.get(reverse("my_work") + f"?sort=pilots&workspace={other_code}").text
    assert set(shown(client, "?sort=nonsense&workspace=x")["undated"]) == {"Here", "There", title}


def test_work_is_in_the_menu_of_the_person(client: Client, workspace: Workspace) -> None:
    assert f'href="{reverse("my_work")}"' in client.get(reverse("workspace_detail", args=[workspace.code])).text


def test_work_in_many_workspaces_asks_no_more(client: Client, person: User, roadmap: Roadmap) -> None:
    make_action(roadmap, owner=person, needs=[make_action(roadmap)])
    make_pilot(roadmap, owner=person)
    few = queries_of(client, reverse("my_work"))
    for _number in range(4):
        more = make_roadmap(make_workspace(owner=person))
        make_pilot(more, owner=person)
        for action in fill_roadmap(more, actions=40):
            assert action.roadmap == more
    assert queries_of(client, reverse("my_work")) == few <= 15


def test_week_is_seven_days_from_today_on(workspace: Workspace) -> None:
    today = workspace.today
    assert when(None, today) is When.UNDATED
    assert when(today - timedelta(days=1), today) is When.OVERDUE
    assert [when(today + timedelta(days=days), today) for days in (0, 6, 7)] == [When.SOON, When.SOON, When.LATER]
