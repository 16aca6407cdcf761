"""People at the same moment, on PostgreSQL, where transactions overlap: nobody waits for who waits for them."""

from functools import partial
from threading import Event
from time import sleep
from typing import Any

import pytest
from django.db import connection  # noqa: F401  (only_where_transactions_overlap asks it)

from accounts.domain.roles import Role
from accounts.operations.people import delete_account
from assessments.domain.summary import summarise
from assessments.models import Assessment
from assessments.operations import assessments as operations
from assessments.operations import renewal
from assessments.operations.answers import save_answer
from assessments.operations.assessments import duplicate_assessment
from assessments.operations.bulk import write_all
from assessments.operations.milestones import freeze_milestone
from assessments.operations.renewal import OtherVersionError, move_to_version
from assessments.operations.suggestions import rule_out
from assessments.queries.scoring import score_levels
from evidence.operations.evidence import change_evidence, delete_evidence
from tests.factories.accounts import make_member, make_workspace, owner_of
from tests.factories.assessments import cite, make_assessment
from tests.factories.evidence import make_stored_evidence
from tests.factories.packs import install_next_version
from tests.together import at_once, only_where_transactions_overlap

pytestmark = [pytest.mark.django_db(transaction=True), only_where_transactions_overlap]


def answering(assessment: Assessment, question: str, actor: Any, **said: Any) -> Any:
    return partial(
        save_answer,
        workspace=assessment.workspace,
        assessment=assessment.code,
        question=question,
        actor=actor,
        seen=1,
        said=said or {"is_flagged": True},
    )


def test_suggestions_are_taken_up_while_the_same_questions_are_answered() -> None:
    workspace = make_workspace()
    ada = owner_of(workspace)
    for _ in range(3):
        assessment = make_assessment(workspace, profile={"stage": ["before_launch"]})
        suggested = ["DIS-06", "DIS-11", "VAL-05"]
        results = at_once(
            partial(rule_out, assessment=assessment, questions=suggested, actor=ada),
            *(answering(assessment, question, ada) for question in suggested),
        )
        assert [result for result in results if isinstance(result, Exception)] == []


def test_account_is_deleted_while_others_answer_what_its_person_owned() -> None:
    for _ in range(3):
        workspace = make_workspace()
        leaving = make_member(workspace, Role.EDITOR)
        assessment = make_assessment(workspace, actor=leaving)
        questions = [question.id for question in assessment.questions.questions[:12]]
        for question in questions:
            answering(assessment, question, leaving)()
        results = at_once(
            partial(delete_account, user=leaving),
            *(partial(answering(assessment, each, owner_of(workspace), note="Mine."), seen=2) for each in questions),
        )
        assert [result for result in results if isinstance(result, Exception)] == []


def test_copy_counts_evidence_that_is_changed_while_it_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    """The copy has read the evidence, and does not end before somebody waits for the original."""
    workspace = make_workspace()
    actor = owner_of(workspace)
    assessment, evidence = make_assessment(workspace), make_stored_evidence(workspace)
    cite(assessment, 0, evidence)
    is_copied, copy_answers = Event(), operations._copy_answers

    def copied(*arguments: Any) -> None:
        copy_answers(*arguments)
        is_copied.set()
        sleep(0.5)

    def change() -> None:
        is_copied.wait(timeout=10)
        change_evidence(evidence=evidence, actor=actor, seen=1, observed_date=None)

    monkeypatch.setattr(operations, "_copy_answers", copied)
    copy, _changed = at_once(
        partial(duplicate_assessment, assessment=assessment, actor=actor, title="Copy", with_answers=True), change
    )
    copy.refresh_from_db()
    fresh = score_levels(copy, as_of=workspace.today).overall.verified
    assert copy.stored_summary.overall.scores.verified == fresh


def test_others_go_on_while_an_assessment_moves_to_another_version(monkeypatch: pytest.MonkeyPatch) -> None:
    """They wait for its row, and find it although its pack is another by then."""
    workspace = make_workspace()
    actor = owner_of(workspace)
    assessment, evidence = make_assessment(workspace), make_stored_evidence(workspace)
    cite(assessment, 3, evidence)
    pack = install_next_version(assessment.pack)
    move = partial(move_to_version, assessment=assessment, actor=actor, version=pack.version)
    is_moving = Event()

    def slowly(*arguments: Any, **named: Any) -> None:
        is_moving.set()
        sleep(0.5)
        write_all(*arguments, **named)

    def meanwhile(call: Any) -> Any:
        is_moving.wait(timeout=10)
        return call()

    monkeypatch.setattr(renewal, "write_all", slowly)
    others = (
        move,
        answering(assessment, "DIS-01", actor, state="answered", level=3),
        partial(freeze_milestone, assessment=assessment, actor=actor, title="Q4"),
        partial(delete_evidence, evidence=evidence, actor=actor),
    )
    _moved, again, *results = at_once(move, *(partial(meanwhile, each) for each in others))
    assert isinstance(again, OtherVersionError)
    assert [result for result in results if isinstance(result, Exception)] == []
    stored = Assessment.objects.with_pack().get()
    fresh = summarise(score_levels(stored, as_of=workspace.today))
    assert (stored.pack, stored.stored_summary) == (pack, fresh)
