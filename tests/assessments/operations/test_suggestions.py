"""Nothing is ruled out but what a person chose, and it can be taken back."""

import pytest

from assessments.files.answers import LONGEST_NOTE
from assessments.models import Assessment
from assessments.operations.answers import restore_answer, save_answer
from assessments.operations.assessments import change_assessment
from assessments.operations.suggestions import rule_out
from assessments.queries.suggestions import open_suggestions
from tests.factories.accounts import make_workspace, owner_of
from tests.factories.assessments import make_assessment

pytestmark = pytest.mark.django_db

BEFORE_LAUNCH = {"stage": ["before_launch"]}
REASON = "No customer uses the product in production, so there are no incidents to log."


@pytest.fixture
def assessment() -> Assessment:
    return make_assessment(make_workspace(), profile=BEFORE_LAUNCH)


def suggested(assessment: Assessment) -> list[str]:
    return [each.question.id for each in open_suggestions(assessment)]


def answer(assessment: Assessment, question: str, **said: object) -> None:
    save_answer(
        workspace=assessment.workspace,
        assessment=assessment.code,
        question=question,
        actor=owner_of(assessment.workspace),
        seen=1,
        said=said,
    )


def test_suggesting_changes_no_answer(assessment: Assessment) -> None:
    assert suggested(assessment) == ["DIS-06", "DIS-11", "VAL-05"]
    assert not assessment.answers.exclude(state="unanswered").exists()


def test_only_what_was_chosen_is_ruled_out(assessment: Assessment) -> None:
    ada = owner_of(assessment.workspace)
    answer(assessment, "DIS-06", note="Ask Grace.")
    assert rule_out(assessment=assessment, questions=["DIS-06", "DIS-07", "no-such", "\0"], actor=ada) == 1
    ruled_out = assessment.answers.get(question="DIS-06")
    assert (ruled_out.state, ruled_out.reason) == ("not_applicable", "out_of_scope")
    assert ruled_out.note == f"Ask Grace.\n\n{REASON}"
    assert assessment.answers.get(question="DIS-07").state == "unanswered"
    assert suggested(assessment) == ["DIS-11", "VAL-05"]
    assessment.refresh_from_db()
    assert assessment.stored_summary.overall.counts.not_applicable == 1


def test_note_does_not_grow_longer_than_one_can_be(assessment: Assessment) -> None:
    answer(assessment, "DIS-06", note="x" * LONGEST_NOTE)
    assert rule_out(assessment=assessment, questions=["DIS-06"], actor=owner_of(assessment.workspace)) == 1
    ruled_out = assessment.answers.get(question="DIS-06")
    assert (ruled_out.state, len(ruled_out.note)) == ("not_applicable", LONGEST_NOTE)


def test_answers_are_left_alone(assessment: Assessment) -> None:
    answer(assessment, "DIS-06", state="answered", level=3)
    answer(assessment, "DIS-11", state="unknown")
    assert suggested(assessment) == ["DIS-11", "VAL-05"]
    ada = owner_of(assessment.workspace)
    assert rule_out(assessment=assessment, questions=["DIS-06", "DIS-11"], actor=ada) == 1
    assert assessment.answers.get(question="DIS-06").level == 3


def test_taken_back_it_is_suggested_again(assessment: Assessment) -> None:
    ada = owner_of(assessment.workspace)
    rule_out(assessment=assessment, questions=["VAL-05"], actor=ada)
    restore_answer(
        workspace=assessment.workspace,
        assessment=assessment.code,
        question="VAL-05",
        actor=ada,
        seen=2,
        revision=1,
    )
    assert suggested(assessment) == ["DIS-06", "DIS-11", "VAL-05"]


def test_change_of_the_profile_changes_what_is_suggested(assessment: Assessment) -> None:
    ada = owner_of(assessment.workspace)
    changed = change_assessment(assessment=assessment, actor=ada, seen=1, profile={"tenancy": ["one_customer"]})
    found = suggested(changed)
    assert found
    assert "DIS-06" not in found
