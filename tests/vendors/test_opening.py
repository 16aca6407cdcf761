"""Opening an evaluation: refused as long as anything is to mend, and locked with a hash from then on."""

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.domain.roles import Role
from accounts.models import Activity, Notice
from core.models import StaleWriteError
from tests.factories.accounts import make_member, make_workspace, owner_of
from tests.factories.vendors import add_clerk, add_evaluator, declare, make_evaluation
from vendors.domain.model import content_hash
from vendors.domain.stages import Stage, VersionState
from vendors.models import Criterion, Evaluation, RemovedPart
from vendors.operations.criteria import remove_part
from vendors.operations.opening import AlreadyOpenError, NotReadyError, open_evaluation
from vendors.queries.versions import model_of, version_in_force

pytestmark = pytest.mark.django_db


@pytest.fixture
def evaluation() -> Evaluation:
    return make_evaluation(make_workspace())


@pytest.fixture
def moderator(client: Client, evaluation: Evaluation) -> Client:
    client.force_login(owner_of(evaluation.workspace))
    return client


def at(evaluation: Evaluation) -> str:
    return reverse("evaluation_open", args=[evaluation.workspace.code, evaluation.code])


def test_opening_locks_the_model_with_the_hash_that_was_shown(evaluation: Evaluation, moderator: Client) -> None:
    version = version_in_force(evaluation)
    expected = content_hash(model_of(version))
    assert expected in moderator.get(at(evaluation)).text
    answer = moderator.post(at(evaluation), {"revision": version.revision})
    assert answer["Location"] == evaluation.get_absolute_url()
    evaluation.refresh_from_db()
    locked = version_in_force(evaluation)
    assert evaluation.at is Stage.SCORING
    assert evaluation.opened_at is not None
    assert (locked.state, locked.content_hash) == (VersionState.LOCKED, expected)
    assert locked.locked_by == owner_of(evaluation.workspace)
    event = Activity.objects.get(verb="evaluation.opened")
    assert event.detail["hash"] == expected[:12]


def test_evaluators_are_told_and_others_are_not(evaluation: Evaluation) -> None:
    add_clerk(evaluation)
    version = version_in_force(evaluation)
    open_evaluation(evaluation=evaluation, actor=owner_of(evaluation.workspace), seen=version.revision)
    told = set(Notice.objects.values_list("user", flat=True))
    assert told == set(evaluation.participants.filter(part="evaluator").values_list("user", flat=True))


def test_nothing_with_a_fault_is_opened(evaluation: Evaluation, moderator: Client) -> None:
    Criterion.objects.filter(key="F-1").update(anchors=["Nothing", "", "", "", "", "All"])
    page = moderator.get(at(evaluation)).text
    assert "1 thing keeps the evaluation from being opened" in page
    assert "“Criterion F-1” does not say what a 3 is." in page
    assert "Open and lock" not in page
    version = version_in_force(evaluation)
    assert moderator.post(at(evaluation), {"revision": version.revision}).status_code == 409
    with pytest.raises(NotReadyError):
        open_evaluation(evaluation=evaluation, actor=owner_of(evaluation.workspace), seen=version.revision)
    evaluation.refresh_from_db()
    assert evaluation.at is Stage.DRAFT


def test_deadline_that_is_still_to_come_is_told(evaluation: Evaluation, moderator: Client) -> None:
    evaluation.deadline_at = timezone.now() + timedelta(days=3)
    evaluation.save()
    assert "is still to come: until then vendors can hand in again" in moderator.get(at(evaluation)).text
    Evaluation.objects.update(deadline_at=timezone.now() - timedelta(days=3))
    assert "still to come" not in moderator.get(at(evaluation)).text


@pytest.mark.parametrize("sent", [{}, {"revision": "x"}, {"revision": "1"}])
def test_what_changed_meanwhile_is_looked_at_first(
    sent: dict[str, str], evaluation: Evaluation, moderator: Client
) -> None:
    version = version_in_force(evaluation)
    gate = version.gates.all()[0]
    gate.version = version
    remove_part(part=gate, actor=owner_of(evaluation.workspace))
    answer = moderator.post(at(evaluation), sent)
    assert answer.status_code == 409
    assert "were changed meanwhile" in answer.text
    with pytest.raises(StaleWriteError):
        open_evaluation(evaluation=evaluation, actor=owner_of(evaluation.workspace), seen=1)
    version = version_in_force(evaluation)
    moderator.post(at(evaluation), {"revision": version.revision})
    assert not RemovedPart.objects.exists()


def test_second_opening_does_nothing(evaluation: Evaluation, moderator: Client) -> None:
    version = version_in_force(evaluation)
    moderator.post(at(evaluation), {"revision": version.revision})
    answer = moderator.post(at(evaluation), {"revision": version.revision})
    assert [str(message) for message in get_messages(answer.wsgi_request)][1:] == []
    assert moderator.get(at(evaluation)).status_code == 302
    with pytest.raises(AlreadyOpenError):
        open_evaluation(evaluation=evaluation, actor=owner_of(evaluation.workspace), seen=2)


def test_page_tells_what_is_worth_a_second_look(client: Client) -> None:
    evaluation = make_evaluation(make_workspace(), proposals=1, evaluators=1)
    evaluation.proposals.update(submitted_at=None)
    client.force_login(owner_of(evaluation.workspace))
    page = client.get(at(evaluation)).text
    for sentence in (
        "1 evaluator is named. A result of fewer than 3 rests on few eyes.",
        "Nobody is named to enter the prices.",
        "1 evaluator has not declared their interests yet",
        "There are no two proposals yet",
        "1 proposal has not been handed in.",
    ):
        assert sentence in page


def test_page_says_that_everything_is_ready(client: Client) -> None:
    evaluation = make_evaluation(make_workspace(), evaluators=0)
    for _ in range(3):
        evaluator = add_evaluator(evaluation)
        for proposal in evaluation.proposals.all():
            declare(evaluator, proposal)
    add_clerk(evaluation)
    client.force_login(owner_of(evaluation.workspace))
    assert "Everything is ready to be opened" in client.get(at(evaluation)).text


def test_owner_who_does_not_moderate_opens_nothing(evaluation: Evaluation, client: Client) -> None:
    client.force_login(make_member(evaluation.workspace, Role.OWNER))
    assert client.post(at(evaluation), {"revision": 1}).status_code == 403
