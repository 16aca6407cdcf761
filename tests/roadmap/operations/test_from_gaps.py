"""Actions made of gaps are those of the results, wait for each other as the pack says, and can be taken back."""

from functools import partial

import pytest
from django.db import connection  # noqa: F401  (only_where_transactions_overlap asks it)

from accounts.models import Activity, Workspace
from assessments.models import Assessment
from assessments.queries.scoring import result_of
from roadmap.models import Action, Roadmap
from roadmap.operations.actions import change_action, set_state
from roadmap.operations.comments import write_comment
from roadmap.operations.dependencies import set_needs
from roadmap.operations.from_gaps import make_actions_from_gaps, unmake_actions
from roadmap.queries.gaps import gaps_of
from tests.factories.accounts import make_workspace, owner_of
from tests.factories.assessments import answer_everything, make_assessment
from tests.factories.roadmap import make_roadmap
from tests.together import at_once, only_where_transactions_overlap


def fed(workspace: Workspace | None = None) -> tuple[Roadmap, Assessment]:
    """A roadmap whose assessment is answered throughout and has no evidence: every question has a gap."""
    workspace = workspace or make_workspace()
    assessment = make_assessment(workspace)
    answer_everything(assessment)
    return make_roadmap(workspace, assessment=assessment), assessment


def make(roadmap: Roadmap, assessment: Assessment, *questions: str) -> Activity | None:
    actor = owner_of(roadmap.workspace)
    return make_actions_from_gaps(roadmap=roadmap, assessment=assessment, actor=actor, questions=questions)


@pytest.mark.django_db
def test_action_has_what_its_gap_says() -> None:
    roadmap, assessment = fed()
    make(roadmap, assessment, "DIS-02")
    action = Action.objects.get()
    found = next(
        gap for gap in result_of(assessment, as_of=roadmap.workspace.today).gaps if gap.result.question.id == "DIS-02"
    )
    question = found.result.question
    assert (action.title, action.phase, action.origin) == (question.action, question.phase, "gap")
    assert (action.gap, action.impact, action.value) == (found.gap, question.impact, found.gap * question.impact)
    assert (action.effort, action.effort_days) == (question.effort.value, roadmap.days_of(question.effort))
    assert (action.question, action.to_level) == ("DIS-02", found.result.target)
    assert question.risk in action.description


@pytest.mark.django_db
def test_actions_stand_in_the_order_of_the_results() -> None:
    roadmap, assessment = fed()
    expected = [each.question.id for each in gaps_of(roadmap, assessment).offered]
    make(roadmap, assessment, *expected)
    assert list(Action.objects.values_list("question", flat=True)) == expected
    assert not gaps_of(roadmap, assessment).free


@pytest.mark.django_db
def test_gap_with_an_open_action_gets_no_second_one() -> None:
    roadmap, assessment = fed()
    assert make(roadmap, assessment, "DIS-01")
    assert make(roadmap, assessment, "DIS-01", "NO-SUCH") is None
    action = Action.objects.get()
    set_state(action=action, actor=owner_of(roadmap.workspace), seen=1, state="done")
    offered = {each.question.id: each for each in gaps_of(roadmap, assessment).offered}["DIS-01"]
    assert (offered.action, offered.closed) == (None, action)
    assert make(roadmap, assessment, "DIS-01")


@pytest.mark.django_db
def test_dependencies_are_those_of_the_questions_whichever_was_made_first() -> None:
    roadmap, assessment = fed()
    make(roadmap, assessment, "DIS-03")
    make(roadmap, assessment, "DIS-01", "DIS-02")
    found = {action.question: action for action in Action.objects.all()}
    assert set(found["DIS-03"].needs.all()) == {found["DIS-01"], found["DIS-02"]}
    assert set(found["DIS-02"].needs.all()) == {found["DIS-01"]}


@pytest.mark.django_db
def test_dependency_that_would_close_a_circle_is_left_out() -> None:
    roadmap, assessment = fed()
    make(roadmap, assessment, "DIS-01", "DIS-03")
    found = {action.question: action for action in Action.objects.all()}
    set_needs(action=found["DIS-03"], needs=[])
    set_needs(action=found["DIS-01"], needs=[found["DIS-03"]])
    make(roadmap, assessment, "DIS-02")
    second = Action.objects.get(question="DIS-02")
    assert list(found["DIS-01"].needs.all()) == [found["DIS-03"]]
    assert (second in found["DIS-03"].needs.all()) != (found["DIS-01"] in second.needs.all())


@pytest.mark.django_db
def test_undo_takes_back_what_nobody_has_touched() -> None:
    roadmap, assessment = fed()
    event = make(roadmap, assessment, "DIS-01", "DIS-02", "DIS-03")
    actor = owner_of(roadmap.workspace)
    assert event
    found = {action.question: action for action in Action.objects.all()}
    change_action(action=found["DIS-01"], actor=actor, seen=1, impact=5)
    write_comment(action=found["DIS-02"], actor=actor, text="Mine.")
    assert unmake_actions(roadmap=roadmap, event=event, actor=actor) == (1, 2)
    assert unmake_actions(roadmap=roadmap, event=event, actor=actor) == (0, 2)
    assert set(Action.objects.filter(deleted_at=None)) == {found["DIS-01"], found["DIS-02"]}


@only_where_transactions_overlap
@pytest.mark.django_db(transaction=True)
def test_two_people_make_one_action_of_a_gap() -> None:
    roadmap, assessment = fed()
    results = at_once(*[partial(make, roadmap, assessment, "DIS-01")] * 2)
    assert sorted(result is None for result in results) == [False, True]
    assert Action.objects.count() == 1
