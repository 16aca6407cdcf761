"""The first page of an evaluation: its stage, its people, and the next step of whoever looks."""

import re

import pytest
from django.test import Client

from accounts.domain.roles import Role
from accounts.models import User
from tests.factories.accounts import make_member, make_workspace, owner_of
from tests.factories.vendors import add_clerk, add_evaluator, declare, make_evaluation, score_all
from tests.test_query_budget import queries_of
from vendors.domain.stages import Stage
from vendors.models import AcceptedCriterion, Award, Evaluation, ModelVersion
from vendors.operations.versions import begin_change

pytestmark = pytest.mark.django_db


def seen_by(user: User, evaluation: Evaluation) -> str:
    client = Client()
    client.force_login(user)
    return client.get(evaluation.get_absolute_url()).text


def evaluator_of(evaluation: Evaluation) -> User:
    user = evaluation.participants.filter(part="evaluator")[0].user
    assert user
    return user


@pytest.mark.parametrize(
    ("stage", "moderator", "evaluator", "other"),
    [
        (Stage.DRAFT, "Open the evaluation", "Say whether you have a conflict", "Nothing waits for you"),
        (Stage.SCORING, "0 of 2 evaluators have handed in", "Score the proposals", "Nothing waits for you"),
        (Stage.CONSENSUS, "4 criteria are left to settle", "Talk about where you differ", "Nothing waits for you"),
        (Stage.LOCKED, "Decide", "Read the result", "Read the result"),
        (Stage.DECIDED, "Tell it in writing", "Read the decision", "Read the decision"),
    ],
)
def test_next_step_is_that_of_the_person(stage: Stage, moderator: str, evaluator: str, other: str) -> None:
    evaluation = make_evaluation(make_workspace(), stage=stage)
    assert moderator in seen_by(owner_of(evaluation.workspace), evaluation)
    assert evaluator in seen_by(evaluator_of(evaluation), evaluation)
    assert other in seen_by(make_member(evaluation.workspace), evaluation)


def test_moderator_of_a_draft_is_led_to_what_is_missing() -> None:
    evaluation = make_evaluation(make_workspace(), proposals=0, evaluators=0)
    evaluation.versions.get().groups.all().delete()
    page = seen_by(owner_of(evaluation.workspace), evaluation)
    for step in ("Mend 2 things in the criteria", "Add the proposals", "Ask people to take part"):
        assert step in page
    assert "Open the evaluation" not in page


def test_moderator_is_led_to_consensus_when_all_have_handed_in() -> None:
    evaluation = make_evaluation(make_workspace(), stage=Stage.SCORING)
    for each in evaluation.participants.all():
        score_all(each)
    assert "Open consensus" in seen_by(owner_of(evaluation.workspace), evaluation)
    page = seen_by(evaluator_of(evaluation), evaluation)
    assert "Nothing waits for you" in page
    assert "2 of 2 evaluators have handed in" in page


def test_evaluator_declares_first() -> None:
    evaluation = make_evaluation(make_workspace(), stage=Stage.SCORING)
    late = add_evaluator(evaluation)
    assert late.user
    declare(late, evaluation.proposals.all()[0])
    page = seen_by(late.user, evaluation)
    assert "Say whether you have a conflict of interest" in page
    assert "Score the proposals" not in page


def test_clerk_is_led_to_the_prices_until_they_are_open() -> None:
    evaluation = make_evaluation(make_workspace(), stage=Stage.SCORING)
    clerk = add_clerk(evaluation).user
    assert clerk
    assert "Enter what the proposals cost" in seen_by(clerk, evaluation)
    Evaluation.objects.filter(pk=evaluation.pk).update(stage=Stage.LOCKED.value)
    assert "Enter what the proposals cost" not in seen_by(clerk, evaluation)


