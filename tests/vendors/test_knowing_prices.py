"""What somebody has read of prices stays read: who was taken out as price clerk decides nothing that they must not."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from accounts.domain.roles import Role
from accounts.models import User
from tests.factories.accounts import make_member, make_workspace, owner_of
from tests.factories.vendors import add_clerk, make_evaluation, make_offer
from vendors.domain.stages import Part, Stage
from vendors.models import Evaluation, Participant
from vendors.operations.evaluations import KnowsPricesError, change_evaluation
from vendors.operations.participants import remove_participant
from vendors.operations.versions import begin_change
from vendors.queries.evaluations import possible_moderators

pytestmark = pytest.mark.django_db


@pytest.fixture
def evaluation() -> Evaluation:
    return make_evaluation(make_workspace(), stage=Stage.SCORING)


@pytest.fixture
def former(evaluation: Evaluation) -> User:
    """An editor who was the price clerk."""
    person = make_member(evaluation.workspace, Role.EDITOR)
    clerk = add_clerk(evaluation, person)
    remove_participant(participant=clerk, actor=owner_of(evaluation.workspace))
    return person


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def asked(evaluation: Evaluation, person: User, part: Part = Part.EVALUATOR) -> tuple[int, str]:
    address = reverse("participant_create", args=[evaluation.workspace.code, evaluation.code])
    sent = {"part": part.value, "person": person.code}
    answer = client_of(owner_of(evaluation.workspace)).post(address, sent)
    return answer.status_code, answer.content.decode()


def test_who_has_seen_a_price_does_not_score(evaluation: Evaluation, former: User) -> None:
    make_offer(evaluation.proposals.all()[0])
    status, page = asked(evaluation, former)
    assert status == 422
    assert "has seen prices here, and cannot score any more" in page
    assert not evaluation.participants.filter(user=former).exists()
    assert asked(evaluation, former, Part.PRICE_CLERK)[0] == 302


def test_who_was_asked_as_clerk_by_mistake_can_score_while_there_is_no_price(
    evaluation: Evaluation, former: User
) -> None:
    assert asked(evaluation, former)[0] == 302
    assert Participant.objects.get(user=former).part == Part.EVALUATOR


def test_who_has_seen_a_price_does_not_moderate(evaluation: Evaluation, former: User) -> None:
    assert former in possible_moderators(evaluation.workspace, evaluation)
    make_offer(evaluation.proposals.all()[0])
    assert former not in possible_moderators(evaluation.workspace, evaluation)
    with pytest.raises(KnowsPricesError):
        change_evaluation(
            evaluation=evaluation, actor=owner_of(evaluation.workspace), seen=evaluation.revision, moderator=former
        )


def test_who_has_seen_a_price_is_no_second_person(evaluation: Evaluation, former: User) -> None:
    version = begin_change(evaluation=evaluation, actor=owner_of(evaluation.workspace))
    type(version).objects.filter(pk=version.pk).update(state="proposed", reason="Why not.")
    address = reverse("version_approve", args=[evaluation.workspace.code, evaluation.code, version.number])
    make_offer(evaluation.proposals.all()[0])
    assert client_of(former).post(address, {"revision": version.revision}).status_code == 403
