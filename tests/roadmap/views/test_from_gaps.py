"""The page on which gaps become actions."""

import pytest
from django.test import Client
from django.urls import reverse

from roadmap.models import Action, Roadmap
from tests.factories.accounts import make_workspace, owner_of
from tests.factories.assessments import answer_everything, make_assessment
from tests.factories.roadmap import make_roadmap

pytestmark = pytest.mark.django_db


@pytest.fixture
def roadmap() -> Roadmap:
    workspace = make_workspace()
    assessment = make_assessment(workspace)
    answer_everything(assessment)
    return make_roadmap(workspace, assessment=assessment)


@pytest.fixture
def client(roadmap: Roadmap) -> Client:
    client = Client()
    client.force_login(owner_of(roadmap.workspace))
    return client


def at(roadmap: Roadmap) -> str:
    return reverse("action_from_gaps", args=[roadmap.workspace.code, roadmap.code])


def test_one_click_makes_one_action_and_undo_takes_it_back(client: Client, roadmap: Roadmap) -> None:
    page = client.post(at(roadmap), {"only": "DIS-01", "question": "DIS-02"}, follow=True)
    action = Action.objects.get()
    assert action.question == "DIS-01"
    assert action.get_absolute_url() in page.content.decode()
    assert 'value="DIS-01"' not in page.content.decode()
    undo = reverse(
        "action_from_gaps_undo",
        args=[roadmap.workspace.code, roadmap.code, roadmap.workspace.activities.order_by("-pk")[0].code],
    )
    assert undo in page.content.decode()
    assert "1 action is taken back." in client.post(undo, follow=True).content.decode()
    assert not Action.objects.filter(deleted_at=None).exists()


def test_several_and_the_first_ones_are_made_at_once(client: Client, roadmap: Roadmap) -> None:
    client.post(at(roadmap), {"question": ["DIS-01", "DIS-02"]})
    assert set(Action.objects.values_list("question", flat=True)) == {"DIS-01", "DIS-02"}
    first = [each.question.id for each in client.get(at(roadmap)).context["gaps"].free[:5]]
    client.post(at(roadmap), {"first": "1"})
    assert set(Action.objects.values_list("question", flat=True)) == {"DIS-01", "DIS-02", *first}


def test_nothing_ticked_is_told(client: Client, roadmap: Roadmap) -> None:
    answer = client.post(at(roadmap))
    assert answer.status_code == 422
    assert "Tick at least one gap" in answer.content.decode()


def test_link_ticks_its_question(client: Client, roadmap: Roadmap) -> None:
    text = client.get(at(roadmap), {"question": "DIS-02"}).content.decode()
    assert 'value="DIS-02" checked' in text
    assert 'value="DIS-01" checked' not in text


def test_roadmap_without_an_assessment_says_so(client: Client, roadmap: Roadmap) -> None:
    bare = make_roadmap(roadmap.workspace)
    assert "No assessment feeds this roadmap" in client.get(at(bare)).content.decode()


def test_assessment_without_gaps_says_why(client: Client, roadmap: Roadmap) -> None:
    new = make_roadmap(roadmap.workspace, assessment=make_assessment(roadmap.workspace))
    assert "No question has a level yet." in client.get(at(new)).content.decode()


def test_undo_of_something_else_is_not_there(client: Client, roadmap: Roadmap) -> None:
    event = roadmap.workspace.activities.order_by("-pk")[0]
    undo = reverse("action_from_gaps_undo", args=[roadmap.workspace.code, roadmap.code, event.code])
    assert client.post(undo).status_code == 404
