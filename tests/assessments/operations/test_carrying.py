"""What is carried over counts as open until somebody confirms it."""

from typing import Any

import pytest

from accounts.models import Activity, User, Workspace
from assessments.choices import GroupKind
from assessments.domain.answers import State
from assessments.domain.summary import summarise
from assessments.models import Answer, Assessment
from assessments.operations.answers import (
    CollisionError,
    IncompleteAnswerError,
    NothingToConfirmError,
    confirm_answer,
    restore_answer,
    save_answer,
)
from assessments.operations.assessments import duplicate_assessment
from assessments.operations.carrying import begin_from_milestone, confirm_section, waiting
from assessments.operations.milestones import freeze_milestone
from assessments.operations.sections import OpenQuestionsError, complete_section
from assessments.queries.milestones import result_of_milestone
from assessments.queries.scoring import current_summary, result_of
from evidence.operations.evidence import delete_evidence
from tests.factories.answer_files import (
    FIRST,
    FOURTH,
    SECOND,
    THIRD,
    answer,
    cite,
    come_back,
    go_on,
    make_workbook,
    set_cell,
)
from tests.factories.evidence import make_stored_evidence

pytestmark = pytest.mark.django_db


@pytest.fixture
def begun(assessment: Assessment, ada: User) -> Assessment:
    """From a milestone of the assessment of conftest, whose first answers are of each kind."""
    answer(assessment, FOURTH, state="unanswered", note="Ask Grace.", is_flagged=True)
    milestone = freeze_milestone(assessment=assessment, actor=ada, title="2026 Q3")
    return begin_from_milestone(milestone=milestone, actor=ada, title="2026 Q4")


def row(assessment: Assessment, question: str) -> Answer:
    return assessment.answers.get(question=question)


def waits(assessment: Assessment, question: str) -> dict[str, Any]:
    """What of the answer waits; empty where nothing does."""
    return row(assessment, question).carried or {}


def confirm(assessment: Assessment, question: str, actor: User) -> None:
    confirm_answer(workspace=assessment.workspace, assessment=assessment.code, question=question, actor=actor)


def save(assessment: Assessment, question: str, actor: User, seen: int, **said: Any) -> None:
    at: dict[str, Any] = {
        "workspace": assessment.workspace,
        "assessment": assessment.code,
        "question": question,
        "actor": actor,
    }
    save_answer(**at, seen=seen, said=said)


def test_everything_comes_along_and_counts_as_open(assessment: Assessment, begun: Assessment) -> None:
    first = row(begun, FIRST)
    assert (first.state, first.level, first.met, first.note) == ("unanswered", None, [], "As it is.")
    assert first.carried == waiting(row(assessment, FIRST).choice, "2026 Q3")
    assert [each.evidence.title for each in first.citations.all()] == ["Drill"]
    assert waits(begun, SECOND)["reason"] == "accepted_risk"
    assert waits(begun, THIRD)["state"] == "unknown"
    fourth = row(begun, FOURTH)
    assert (fourth.carried, fourth.note, fourth.is_flagged) == (None, "Ask Grace.", True)
    assert begun.answers.exclude(state="unanswered").count() == 0
    result = result_of(begun, as_of=begun.workspace.today)
    assert result.counts.unanswered == result.counts.total
    assert begun.stored_summary == summarise(result)
    assert (str(begun.begun_from), begun.target, begun.pack) == ("2026 Q3", assessment.target, assessment.pack)
    entry = Activity.objects.order_by("pk").last()
    assert entry
    assert (entry.verb, entry.detail) == (
        "assessment.begun_from_milestone",
        {"milestone": "2026 Q3", "answers": "3"},
    )


def test_evidence_that_is_gone_is_not_cited(assessment: Assessment, ada: User) -> None:
    piece = make_stored_evidence(assessment.workspace, title="Gone")
    cite(assessment, FIRST, piece)
    milestone = freeze_milestone(assessment=assessment, actor=ada, title="2026 Q3")
    delete_evidence(evidence=piece, actor=ada)
    begun = begin_from_milestone(milestone=milestone, actor=ada, title="2026 Q4")
    assert [each.evidence.title for each in row(begun, FIRST).citations.all()] == ["Drill"]


