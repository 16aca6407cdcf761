"""Interests are declared for each vendor before anything of it is visible."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Activity, Notice, Workspace
from tests.factories.accounts import make_member, make_workspace, owner_of
from tests.factories.vendors import bring_to, make_evaluation, make_proposal
from vendors.domain.stages import Stage
from vendors.models import Evaluation, Participant
from vendors.operations.declarations import declare_interests
from vendors.operations.participants import TooLateError

pytestmark = pytest.mark.django_db


@pytest.fixture
def workspace() -> Workspace:
    return make_workspace()


@pytest.fixture
def evaluation(workspace: Workspace) -> Evaluation:
    return make_evaluation(workspace, evaluators=1, are_names_hidden=True)


def evaluator_of(evaluation: Evaluation) -> tuple[Participant, Client]:
    participant = evaluation.participants.get()
    client = Client()
    assert participant.user
    client.force_login(participant.user)
    return participant, client


def page_of(evaluation: Evaluation) -> str:
    return reverse("declaration_list", args=[evaluation.workspace.code, evaluation.code])


def say(participant: Participant, **conflicts: str | None) -> None:
    """By the number of the proposal, as in `p1="a friend"`."""
    proposals = {each.number: each.pk for each in participant.evaluation.proposals.all()}
    assert participant.user
    said = {proposals[int(name[1:])]: text for name, text in conflicts.items()}
    declare_interests(participant=participant, actor=participant.user, conflicts=said)


def declared(participant: Participant) -> dict[int, str | None]:
    rows = participant.declarations.select_related("proposal")
    return {each.proposal.number: each.text if each.has_conflict else None for each in rows}


def test_interests_are_declared_on_the_page_and_the_moderator_told_of_a_conflict(evaluation: Evaluation) -> None:
    participant, client = evaluator_of(evaluation)
    one, two = (each.vendor.code for each in evaluation.proposals.select_related("vendor"))
    sent = {f"interest-{one}": "conflict", f"text-{one}": "I worked there.", f"interest-{two}": "none"}
    answer = client.post(page_of(evaluation), sent, follow=True)
    assert "You have declared your interests" in answer.text
    assert declared(participant) == {1: "I worked there.", 2: None}
    assert "declared a conflict" in Notice.objects.get(user=evaluation.moderator).sentence
    assert "I worked there" not in str(Activity.objects.get(verb="evaluation.declared").__dict__)


def test_vendors_stand_by_name_in_the_order_of_the_alphabet(evaluation: Evaluation) -> None:
    _participant, client = evaluator_of(evaluation)
    for number, name in enumerate(("Zenith plc", "Aurora Ltd")):
        vendor = evaluation.proposals.all()[number].vendor
        vendor.name = name
        vendor.save()
    text = client.get(page_of(evaluation)).text
    assert 0 < text.index("Aurora Ltd") < text.index("Zenith plc")


def test_page_does_not_tell_which_proposal_is_whose(evaluation: Evaluation) -> None:
    """The code of a proposal is in addresses where its vendor's name is hidden."""
    _participant, client = evaluator_of(evaluation)
    text = client.get(page_of(evaluation)).text
    assert not [each.code for each in evaluation.proposals.all() if each.code in text]


def test_unsaid_and_undescribed_interests_come_back_with_what_was_typed(evaluation: Evaluation) -> None:
    participant, client = evaluator_of(evaluation)
    one, two = (each.vendor.code for each in evaluation.proposals.select_related("vendor"))
    answer = client.post(page_of(evaluation), {f"interest-{one}": "conflict", f"text-{two}": "Some words."})
    assert answer.status_code == 422
    for sentence in ("Say in a few words what the conflict is.", "Say whether there is a conflict", "Some words."):
        assert sentence in answer.text
    assert declared(participant) == {}


def test_everything_can_be_changed_in_the_draft_and_is_told_once(evaluation: Evaluation) -> None:
    participant, _client = evaluator_of(evaluation)
    say(participant, p1="I worked there.", p2=None)
    say(participant, p1=None, p2=None)
    say(participant, p1=None, p2=None)
    assert declared(participant) == {1: None, 2: None}
    assert Activity.objects.filter(verb="evaluation.declared").count() == 2


def test_conflict_can_come_up_while_scoring_and_then_stays(evaluation: Evaluation) -> None:
    participant, client = evaluator_of(evaluation)
    bring_to(evaluation, Stage.SCORING)
    say(participant, p1="My brother joined them.", p2=None)
    say(participant, p1=None)
    assert declared(participant) == {1: "My brother joined them.", 2: None}
    one = evaluation.proposals.select_related("vendor")[0].vendor
    assert f"interest-{one.code}" not in client.get(page_of(evaluation)).text


def test_late_proposal_is_declared_while_scoring(evaluation: Evaluation) -> None:
    participant, client = evaluator_of(evaluation)
    bring_to(evaluation, Stage.SCORING)
    make_proposal(evaluation)
    assert "1 vendor to declare" in client.get(page_of(evaluation)).text
    say(participant, p3=None)
    assert declared(participant)[3] is None


def test_nothing_is_declared_any_more_when_quality_is_locked(evaluation: Evaluation) -> None:
    participant, client = evaluator_of(evaluation)
    bring_to(evaluation, Stage.LOCKED)
    with pytest.raises(TooLateError):
        say(participant, p1="Too late.")
    assert '<form class="card form"' not in client.get(page_of(evaluation)).text


def test_vendor_of_another_evaluation_is_passed_over(evaluation: Evaluation) -> None:
    participant, _client = evaluator_of(evaluation)
    other = make_evaluation(make_workspace()).proposals.all()[0]
    assert participant.user
    declare_interests(participant=participant, actor=participant.user, conflicts={other.pk: "No."})
    assert not other.declarations.exists()


def test_who_does_not_score_has_nothing_to_declare(evaluation: Evaluation) -> None:
    for user in (owner_of(evaluation.workspace), make_member(evaluation.workspace)):
        client = Client()
        client.force_login(user)
        assert client.get(page_of(evaluation)).status_code == 403
