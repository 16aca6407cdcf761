"""Passing gates: by whom, with what, what is kept of it, and who is told when an exception is over."""

from datetime import timedelta

import pytest
from django.db import connection  # noqa: F401  (only_where_transactions_overlap asks it)
from django.utils import timezone

from accounts.domain.roles import Role
from accounts.models import Activity, Notice, User
from roadmap.models import Decision, GatePassing, RoadmapPhase
from roadmap.operations.decisions import create_decision, delete_decision, purge_decisions, restore_decision
from roadmap.operations.exceptions import remind_of_exceptions
from roadmap.operations.gates import (
    AlreadyPassedError,
    GateMovedError,
    NotWithdrawnError,
    ReasonMissingError,
    pass_gate,
    restore_passing,
    withdraw_passing,
)
from roadmap.operations.roadmaps import NotRestorableError
from roadmap.queries.gates import criteria_now, frozen_criteria
from tests.factories.accounts import make_member, make_workspace, owner_of
from tests.factories.assessments import answer_everything, make_assessment
from tests.factories.evidence import make_stored_evidence
from tests.factories.gates import meet_gate, open_at, phase_of
from tests.factories.roadmap import make_roadmap
from tests.together import at_once, only_where_transactions_overlap

pytestmark = pytest.mark.django_db


@pytest.fixture
def phase() -> RoadmapPhase:
    return phase_of(make_roadmap(make_workspace()), "discover")


@pytest.fixture
def owner(phase: RoadmapPhase) -> User:
    return owner_of(phase.roadmap.workspace)


def except_until(phase: RoadmapPhase, actor: User, days: int) -> GatePassing:
    day = phase.roadmap.workspace.today + timedelta(days=days)
    return pass_gate(phase=phase, actor=actor, seen_open=open_at(phase), reason="The drill is late.", expires_date=day)


def test_gate_finds_what_the_assessment_shows() -> None:
    workspace = make_workspace()
    assessment = make_assessment(workspace)
    answer_everything(assessment, evidence=[make_stored_evidence(workspace)])
    assessment.answers.filter(question="DIS-01").update(level=5)
    phase = phase_of(make_roadmap(workspace, assessment=assessment), "discover")
    found = {line.key: line for line in criteria_now(phase, workspace.today)}
    assert found["question:DIS-01"].is_met
    assert found["score:"].found != ""
    assessment.answers.filter(question="DIS-01").update(state="unknown", level=None)
    assert {line.key: line.found for line in criteria_now(phase, workspace.today)}["question:DIS-01"] == "unknown"


def test_gate_with_every_criterion_met_is_passed_without_a_reason(phase: RoadmapPhase, owner: User) -> None:
    meet_gate(phase)
    passing = pass_gate(phase=phase, actor=owner, seen_open=(), reason="Not needed.")
    assert (passing.open_count, passing.reason, passing.expires_date) == (0, "", None)
    assert all(line.is_met for line in frozen_criteria(passing))
    assert len(passing.criteria) == 13
    assert Activity.objects.get(verb="gate.passed").detail["phase"] == "Discover and align"


def test_gate_with_open_criteria_needs_a_reason_and_a_day(phase: RoadmapPhase, owner: User) -> None:
    with pytest.raises(ReasonMissingError):
        pass_gate(phase=phase, actor=owner, seen_open=open_at(phase), reason="Because.")
    passing = except_until(phase, owner, 30)
    assert passing.open_count == len(open_at(phase)) == 13
    assert not any(line.is_met for line in frozen_criteria(passing))


def test_gate_is_not_passed_from_a_page_that_showed_something_else(phase: RoadmapPhase, owner: User) -> None:
    meet_gate(phase)
    phase.roadmap.items.filter(checklist="discover", item="DIS-C01").update(done_at=None)
    with pytest.raises(GateMovedError):
        pass_gate(phase=phase, actor=owner, seen_open=())
    assert not GatePassing.objects.exists()


def test_gate_is_passed_once_and_again_after_it_was_withdrawn(phase: RoadmapPhase, owner: User) -> None:
    first = except_until(phase, owner, 30)
    with pytest.raises(AlreadyPassedError):
        except_until(phase, owner, 30)
    withdraw_passing(passing=first, actor=owner)
    withdraw_passing(passing=first, actor=owner)
    assert Activity.objects.filter(verb="gate.withdrawn").count() == 1
    restore_passing(passing=first, actor=owner)
    first.refresh_from_db()
    assert first.withdrawn_at is None
    withdraw_passing(passing=first, actor=owner)
    except_until(phase, owner, 10)
    with pytest.raises(NotWithdrawnError):
        restore_passing(passing=first, actor=owner)


@only_where_transactions_overlap
@pytest.mark.django_db(transaction=True)
def test_of_two_who_pass_at_once_one_did_it() -> None:
    phase = phase_of(make_roadmap(make_workspace()), "discover")
    owner = owner_of(phase.roadmap.workspace)
    found = at_once(*[lambda: except_until(phase, owner, 30)] * 2)
    assert sorted(type(each).__name__ for each in found) == ["AlreadyPassedError", "GatePassing"]
    assert GatePassing.objects.count() == 1


def test_exception_that_is_over_is_told_once(phase: RoadmapPhase, owner: User) -> None:
    editor = make_member(phase.roadmap.workspace, Role.EDITOR)
    RoadmapPhase.objects.filter(pk=phase.pk).update(owner=editor)
    passing = except_until(phase, owner, 0)
    tomorrow = timezone.now() + timedelta(days=1)
    assert remind_of_exceptions(now=timezone.now()) == 0
    assert remind_of_exceptions(now=tomorrow) == 2
    assert remind_of_exceptions(now=tomorrow) == 0
    assert set(Notice.objects.values_list("user", flat=True)) == {owner.pk, editor.pk}
    notice = Notice.objects.get(user=editor)
    assert "The gate of Discover and align" in notice.sentence
    assert notice.path.endswith("/phases/discover/")
    assert GatePassing.objects.get(pk=passing.pk).told_at == tomorrow


def test_who_has_left_is_not_told_but_the_owners_are(phase: RoadmapPhase, owner: User) -> None:
    left = make_member(phase.roadmap.workspace, Role.EDITOR)
    except_until(phase, left, 0)
    left.memberships.all().delete()
    assert remind_of_exceptions(now=timezone.now() + timedelta(days=1)) == 1
    assert Notice.objects.get().user == owner


def test_own_decision_is_asked_for_until_it_is_deleted(phase: RoadmapPhase, owner: User) -> None:
    decision = create_decision(phase=phase, actor=owner, text="The archive has a region.")
    key = f"decision:{decision.code}"
    assert key in open_at(phase)
    delete_decision(decision=decision, actor=owner)
    assert key not in open_at(phase)
    decision.refresh_from_db()
    restore_decision(decision=decision, actor=owner)
    assert key in open_at(phase)
    delete_decision(decision=decision, actor=owner)
    long_ago = timezone.now() - timedelta(days=31)
    Decision.objects.filter(pk=decision.pk).update(deleted_at=long_ago)
    decision.refresh_from_db()
    with pytest.raises(NotRestorableError):
        restore_decision(decision=decision, actor=owner)
    assert purge_decisions(now=timezone.now()) == 1


def test_decision_of_the_pack_is_not_deleted(phase: RoadmapPhase, owner: User) -> None:
    decision = phase.decisions.first()
    assert decision
    delete_decision(decision=decision, actor=owner)
    assert Decision.objects.get(pk=decision.pk).deleted_at is None