def test_confirming_makes_it_the_answer(assessment: Assessment, begun: Assessment, ada: User) -> None:
    confirm(begun, FIRST, ada)
    first = row(begun, FIRST)
    assert first.carried is None
    assert first.contents == row(assessment, FIRST).contents
    version = first.versions.get(revision=3)
    assert (version.is_confirmation, version.saved_by, version.carried) == (True, ada, None)
    assert first.versions.get(revision=2).carried == waiting(first.choice, "2026 Q3")
    begun.refresh_from_db()
    assert begun.stored_summary == summarise(result_of(begun, as_of=begun.workspace.today))
    assert begun.stored_summary.overall.counts.answered == 1
    with pytest.raises(NothingToConfirmError):
        confirm(begun, FIRST, ada)


def test_another_answer_settles_it_and_a_note_alone_does_not(begun: Assessment, ada: User) -> None:
    save(begun, FIRST, ada, 2, note="Looked at it.")
    assert waits(begun, FIRST)
    save(begun, FIRST, ada, 3, state="answered", level=1)
    first = row(begun, FIRST)
    assert (first.level, first.carried, first.note) == (1, None, "Looked at it.")
    assert not first.versions.filter(is_confirmation=True).exists()
    save(begun, SECOND, ada, 2, state="unknown")
    assert (row(begun, SECOND).state, waits(begun, SECOND)) == ("unknown", {})


def test_who_answers_while_somebody_confirms_is_asked(begun: Assessment, ada: User) -> None:
    confirm(begun, FIRST, ada)
    with pytest.raises(CollisionError):
        save(begun, FIRST, ada, 2, state="answered", level=1)


def test_bringing_it_back_lets_it_wait_again(begun: Assessment, ada: User) -> None:
    save(begun, FIRST, ada, 2, state="answered", level=1)
    at: dict[str, Any] = {"workspace": begun.workspace, "assessment": begun.code, "question": FIRST, "actor": ada}
    restore_answer(**at, seen=3, revision=2)
    assert row(begun, FIRST).state == "unanswered"
    assert waits(begun, FIRST)["level"] == 3
    restore_answer(**at, seen=4, revision=1)
    assert not waits(begun, FIRST)


def test_section_is_confirmed_at_once_but_for_what_cannot_stand(begun: Assessment, ada: User) -> None:
    phase = begun.questions.question[FIRST].phase
    begun.answers.filter(question=SECOND).update(note="")
    with pytest.raises(OpenQuestionsError):
        complete_section(assessment=begun, kind=GroupKind.PHASE, group=phase, title="", actor=ada)
    done = confirm_section(assessment=begun, kind=GroupKind.PHASE, group=phase, title="Discover", actor=ada)
    assert done == (2, 1)
    assert row(begun, FIRST).level == 3
    assert row(begun, THIRD).state == "unknown"
    assert waits(begun, SECOND)
    assert row(begun, FIRST).versions.get(revision=3).is_confirmation
    begun.refresh_from_db()
    assert begun.stored_summary == summarise(result_of(begun, as_of=begun.workspace.today))
    entry = Activity.objects.order_by("pk").last()
    assert entry
    assert (entry.verb, entry.detail) == ("assessment.section_confirmed", {"section": "Discover", "answers": "2"})
    again = confirm_section(assessment=begun, kind=GroupKind.PHASE, group=phase, title="Discover", actor=ada)
    assert again == (0, 1)
    with pytest.raises(IncompleteAnswerError):
        confirm(begun, SECOND, ada)


def test_it_is_open_in_files_and_stays_when_they_come_back(begun: Assessment, few_rows: None) -> None:
    data = make_workbook(begun, lambda book: set_cell(book, SECOND, "Answer", 2))
    found = come_back(begun, data)
    assert [each["question"] for each in found.content["answers"]] == [SECOND]
    go_on(found)
    assert (row(begun, SECOND).level, waits(begun, SECOND)) == (2, {})
    assert waits(begun, FIRST)


def test_copies_and_later_milestones_carry_it_on(begun: Assessment, ada: User, workspace: Workspace) -> None:
    copy = duplicate_assessment(assessment=begun, actor=ada, title="Copy", with_answers=True)
    assert waits(copy, FIRST) == waits(begun, FIRST)
    confirm(begun, THIRD, ada)
    milestone = freeze_milestone(assessment=begun, actor=ada, title="2026 Q4")
    frozen = result_of_milestone(milestone)
    assert frozen.submission.answers[FIRST].state is State.UNANSWERED
    assert frozen.more[FIRST]["carried"]["from"] == "2026 Q3"
    third = begin_from_milestone(milestone=milestone, actor=ada, title="2027 Q1")
    assert waits(third, FIRST) == {**waits(begun, FIRST), "from": "2026 Q4"}
    assert waits(third, THIRD)["state"] == "unknown"
    assert current_summary(third, workspace.today).overall.counts.unanswered == len(third.questions.questions)
