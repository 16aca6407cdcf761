"""The score that is expected if the open actions land."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessments.domain.what_if import if_closed
from assessments.queries.scoring import score_levels
from catalog.models import Pack
from roadmap.models import Roadmap
from roadmap.operations.actions import set_state
from roadmap.queries.expected import expected_of
from tests.factories.accounts import make_workspace, owner_of
from tests.factories.assessments import answer_everything, make_assessment, make_large_pack, shipped_pack
from tests.factories.roadmap import fill_roadmap, make_action, make_roadmap
from tests.work import at_most

pytestmark = pytest.mark.django_db


def test_open_actions_close_their_gaps_and_nothing_else() -> None:
    workspace = make_workspace()
    assessment = make_assessment(workspace)
    answer_everything(assessment)
    roadmap = make_roadmap(workspace, assessment=assessment)
    last = assessment.questions.questions[-2].id
    make_action(roadmap, question="DIS-01")
    make_action(roadmap, question=last)
    make_action(roadmap)
    done = make_action(roadmap, question="DIS-02")
    set_state(action=done, actor=owner_of(workspace), seen=1, state="done")
    result = score_levels(assessment, as_of=workspace.today)
    then = if_closed(result, {"DIS-01", last})
    expected = expected_of(roadmap)
    assert expected
    assert expected.closing == 2
    assert (expected.overall.now, expected.overall.then) == (result.overall.verified, then.overall.verified)
    assert [(each.now, each.then) for each in expected.phases] == [
        (before.verified, after.verified) for before, after in zip(result.phases, then.phases, strict=True)
    ]
    assert [each.title for each in expected.phases if each.is_higher] == [
        assessment.questions.phase[assessment.questions.question[id_].phase].title for id_ in ("DIS-01", last)
    ]


def test_action_of_a_question_above_its_target_lowers_nothing() -> None:
    workspace = make_workspace()
    assessment = make_assessment(workspace, target=1)
    answer_everything(assessment)
    roadmap = make_roadmap(workspace, assessment=assessment)
    result = score_levels(assessment, as_of=workspace.today)
    above = next(found.question.id for found in result.questions if not found.gap)
    make_action(roadmap, question=above)
    expected = expected_of(roadmap)
    assert expected
    assert (expected.closing, expected.overall.is_higher) == (0, False)


def test_nothing_is_expected_without_an_assessment() -> None:
    workspace = make_workspace()
    assert expected_of(make_roadmap(workspace)) is None
    roadmap = make_roadmap(workspace, assessment=make_assessment(workspace))
    assert roadmap.assessment
    roadmap.assessment.deleted_at = workspace.created_at
    assert expected_of(roadmap) is None


def with_two_hundred_actions(pack: Pack) -> Roadmap:
    workspace = make_workspace()
    assessment = make_assessment(workspace, pack=pack)
    answer_everything(assessment)
    roadmap = make_roadmap(workspace, assessment=assessment)
    fill_roadmap(roadmap, 200)
    return roadmap


def test_expecting_takes_two_queries_and_the_work_of_scoring_twice() -> None:
    """The assessment as it is, and as it is expected."""
    roadmap = with_two_hundred_actions(shipped_pack())
    with CaptureQueriesContext(connection) as found:
        expected_of(roadmap)
    assert len(found) == 2
    assert roadmap.assessment
    with at_most(calls=20_000) as scoring:
        score_levels(roadmap.assessment, as_of=roadmap.workspace.today)
    with at_most(calls=scoring.calls * 9 // 4):
        expected_of(roadmap)


def test_expecting_of_four_times_as_many_questions_takes_four_times_the_work_at_most() -> None:
    few, many = (with_two_hundred_actions(pack) for pack in (shipped_pack(), make_large_pack(4)))
    with at_most(calls=50_000) as work:
        expected_of(few)
    with at_most(calls=4 * work.calls):
        expected_of(many)
