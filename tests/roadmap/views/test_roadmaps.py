"""The list of roadmaps, beginning one, its first page, its settings, its end; and the first page of the workspace."""

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.test import Client

from accounts.domain.roles import Role
from accounts.models import User, Workspace
from roadmap.models import Roadmap, RoadmapPhase
from roadmap.operations.gates import pass_gate
from roadmap.operations.roadmaps import delete_roadmap
from tests.factories.accounts import make_member, make_workspace, owner_of
from tests.factories.assessments import make_assessment
from tests.factories.gates import meet_gate, phase_of
from tests.factories.roadmap import make_action, make_roadmap

pytestmark = pytest.mark.django_db


@pytest.fixture
def workspace() -> Workspace:
    return make_workspace()


@pytest.fixture
def owner(client: Client, workspace: Workspace) -> Client:
    client.force_login(owner_of(workspace))
    return client


def as_member(workspace: Workspace, role: Role) -> tuple[Client, User]:
    client, user = Client(), make_member(workspace, role)
    client.force_login(user)
    return client, user


def at(roadmap: Roadmap, place: str = "") -> str:
    return f"/w/{roadmap.workspace.code}/roadmaps/{roadmap.code}/{place}"


def test_list_says_in_which_phase_each_is_and_what_is_late(owner: Client, workspace: Workspace) -> None:
    roadmap = make_roadmap(workspace, title="Billing")
    yesterday = workspace.today - timedelta(days=1)
    make_action(roadmap, due_date=yesterday)
    make_action(roadmap, state="done")
    make_action(roadmap, state="dropped")
    phase = phase_of(roadmap, "discover")
    meet_gate(phase)
    pass_gate(phase=phase, actor=owner_of(workspace), seen_open=())
    page = owner.get(f"/w/{workspace.code}/roadmaps/").text
    assert "Phase 2 of 6: Architect for resilience" in page
    assert "1 of 6 gates passed" in page
    assert '<dd class="num">1 of 2</dd>' in page
    assert '<dd class="num is-late">1</dd>' in page


def test_roadmap_begins_from_the_assessment_that_the_address_names(owner: Client, workspace: Workspace) -> None:
    asked, _newer = make_assessment(workspace, title="Asked"), make_assessment(workspace, title="Newer")
    new = f"/w/{workspace.code}/roadmaps/new/"
    page = owner.get(f"{new}?assessment={asked.code}").text
    assert f'value="{asked.code}" selected' in page
    assert 'value="Asked"' in page
    owner.post(new, {"title": "Billing", "assessment": asked.code, "start_date": "2026-09-07"})
    assert Roadmap.objects.get().assessment == asked


def test_deleted_roadmap_is_offered_back_to_who_may_plan(owner: Client, workspace: Workspace) -> None:
    roadmap = make_roadmap(workspace, title="Billing")
    gone = owner.post(at(roadmap, "delete/"))
    assert gone["Location"] == f"/w/{workspace.code}/roadmaps/"
    undo = next(iter(get_messages(gone.wsgi_request))).extra_tags
    assert undo == f"undo:{at(roadmap, 'restore/')}"
    assert owner.get(at(roadmap)).status_code == 404
    assert "Recently deleted" in owner.get(gone["Location"]).text
    viewer, _user = as_member(workspace, Role.VIEWER)
    assert "Recently deleted" not in viewer.get(gone["Location"]).text
    assert owner.post(at(roadmap, "restore/"))["Location"] == at(roadmap)
    assert owner.get(at(roadmap)).status_code == 200


def test_settings_of_two_people_are_merged_or_asked_about(owner: Client, workspace: Workspace) -> None:
    roadmap = make_roadmap(workspace, title="Billing")
    shown = {
        "revision": "1",
        "owner": owner_of(workspace).code,
        "title": "Billing",
        "assessment": "",
        "start_date": "2026-09-07",
        "horizon_date": "2027-09-07",
        "capacity_days": "20",
        "small_days": "3",
        "medium_days": "10",
        "large_days": "30",
    }
    sent = {**shown, **{f"initial-{name}": value for name, value in shown.items()}}
    assert owner.post(at(roadmap, "settings/"), {**sent, "capacity_days": "40"}).status_code == 302
    assert owner.post(at(roadmap, "settings/"), {**sent, "title": "Billing 2027"}).status_code == 302
    roadmap.refresh_from_db()
    assert (roadmap.title, roadmap.capacity_days, roadmap.owner) == ("Billing 2027", 40, owner_of(workspace))
    answer = owner.post(at(roadmap, "settings/"), {**sent, "capacity_days": "15"})
    assert answer.status_code == 409
    assert "40" in answer.text
    wrong = owner.post(at(roadmap, "settings/"), {**sent, "revision": "3", "horizon_date": "2026-09-01"})
    assert wrong.status_code == 422
    assert "The horizon must come after the start." in wrong.text


