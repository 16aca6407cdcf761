"""A chosen vendor goes over into a roadmap."""

from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from accounts.domain.roles import Role
from accounts.models import Activity
from roadmap.models import Action, Decision, Pilot, Roadmap
from roadmap.operations.actions import set_state
from roadmap.operations.comments import write_comment
from tests.factories.accounts import make_member, make_workspace, owner_of
from tests.factories.roadmap import make_roadmap
from tests.factories.vendors import make_evaluation
from vendors.domain.stages import Stage
from vendors.models import Award, Evaluation

pytestmark = pytest.mark.django_db


@pytest.fixture
def roadmap() -> Roadmap:
    return make_roadmap(make_workspace())


@pytest.fixture
def evaluation(roadmap: Roadmap) -> Evaluation:
    evaluation = make_evaluation(roadmap.workspace, stage=Stage.DECIDED, title="Partner 2027")
    Award.objects.update(kind="conditional", conditions="A restore is shown.\nTwo are hired.", pilot_days=90)
    return evaluation


def address(evaluation: Evaluation) -> str:
    return reverse("evaluation_takeover", args=[evaluation.workspace.code, evaluation.code])


def client_of(evaluation: Evaluation) -> Client:
    client = Client()
    client.force_login(owner_of(evaluation.workspace))
    return client


def send(evaluation: Evaluation, roadmap: Roadmap, **data: Any) -> HttpResponse:
    phase = roadmap.phases.all()[0]
    said = {
        "phase": f"{roadmap.code}:{phase.phase}",
        "decision": "Kestrel is chosen",
        "actions": "Agree the contract\n\nA restore is shown.",
        "service": "Ledger",
        "start": roadmap.workspace.today.isoformat(),
        **data,
    }
    return client_of(evaluation).post(address(evaluation), said)  # type: ignore[return-value]


def test_decision_actions_and_pilot_are_taken_over_once(evaluation: Evaluation, roadmap: Roadmap) -> None:
    assert send(evaluation, roadmap).status_code == 302
    decision = Decision.objects.get(text="Kestrel is chosen")
    assert (decision.note, decision.taken_date) == ("It shows the most.", roadmap.workspace.today)
    actions = Action.objects.filter(roadmap=roadmap)
    assert [(each.title, each.origin) for each in actions] == [
        ("Agree the contract", "decision"),
        ("A restore is shown.", "decision"),
    ]
    pilot = Pilot.objects.get()
    assert pilot.end_date - pilot.start_date == timedelta(days=89)
    assert (pilot.services, pilot.success_criteria) == (["Ledger"], "A restore is shown.\nTwo are hired.")
    again = send(evaluation, roadmap)
    assert again.status_code == 422
    assert "has that decision already" in again.content.decode()
    assert (Action.objects.count(), Pilot.objects.count()) == (2, 1)


def undo_of(evaluation: Evaluation) -> str:
    event = Activity.objects.get(verb="roadmap.decision_taken_over")
    return reverse("evaluation_takeover_undo", args=[evaluation.workspace.code, evaluation.code, event.code])


def standing() -> tuple[int, int, int]:
    return tuple(model.objects.filter(deleted_at=None).count() for model in (Decision, Action, Pilot))  # type: ignore[return-value]


def test_taking_over_is_undone_at_once(evaluation: Evaluation, roadmap: Roadmap) -> None:
    before = standing()
    send(evaluation, roadmap)
    client = client_of(evaluation)
    assert client.post(undo_of(evaluation), follow=True).text.count("4 entries are removed from the roadmap again.")
    assert standing() == before
    assert "0 entries are removed" in client.post(undo_of(evaluation), follow=True).text
    assert send(evaluation, roadmap).status_code == 302  # it can be taken over anew


def test_what_somebody_worked_on_since_stays(evaluation: Evaluation, roadmap: Roadmap) -> None:
    before = standing()
    send(evaluation, roadmap)
    contract, restore = Action.objects.order_by("pk")
    set_state(action=contract, actor=owner_of(roadmap.workspace), seen=contract.revision, state="doing")
    write_comment(action=restore, actor=owner_of(roadmap.workspace), text="Who?")
    page = client_of(evaluation).post(undo_of(evaluation), follow=True).text
    assert "2 entries are removed from the roadmap again. 2 stay: somebody has worked on them since." in page
    assert standing() == (before[0], before[1] + 2, before[2])


def test_undoing_is_offered_where_it_was_taken_over_to(evaluation: Evaluation, roadmap: Roadmap) -> None:
    client = client_of(evaluation)
    client.cookies = send(evaluation, roadmap).client.cookies  # type: ignore[attr-defined]
    phase = roadmap.phases.all()[0]
    page = client.get(reverse("phase_detail", args=[roadmap.workspace.code, roadmap.code, phase.phase])).text
    assert undo_of(evaluation) in page


def test_page_proposes_what_follows_from_the_decision(evaluation: Evaluation, roadmap: Roadmap) -> None:
    page = client_of(evaluation).get(address(evaluation)).content.decode()
    assert f"Agree the contract with {evaluation.proposals.get(number=1).vendor}" in page
    assert "Two are hired." in page
    assert roadmap.title in page


def test_award_without_a_pilot_asks_for_none(evaluation: Evaluation, roadmap: Roadmap) -> None:
    Award.objects.update(kind="award", conditions="", pilot_days=None)
    assert 'name="service"' not in client_of(evaluation).get(address(evaluation)).content.decode()
    assert send(evaluation, roadmap).status_code == 302
    assert not Pilot.objects.exists()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"phase": ""}, "Choose the phase of a roadmap."),
        ({"service": ""}, "Say what the pilot runs on."),
        ({"actions": "A" * 201}, "at most 200 letters"),
        ({"actions": "A\n" * 21}, "Keep it to 20 actions."),
        ({"actions": "Agree\x0bthe contract"}, "Remove the control character U+000B."),
        ({"actions": "Agree \u202ethe contract"}, "Write it on one line"),
        ({"start": ""}, "Choose the first day."),
    ],
)
def test_what_is_wrong_is_said(evaluation: Evaluation, roadmap: Roadmap, data: dict[str, str], sentence: str) -> None:
    answer = send(evaluation, roadmap, **data)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Decision.objects.filter(text="Kestrel is chosen").exists()


def test_phase_of_another_workspace_is_none_to_choose(evaluation: Evaluation) -> None:
    assert send(evaluation, make_roadmap(make_workspace())).status_code == 422


def test_without_a_chosen_vendor_there_is_no_page(evaluation: Evaluation) -> None:
    Award.objects.update(kind="none", proposal=None)
    assert client_of(evaluation).get(address(evaluation)).status_code == 404
    open_one = make_evaluation(evaluation.workspace, stage=Stage.LOCKED)
    assert client_of(open_one).get(address(open_one)).status_code == 404


def test_who_may_not_edit_is_refused(evaluation: Evaluation) -> None:
    client = Client()
    client.force_login(make_member(evaluation.workspace, Role.CONTRIBUTOR))
    assert client.get(address(evaluation)).status_code == 403