def test_change_waits_for_those_who_can_let_it_into_force() -> None:
    evaluation = make_evaluation(make_workspace(), stage=Stage.SCORING)
    moderator = owner_of(evaluation.workspace)
    version = begin_change(evaluation=evaluation, actor=moderator)
    assert "Propose version 2 of the criteria" in seen_by(moderator, evaluation)
    second = make_member(evaluation.workspace, Role.EDITOR)
    assert "Version 2 of the criteria waits" not in seen_by(second, evaluation)
    ModelVersion.objects.filter(pk=version.pk).update(state="proposed", proposed_by=moderator)
    assert "Version 2 of the criteria waits" in seen_by(second, evaluation)
    for person in (moderator, make_member(evaluation.workspace, Role.CONTRIBUTOR)):
        assert "Version 2 of the criteria waits" not in seen_by(person, evaluation)


def test_stages_people_and_hashes_are_there() -> None:
    evaluation = make_evaluation(make_workspace(), stage=Stage.CONSENSUS)
    AcceptedCriterion.objects.create(evaluation=evaluation, criterion="F-1")
    page = seen_by(owner_of(evaluation.workspace), evaluation)
    assert "1 of 4 criteria are settled" in page
    assert evaluation.versions.get().content_hash in page
    assert page.count("rail__one is-done") == 2
    assert str(evaluator_of(evaluation)) in page


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        ("award", "Decided: %s is awarded</h1>"),
        ("conditional", "Decided: %s is awarded, on condition of a pilot</h1>"),
        ("none", "Decided: no award is made</h1>"),
    ],
)
def test_heading_names_the_outcome(kind: str, sentence: str) -> None:
    evaluation = make_evaluation(make_workspace(), stage=Stage.DECIDED, are_names_hidden=True)
    vendor = Award.objects.select_related("proposal__vendor").get().proposal.vendor  # type: ignore[union-attr]
    Award.objects.update(kind=kind, **({"proposal": None} if kind == "none" else {}))
    sentence = sentence.replace("%s", str(vendor))
    assert sentence in seen_by(evaluator_of(evaluation), evaluation)
    Evaluation.objects.update(stage=Stage.LOCKED.value)  # taken back, it is for the moderator alone
    assert "Quality is locked" in seen_by(evaluator_of(evaluation), evaluation)


def test_what_is_settled_is_counted_for_nobody_from_whom_it_is_sealed() -> None:
    evaluation = make_evaluation(make_workspace(), stage=Stage.CONSENSUS)
    member = make_member(evaluation.workspace)
    AcceptedCriterion.objects.create(evaluation=evaluation, criterion="F-1")
    page = seen_by(member, evaluation)
    assert "settled" not in page
    assert "The evaluators settle where they differ" in page


@pytest.mark.parametrize("stage", [Stage.DRAFT, Stage.LOCKED])
def test_page_asks_no_more_with_more_people(stage: Stage, client: Client) -> None:
    evaluation = make_evaluation(make_workspace(), stage=stage)
    client.force_login(owner_of(evaluation.workspace))
    few = queries_of(client, evaluation.get_absolute_url())
    for _ in range(20):
        add_evaluator(evaluation)
    assert queries_of(client, evaluation.get_absolute_url()) == few <= 15


def test_each_next_step_leads_to_a_page_that_is_there(client: Client) -> None:
    for stage in Stage:
        evaluation = make_evaluation(make_workspace(), stage=stage)
        for person in (owner_of(evaluation.workspace), evaluator_of(evaluation), make_member(evaluation.workspace)):
            client.force_login(person)
            steps = re.search(
                r'<ul class="steps">(.*?)</ul>', client.get(evaluation.get_absolute_url()).text, re.DOTALL
            )
            for address in re.findall(r'<a [^>]*href="([^"]+)"', steps[1] if steps else ""):
                assert client.get(address).status_code == 200, (stage, address)


def test_moderator_is_told_of_proposals_that_have_not_come() -> None:
    evaluation = make_evaluation(make_workspace(), evaluators=3)
    evaluation.proposals.filter(number=1).update(submitted_at=None)
    assert "1 proposal is not handed in yet" in seen_by(owner_of(evaluation.workspace), evaluation)
