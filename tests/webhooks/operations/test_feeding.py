"""Events become deliveries: each once, to whoever wants them."""

from __future__ import annotations

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import Workspace
from accounts.operations.activity import log_activity
from accounts.operations.workspaces import delete_workspace, restore_workspace
from tests.factories.accounts import make_workspace, owner_of
from tests.factories.assessments import make_assessment
from tests.factories.webhooks import log_answer, make_webhook
from webhooks.choices import ReasonChoice, StateChoice
from webhooks.domain.events import Event
from webhooks.models import Delivery
from webhooks.operations import feeding
from webhooks.operations.feeding import read_events
from webhooks.operations.webhooks import delete_webhook, pause_webhook, restore_webhook, resume_webhook
from webhooks.queries.due import has_work
from webhooks.queries.payloads import payload_of

pytestmark = pytest.mark.django_db


def read() -> int:
    return read_events(now=timezone.now())


def test_each_webhook_gets_each_event_that_it_wants_once() -> None:
    workspace = make_workspace()
    one, other = make_webhook(workspace), make_webhook(workspace, events=[Event.GATE_PASSED.value])
    event = log_answer(workspace)
    log_activity(workspace=workspace, actor=None, verb="gate.passed", target=workspace, phase="Discover")
    log_activity(workspace=workspace, actor=None, verb="member.joined", target=workspace, role="viewer")
    assert read() == 3
    assert read() == 0
    assert [each.event for each in one.deliveries.order_by("pk")] == ["answer.changed", "gate.passed"]
    assert [each.event for each in other.deliveries.all()] == ["gate.passed"]
    assert one.deliveries.order_by("pk")[0].activity == event


@pytest.mark.parametrize("verb", ["answer.saved_together", "answer.imported", "answer.import_undone"])
def test_many_answers_changed_at_once_are_one_event(verb: str) -> None:
    webhook = make_webhook(make_workspace(), events=[Event.ANSWER_CHANGED.value])
    assessment = make_assessment(webhook.workspace)
    log_activity(workspace=webhook.workspace, actor=None, verb=verb, target=assessment, answers=7, note="ours alone")
    assert read() == 1
    told = payload_of(webhook.deliveries.get())
    assert (told["event"], told["detail"], told["what"]["code"]) == ("answer.changed", {"answers": 7}, assessment.code)


def test_event_read_twice_is_delivered_once() -> None:
    """As by a run that died before it could say how far it was."""
    webhook = make_webhook(make_workspace())
    before = webhook.read_until
    log_answer(webhook.workspace)
    read()
    type(webhook).objects.filter(pk=webhook.pk).update(read_until=before)
    read()
    assert Delivery.objects.count() == 1


def test_only_what_happens_afterwards_and_in_its_own_workspace_is_told() -> None:
    workspace, other = make_workspace(), make_workspace()
    log_answer(workspace)
    make_webhook(workspace)
    log_answer(other)
    assert read() == 0
    assert not has_work(timezone.now())


def test_more_events_than_are_read_at_once_are_all_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeding, "AT_ONCE", 2)
    webhook = make_webhook(make_workspace())
    for _ in range(5):
        log_answer(webhook.workspace)
    assert read() == 5


def test_paused_webhook_misses_what_happens_meanwhile() -> None:
    webhook = make_webhook(make_workspace())
    owner = owner_of(webhook.workspace)
    pause_webhook(webhook=webhook, actor=owner)
    log_answer(webhook.workspace)
    assert read() == 0
    resume_webhook(webhook=webhook, actor=owner)
    log_answer(webhook.workspace)
    assert read() == 1


def test_webhook_back_from_deletion_misses_what_happened_meanwhile() -> None:
    webhook = make_webhook(make_workspace())
    owner = owner_of(webhook.workspace)
    delete_webhook(webhook=webhook, actor=owner)
    log_answer(webhook.workspace)
    restore_webhook(webhook=webhook, actor=owner)
    assert read() == 0


def test_restored_workspace_sends_nothing_until_somebody_says_so() -> None:
    webhook = make_webhook(make_workspace())
    workspace: Workspace = webhook.workspace
    log_answer(workspace)
    delete_workspace(workspace=workspace, actor=owner_of(workspace), typed=workspace.name)
    assert read() == 0
    restore_workspace(workspace=workspace, actor=owner_of(workspace))
    assert has_work(timezone.now())
    assert read() == 0
    webhook.refresh_from_db()
    assert (webhook.state, webhook.reason) == (StateChoice.PAUSED, ReasonChoice.RESTORED)


def test_looking_for_work_asks_twice_however_much_there_is(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    workspace = make_workspace()
    log_answer(workspace)
    with django_assert_num_queries(2):
        assert not has_work(timezone.now())
    for _ in range(5):
        make_webhook(workspace)
    with django_assert_num_queries(2):
        assert not has_work(timezone.now())
    log_answer(workspace)
    with django_assert_num_queries(1):
        assert has_work(timezone.now())