def test_first_page_says_what_is_next(owner: Client, workspace: Workspace) -> None:
    roadmap = make_roadmap(workspace)
    page = owner.get(at(roadmap)).text
    assert "Nothing has begun yet: Discover and align is the first phase" in page
    assert "Begin Discover and align" in page
    assert "Name the assessment that feeds this roadmap" in page
    assert "Say who owns Discover and align" in page
    viewer, _user = as_member(workspace, Role.VIEWER)
    seen = viewer.get(at(roadmap)).text
    assert "Begin Discover and align" in seen
    assert "Name the assessment" not in seen
    assert "/settings/" not in seen.partition("<main")[2]
    RoadmapPhase.objects.filter(roadmap=roadmap, phase="discover").update(started_date=workspace.today)
    page = owner.get(at(roadmap)).text
    assert "Phase 1 of 6, Discover and align: 0 of 13 gate criteria met" in page
    assert "13 criteria are left before the gate of Discover and align" in page
    meet_gate(phase_of(roadmap, "discover"))
    assert "Pass the gate of Discover and align" in owner.get(at(roadmap)).text


def test_first_page_names_what_is_late_and_who_has_it(owner: Client, workspace: Workspace) -> None:
    roadmap, today = make_roadmap(workspace), workspace.today
    editor = make_member(workspace, Role.EDITOR)
    make_action(roadmap, title="Late one", due_date=today - timedelta(days=1), owner=editor)
    make_action(roadmap, title="Soon one", due_date=today + timedelta(days=3))
    make_action(roadmap, title="Dropped one", due_date=today - timedelta(days=1), state="dropped")
    roadmap.items.filter(item="DIS-C01").update(due_date=today - timedelta(days=2), owner=editor)
    page = owner.get(at(roadmap)).text
    assert "2 things are overdue." in page
    assert page.index("Rank the critical journeys") < page.index("Late one") < page.index("Soon one")
    assert "Dropped one" not in page
    row = page.partition(f'<th scope="row">{editor}</th>')[2].partition("</tr>")[0]
    assert [cell.partition("<")[0] for cell in row.split(">") if cell[:1].isdigit()] == ["1", "1", "0", "2"]


def test_workspace_shows_its_roadmaps(owner: Client, workspace: Workspace) -> None:
    home = f"/w/{workspace.code}/"
    roadmap = make_roadmap(workspace, title="Billing")
    page = owner.get(home).text
    assert at(roadmap) in page
    assert "Phase 1 of 6: Discover and align" in page
    delete_roadmap(roadmap=roadmap, actor=owner_of(workspace))
    assert at(roadmap) not in owner.get(home).text


def test_results_lead_to_the_roadmap_or_to_its_beginning(owner: Client, workspace: Workspace) -> None:
    assessment = make_assessment(workspace)
    results = f"/w/{workspace.code}/assessments/{assessment.code}/results/"
    begin = f"/w/{workspace.code}/roadmaps/new/?assessment={assessment.code}"
    viewer, _user = as_member(workspace, Role.VIEWER)
    assert begin in owner.get(results).text
    assert begin not in viewer.get(results).text
    roadmap = make_roadmap(workspace, assessment=assessment)
    assert at(roadmap) in viewer.get(results).text
    assert begin not in owner.get(results).text


def test_first_page_expects_the_score_that_open_actions_bring(owner: Client, workspace: Workspace) -> None:
    assessment = make_assessment(workspace)
    assessment.answers.filter(question="DIS-01").update(state="answered", level=1)
    roadmap = make_roadmap(workspace, assessment=assessment)
    page = owner.get(at(roadmap)).text
    assert "Make actions of the gaps" in page
    assert "→ 4.0</small>" not in page
    make_action(roadmap, question="DIS-01", origin="gap", to_level=4)
    page = owner.get(at(roadmap)).text
    assert "Make actions of the gaps" not in page
    assert "→ 4.0</small>" in page
