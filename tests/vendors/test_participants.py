"""Who takes part in an evaluation: asked, taken out, taken back, and taken in when they join."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.domain.roles import Role
from accounts.models import Activity, Notice, User, Workspace
from accounts.operations.invitations import accept_invitation
from tests.factories.accounts import make_invitation, make_member, make_user, make_workspace, owner_of
from tests.factories.vendors import add_clerk, add_evaluator, bring_to, declare, make_evaluation
from vendors.domain.stages import Part, Stage
from vendors.models import Evaluation, Participant
from vendors.operations.participants import (
    HandedInError,
    ModeratesError,
    TakesPartAlreadyError,
    TooLateError,
    ask_participant,
    hide_names,
    remove_participant,
    restore_participant,
)
from vendors.queries.evaluations import evaluations_of, possible_moderators

pytestmark = pytest.mark.django_db


@pytest.fixture
def workspace() -> Workspace:
    return make_workspace()


@pytest.fixture
def evaluation(workspace: Workspace) -> Evaluation:
    return make_evaluation(workspace, evaluators=0)


def ask(evaluation: Evaluation, user: User | None = None, part: Part = Part.EVALUATOR, email: str = "") -> Participant:
    actor = owner_of(evaluation.workspace)
    return ask_participant(evaluation=evaluation, actor=actor, part=part, user=user, email=email)


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def at(name: str, evaluation: Evaluation, *args: str) -> str:
    return reverse(name, args=[evaluation.workspace.code, evaluation.code, *args])


def test_evaluator_is_asked_told_and_logged(evaluation: Evaluation) -> None:
    member = make_member(evaluation.workspace)
    found = ask(evaluation, member)
    assert list(evaluation.participants.all()) == [found]
    notice = Notice.objects.get(user=member)
    assert "asks you to score" in notice.sentence
    assert notice.path == at("declaration_list", evaluation)
    assert Activity.objects.get(verb="evaluation.asked").object_name == str(member)


def test_clerk_is_told_of_prices(evaluation: Evaluation) -> None:
    member = make_member(evaluation.workspace)
    ask(evaluation, member, Part.PRICE_CLERK)
    assert "enter the prices" in Notice.objects.get(user=member).sentence


def test_person_is_either_evaluator_or_clerk(evaluation: Evaluation) -> None:
    member = make_member(evaluation.workspace)
    ask(evaluation, member)
    with pytest.raises(TakesPartAlreadyError):
        ask(evaluation, member, Part.PRICE_CLERK)


def test_moderator_may_score_but_enters_no_prices(evaluation: Evaluation) -> None:
    assert evaluation.moderator
    with pytest.raises(ModeratesError):
        ask(evaluation, evaluation.moderator, Part.PRICE_CLERK)
    assert ask(evaluation, evaluation.moderator).part == Part.EVALUATOR


def test_address_of_a_member_is_that_member(evaluation: Evaluation) -> None:
    member = make_member(evaluation.workspace)
    found = ask(evaluation, email=member.email.upper())
    assert (found.user, found.email) == (member, "")


def test_invited_person_takes_their_place_on_joining(evaluation: Evaluation) -> None:
    workspace = evaluation.workspace
    second_owner = make_member(workspace, Role.OWNER)
    other = make_evaluation(make_workspace(), evaluators=0)
    ask(evaluation, email="new@example.com")
    ask(other, email="new@example.com")
    assert "invite them" in Notice.objects.get(user=second_owner).sentence
    make_invitation(workspace, secret="secret", email="new@example.com")
    person = make_user(email="new@example.com")
    accept_invitation(secret="secret", user=person)
    assert evaluation.participants.get().user == person
    assert other.participants.get().user is None


def test_waiting_address_is_not_asked_twice(evaluation: Evaluation) -> None:
    ask(evaluation, email="new@example.com")
    with pytest.raises(TakesPartAlreadyError):
        ask(evaluation, email="New@example.com")


def test_evaluator_is_taken_out_and_comes_back_with_what_they_declared(evaluation: Evaluation) -> None:
    actor = owner_of(evaluation.workspace)
    found = add_evaluator(evaluation)
    declare(found, evaluation.proposals.all()[0], "A friend works there.")
    remove_participant(participant=found, actor=actor)
    assert not evaluation.participants.exists()
    assert [each.evaluator_count for each in evaluations_of(evaluation.workspace)] == [0]  # type: ignore[attr-defined]
    restore_participant(participant=found, actor=actor)
    assert evaluation.participants.get().declarations.get().has_conflict


def test_asking_anew_who_was_taken_out_gives_the_new_part(evaluation: Evaluation) -> None:
    actor, member = owner_of(evaluation.workspace), make_member(evaluation.workspace)
    remove_participant(participant=ask(evaluation, member), actor=actor)
    assert ask(evaluation, member, Part.PRICE_CLERK).part == Part.PRICE_CLERK
    assert evaluation.participants.count() == 1


def test_clerk_who_was_taken_out_may_moderate_and_then_not_come_back(evaluation: Evaluation) -> None:
    actor, editor = owner_of(evaluation.workspace), make_member(evaluation.workspace, Role.EDITOR)
    clerk = add_clerk(evaluation, editor)
    assert editor not in possible_moderators(evaluation.workspace, evaluation)
    remove_participant(participant=clerk, actor=actor)
    assert editor in possible_moderators(evaluation.workspace, evaluation)
    Evaluation.objects.update(moderator=editor)
    with pytest.raises(ModeratesError):
        restore_participant(participant=clerk, actor=actor)


def test_scores_that_were_handed_in_keep_their_evaluator(workspace: Workspace) -> None:
    evaluation = make_evaluation(workspace, stage=Stage.SCORING)
    found = evaluation.participants.all()[0]
    Participant.objects.filter(pk=found.pk).update(submitted_at=evaluation.opened_at)
    with pytest.raises(HandedInError):
        remove_participant(participant=found, actor=owner_of(workspace))
    assert evaluation.participants.count() == 2


def test_evaluators_are_settled_when_consensus_is_open_and_the_clerk_when_it_is_decided(workspace: Workspace) -> None:
    evaluation = make_evaluation(workspace, stage=Stage.CONSENSUS)
    with pytest.raises(TooLateError):
        ask(evaluation, make_member(workspace))
    clerk = ask(evaluation, make_member(workspace), Part.PRICE_CLERK)
    bring_to(evaluation, Stage.DECIDED)
    with pytest.raises(TooLateError):
        remove_participant(participant=clerk, actor=owner_of(workspace))


def test_names_are_hidden_until_the_evaluation_is_opened_only(evaluation: Evaluation) -> None:
    actor = owner_of(evaluation.workspace)
    hide_names(evaluation=evaluation, actor=actor, are_hidden=True)
    assert Evaluation.objects.get().are_names_hidden
    bring_to(Evaluation.objects.get(), Stage.SCORING)
    with pytest.raises(TooLateError):
        hide_names(evaluation=evaluation, actor=actor, are_hidden=False)


def test_moderator_asks_takes_out_and_takes_back_on_the_page(evaluation: Evaluation) -> None:
    client, member = client_of(owner_of(evaluation.workspace)), make_member(evaluation.workspace)
    answer = client.post(
        at("participant_create", evaluation), {"part": "evaluator", "person": member.code}, follow=True
    )
    assert f"{member} is asked." in answer.text
    found = evaluation.participants.get()
    answer = client.post(at("participant_remove", evaluation, found.code), follow=True)
    assert at("participant_restore", evaluation, found.code) in answer.text
    client.post(at("participant_restore", evaluation, found.code))
    assert evaluation.participants.get() == found


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({}, "Choose a member, or type the mail address"),
        ({"email": "nobody"}, "mail address"),
        ({"email": "new@example.com", "part": "clerk", "person": "someone"}, "not both"),
        ({"email": "moderator", "part": "clerk"}, "The moderator cannot enter prices"),
    ],
)
def test_asking_wrongly_keeps_what_was_typed(evaluation: Evaluation, sent: dict[str, str], sentence: str) -> None:
    owner = owner_of(evaluation.workspace)
    values = {"part": "evaluator", **sent}
    if values.get("person"):
        values["person"] = make_member(evaluation.workspace).code
    if values.get("email") == "moderator":
        values["email"] = owner.email
    answer = client_of(owner).post(at("participant_create", evaluation), values)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert values.get("email", "") in answer.text
    assert not evaluation.participants.exists()


def test_page_tells_the_moderator_how_far_each_is_and_others_not(workspace: Workspace) -> None:
    evaluation = make_evaluation(workspace, stage=Stage.CONSENSUS)
    page = at("participant_list", evaluation)
    assert "8 of 8" in client_of(owner_of(workspace)).get(page).text
    assert "8 of 8" not in client_of(make_member(workspace)).get(page).text


def test_conflicts_are_the_moderators_to_know_until_quality_is_locked(workspace: Workspace) -> None:
    evaluation = make_evaluation(workspace, evaluators=1)
    declare(evaluation.participants.get(), evaluation.proposals.all()[0], "I own shares of it.")
    page, member = at("participant_list", evaluation), client_of(make_member(workspace))
    assert "I own shares of it." in client_of(owner_of(workspace)).get(page).text
    assert "I own shares of it." not in member.get(page).text
    bring_to(evaluation, Stage.LOCKED)
    assert "I own shares of it." in member.get(page).text


def test_owner_is_led_to_invite_who_has_not_joined(evaluation: Evaluation) -> None:
    client = client_of(owner_of(evaluation.workspace))
    ask(evaluation, email="new@example.com")
    answer = client.get(at("participant_list", evaluation))
    invite = reverse("invitation_create", args=[evaluation.workspace.code]) + "?email=new%40example.com"
    assert invite in answer.text
    assert 'value="new@example.com"' in client.get(invite).text
