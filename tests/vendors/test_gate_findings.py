"""What is found at gates, and their waivers."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from accounts.models import Activity
from core.models import StaleWriteError
from tests.factories.accounts import owner_of
from tests.vendors.consensus import at, client_of, in_consensus, proposals_of
from vendors.domain.stages import Stage
from vendors.models import Evaluation, Gate, GateFinding
from vendors.operations.consensus import AcceptedError, StageError
from vendors.operations.findings import find_at_gate

pytestmark = pytest.mark.django_db


@pytest.fixture
def evaluation() -> Evaluation:
    return in_consensus()


@pytest.fixture
def moderator(evaluation: Evaluation) -> Client:
    return client_of(owner_of(evaluation.workspace))


def here(evaluation: Evaluation, number: int = 1) -> str:
    return at(evaluation, "consensus_finding", gate="G-1", proposal_code=proposals_of(evaluation)[number - 1].code)


def waived(evaluation: Evaluation, more: dict[str, str] | None = None, *, days: int = 30) -> dict[str, str]:
    until = evaluation.workspace.today + timedelta(days=days)
    owner = owner_of(evaluation.workspace).code
    said = {"waived_by": owner, "waiver_reason": "The audit is in May.", "waiver_expires_date": until.isoformat()}
    return {"revision": "1", "is_met": "no", "note": "There is none.", **said, **(more or {})}


def move_to(evaluation: Evaluation, stage: Stage) -> None:
    Evaluation.objects.filter(pk=evaluation.pk).update(stage=stage.value)


def find(evaluation: Evaluation, *, is_met: bool = True, seen: int = 1) -> GateFinding:
    return find_at_gate(
        evaluation=evaluation,
        actor=owner_of(evaluation.workspace),
        proposal=proposals_of(evaluation)[0],
        gate=Gate.objects.get(version__evaluation=evaluation),
        seen=seen,
        is_met=is_met,
        note="",
    )


def test_findings_are_made_one_after_the_other(evaluation: Evaluation, moderator: Client) -> None:
    page = moderator.get(at(evaluation, "consensus_gates")).text
    assert "2 checks of gates are left" in page
    said = {"revision": "1", "is_met": "yes", "note": "Certificate of March.", "waived_by": ""}
    answer = moderator.post(here(evaluation), said)
    assert answer.headers["Location"] == here(evaluation, 2)
    answer = moderator.post(here(evaluation, 2), {**said, "is_met": "no"}, follow=True)
    assert "1 vendor misses a gate and is excluded" in answer.text
    assert "Certificate of March." in answer.text
    assert Activity.objects.filter(verb="evaluation.gate_checked").count() == 2


def test_missed_gate_is_waived_by_name_with_a_reason_until_a_day(evaluation: Evaluation, moderator: Client) -> None:
    moderator.post(here(evaluation), waived(evaluation, days=0))
    finding = GateFinding.objects.get()
    owner = owner_of(evaluation.workspace)
    assert (finding.is_met, finding.waived_by, finding.waiver_reason) == (False, owner, "The audit is in May.")
    page = moderator.get(at(evaluation, "consensus_gates")).text
    assert "Waived" in page
    assert "The audit is in May." in page
    GateFinding.objects.update(waiver_expires_date=evaluation.workspace.today - timedelta(days=1))
    assert "The waiver is over" in moderator.get(at(evaluation, "consensus_gates")).text


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"waived_by": ""}, "Name who waives it."),
        ({"waiver_reason": ""}, "Say why it is waived."),
        ({"waiver_expires_date": ""}, "Say until which day it is waived."),
        ({"waiver_expires_date": "2020-01-01"}, "That day is over."),
        ({"is_met": "yes"}, "A waiver is for a gate that is not met."),
        ({"is_met": ""}, "Choose what was found."),
    ],
)
def test_waiver_that_is_not_whole_is_refused_in_words(
    evaluation: Evaluation, moderator: Client, more: dict[str, str], sentence: str
) -> None:
    answer = moderator.post(here(evaluation), waived(evaluation, more))
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "There is none." in answer.text
    assert not GateFinding.objects.exists()


def test_second_tab_does_not_overwrite_a_finding(evaluation: Evaluation) -> None:
    find(evaluation)
    with pytest.raises(StaleWriteError):
        find(evaluation, is_met=False)
    assert find(evaluation, is_met=False, seen=2).is_met is False


def test_once_quality_is_locked_only_a_waiver_and_a_first_look_are_possible(
    evaluation: Evaluation, moderator: Client
) -> None:
    find(evaluation, is_met=False)
    move_to(evaluation, Stage.LOCKED)
    with pytest.raises(AcceptedError):
        find(evaluation, seen=2)
    page = moderator.get(here(evaluation)).text
    assert "what was found stays as it is" in page
    assert 'name="is_met"' not in page
    said = waived(evaluation, {"revision": "2", "is_met": "yes", "note": "Changed."})
    assert moderator.post(here(evaluation), said).status_code == 302
    finding = GateFinding.objects.get()
    assert (finding.is_met, finding.note, finding.waiver_reason) == (False, "", "The audit is in May.")
    assert moderator.post(here(evaluation, 2), waived(evaluation)).status_code == 302


@pytest.mark.parametrize("stage", [Stage.SCORING, Stage.DECIDED])
def test_nothing_is_found_before_and_after(evaluation: Evaluation, moderator: Client, stage: Stage) -> None:
    move_to(evaluation, stage)
    with pytest.raises(StageError):
        find(evaluation)
    moderator.post(here(evaluation), waived(evaluation))
    assert not GateFinding.objects.exists()


def test_evaluation_without_must_haves_says_so(evaluation: Evaluation, moderator: Client) -> None:
    Gate.objects.all().delete()
    assert "There are no gates" in moderator.get(at(evaluation, "consensus_gates")).text
    assert at(evaluation, "consensus_gates") not in moderator.get(at(evaluation)).text
