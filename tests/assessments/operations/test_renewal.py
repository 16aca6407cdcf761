"""Moving to a newer version of the pack: nothing is lost, and nobody has said yet what has changed."""

from collections.abc import Callable
from typing import Any

import pytest

from accounts.models import Activity, User, Workspace
from assessments.choices import GroupKind, ScopeChoice
from assessments.domain.renewal import TextChange
from assessments.domain.summary import summarise
from assessments.models import Answer, Assessment, CompletedSection, Milestone
from assessments.operations.answers import IncompleteAnswerError, confirm_answer, restore_answer
from assessments.operations.carrying import begin_from_milestone
from assessments.operations.imports import undo_import
from assessments.operations.renewal import CannotMoveError, OtherVersionError, move_to_version
from assessments.operations.sections import complete_section
from assessments.queries.exchange import filed_answers
from assessments.queries.milestones import result_of_milestone
from assessments.queries.overview import overview_of
from assessments.queries.renewal import Obstacle, plan_renewal
from assessments.queries.scoring import result_of
from catalog.queries import newer_than
from evidence.citing import places_of
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
from tests.factories.assessments import make_assessment, make_milestone
from tests.factories.evidence import make_stored_evidence
from tests.factories.packs import install_next_version

pytestmark = pytest.mark.django_db

NEW = "DIS-44"
TITLE = "Is there an agreed, ranked list of critical customer journeys?"


def other(source: str) -> str:
    """The first question has another title, the second another criterion, the fourth is asked under another id."""
    source = source.replace(TITLE, "Is there a list of critical journeys?", 1)
    source = source.replace("No critical journey has a recorded count", "No journey has a recorded count", 1)
    source = source.replace("before_launch", "not_launched")
    return source.replace(FOURTH, NEW)


def move(assessment: Assessment, actor: User, change: Callable[[str], str] = other) -> Assessment:
    pack = install_next_version(assessment.pack, change)
    moved, _milestone = move_to_version(assessment=assessment, actor=actor, version=pack.version)
    return moved


def row(assessment: Assessment, question: str) -> Answer:
    return Answer.everything.get(assessment=assessment, question=question)


def test_preview_says_what_stays_and_what_changes(assessment: Assessment) -> None:
    assert plan_renewal(assessment) is None
    answer(assessment, FOURTH, level=2)
    pack = install_next_version(assessment.pack, other)
    plan = plan_renewal(assessment)
    assert plan
    renewal = plan.renewal
    assert (plan.offer.pack, plan.obstacle, len(renewal.kept)) == (pack, None, 63)
    assert [change.after.id for change in renewal.changed] == [FIRST, SECOND]
    assert renewal.changed[0].texts == [TextChange(None, "", TITLE, "Is there a list of critical journeys?")]
    assert [(text.level, text.after[:10]) for text in renewal.changed[1].texts] == [(0, "No journey")]
    assert [question.id for question in renewal.added] == [NEW]
    assert [each.question.id for each in renewal.retired] == [FOURTH]
    assert (plan.to_confirm, plan.retired_answers) == (2, 1)


def test_moving_keeps_what_stays_and_asks_about_what_changed(assessment: Assessment, ada: User) -> None:
    answer(assessment, FOURTH, level=2, note="Kept.")
    before = {id_: row(assessment, id_).contents for id_ in (FIRST, SECOND, THIRD, FOURTH)}
    result = result_of(assessment, as_of=assessment.workspace.today)
    moved = move(assessment, ada)
    assert (moved.pack.version, moved.revision) == ("1.1.0", assessment.revision + 1)
    first, second = row(moved, FIRST), row(moved, SECOND)
    assert (first.state, first.note, second.state) == ("unanswered", "As it is.", "unanswered")
    assert first.carried == {"from": "version 1.0.0", **{name: before[FIRST][name] for name in first.choice}}
    assert [each.evidence.title for each in first.citations.all()] == ["Drill"]
    assert row(moved, THIRD).contents == before[THIRD]
    assert (row(moved, NEW).state, row(moved, NEW).is_asked) == ("unanswered", True)
    assert row(moved, FOURTH).contents == before[FOURTH]
    assert row(moved, FOURTH).versions.count() == 1
    assert not moved.answers.filter(question=FOURTH).exists()
    fresh = result_of(moved, as_of=moved.workspace.today)
    moved.refresh_from_db()
    assert moved.stored_summary == summarise(fresh)
    assert (fresh.counts.total, fresh.counts.unanswered) == (66, result.counts.unanswered + 3)
    milestone = Milestone.objects.get()
    assert (milestone.title, milestone.pack.version) == ("Before version 1.1.0", "1.0.0")
    assert result_of_milestone(milestone).result == result
    entry = Activity.objects.order_by("pk").last()
    assert entry
    assert (entry.verb, entry.detail) == ("assessment.moved_to_version", {"old": "1.0.0", "new": "1.1.0"})
    confirm_answer(workspace=moved.workspace, assessment=moved.code, question=FIRST, actor=ada)
    assert row(moved, FIRST).contents == before[FIRST]


def test_everything_that_reads_answers_leaves_the_retired_out(assessment: Assessment, ada: User) -> None:
    piece = make_stored_evidence(assessment.workspace, title="Contract", days_old=175)
    answer(assessment, FOURTH, level=2, is_flagged=True)
    cite(assessment, FOURTH, piece)
    moved = move(assessment, ada)
    overview = overview_of(moved, ada, GroupKind.PHASE)
    assert (overview.flagged, [lapse.evidence for lapse in overview.lapses], overview.waiting) == (0, [], 2)
    submission, origin = filed_answers(moved)
    assert FOURTH not in submission.answers
    assert FOURTH not in origin.revisions
    assert not any(places_of([piece]).values())
    assert FOURTH not in result_of_milestone(make_milestone(moved)).more


def test_ticks_stay_where_their_criterion_does(assessment: Assessment, ada: User) -> None:
    criteria = assessment.questions.question[FIRST].criteria
    gone = next(each for each in criteria if each.level == 1)
    answer(assessment, FIRST, level=3, met=[each.id for each in criteria if each.level <= 3], level_reason="")
    moved = move(assessment, ada, lambda source: source.replace(gone.text, "Something else.", 1))
    carried = row(moved, FIRST).carried or {}
    assert (carried["level"], carried["met"], carried["not_met"]) == (3, [], [])


def test_what_waits_goes_on_waiting(assessment: Assessment, ada: User) -> None:
    begun = begin_from_milestone(milestone=make_milestone(assessment, title="Q3"), actor=ada, title="Q4")
    moved = move(begun, ada)
    assert [(row(moved, id_).carried or {})["from"] for id_ in (FIRST, SECOND, THIRD)] == ["Q3"] * 3


def test_question_that_comes_back_has_its_answer_to_be_confirmed(assessment: Assessment, ada: User) -> None:
    answer(assessment, FOURTH, level=2, note="Kept.")
    moved = move(assessment, ada)
    again = move(moved, ada, lambda source: source.replace(NEW, FOURTH))
    fourth = row(again, FOURTH)
    assert (fourth.is_asked, fourth.state, fourth.note) == (True, "unanswered", "Kept.")
    assert (fourth.carried or {})["level"] == 2
    assert not row(again, NEW).is_asked


def test_targets_profile_and_marks_that_make_no_sense_go(workspace: Workspace, ada: User) -> None:
    profile = {"stage": ["before_launch"], "tenancy": ["shared"]}
    assessment = make_assessment(workspace, profile=profile, phase_targets={"scale": 3, "discover": 5})
    Answer.objects.filter(assessment=assessment).update(state="unknown")
    for phase in ("discover", "scale"):
        complete_section(assessment=assessment, kind=GroupKind.PHASE, group=phase, title=phase, actor=ada)
    plan = None
    pack = install_next_version(assessment.pack, other)
    plan = plan_renewal(assessment)
    assert plan
    assert (plan.lost_targets, plan.lost_profile) == (
        [],
        ["How far is the product?: No customer uses it in production yet"],
    )
    moved, _milestone = move_to_version(assessment=assessment, actor=ada, version=pack.version)
    assert moved.profile == {"tenancy": ["shared"]}
    assert moved.phase_targets == {"scale": 3, "discover": 5}
    assert [mark.group for mark in CompletedSection.objects.all()] == ["scale"]


def test_one_cannot_move_to_what_one_has_not_seen(assessment: Assessment, ada: User) -> None:
    for version in ("1.0.0", "1.1.0"):
        with pytest.raises(OtherVersionError):
            move_to_version(assessment=assessment, actor=ada, version=version)
    move(assessment, ada)
    with pytest.raises(OtherVersionError):
        move_to_version(assessment=assessment, actor=ada, version="1.1.0")
    assert Milestone.objects.count() == 1


def test_other_scale_is_refused(assessment: Assessment, ada: User, monkeypatch: pytest.MonkeyPatch) -> None:
    pack = install_next_version(assessment.pack, other)
    scale = assessment.questions.scale
    monkeypatch.setattr(type(scale), "min", property(lambda self: 0 if self is scale else 1), raising=False)
    with pytest.raises(CannotMoveError) as refused:
        move_to_version(assessment=assessment, actor=ada, version=pack.version)
    assert refused.value.obstacle is Obstacle.OTHER_SCALE
    assert not Milestone.objects.exists()


def test_core_assessment_needs_core_questions(workspace: Workspace, ada: User) -> None:
    assessment = make_assessment(workspace, scope=ScopeChoice.CORE)
    pack = install_next_version(assessment.pack, lambda source: source.replace("    core: true\n", ""))
    with pytest.raises(CannotMoveError) as refused:
        move_to_version(assessment=assessment, actor=ada, version=pack.version)
    assert refused.value.obstacle is Obstacle.NOTHING_ASKED


def test_earlier_answer_comes_back_only_if_it_can_stand(assessment: Assessment, ada: User) -> None:
    """The new version asks one fact more for the first level, which nobody has ticked."""
    criteria = [each for each in assessment.questions.question[FIRST].criteria if each.level == 1]
    answer(assessment, FIRST, level=1, met=[each.id for each in criteria], not_met=[], level_reason="")
    answer(assessment, FIRST, level=3, met=[], not_met=[], level_reason="")
    fact = f'        - must: "{criteria[0].text}"\n'
    moved = move(assessment, ada, lambda source: source.replace(fact, f'{fact}        - must: "It has a name."\n', 1))
    at: dict[str, Any] = {"workspace": moved.workspace, "assessment": moved.code, "question": FIRST, "actor": ada}
    with pytest.raises(IncompleteAnswerError):
        restore_answer(**at, seen=row(moved, FIRST).revision, revision=4)
    restore_answer(**at, seen=row(moved, FIRST).revision, revision=5)
    assert (row(moved, FIRST).level, row(moved, FIRST).carried) == (3, None)


def test_import_of_before_is_undone_as_far_as_it_is_still_asked(
    assessment: Assessment, ada: User, few_rows: None
) -> None:
    data = make_workbook(
        assessment, lambda book: set_cell(book, FOURTH, "Answer", 4) and set_cell(book, THIRD, "Answer", 2)
    )
    found = go_on(come_back(assessment, data))
    moved = move(assessment, ada)
    found.assessment = moved
    undone = undo_import(found=found, actor=ada)
    assert undone.kept == [FOURTH]
    assert row(moved, THIRD).state == "unknown"
    assert row(moved, FOURTH).level == 4


def test_newest_version_is_the_one_that_is_offered(assessment: Assessment) -> None:
    first = install_next_version(assessment.pack)
    second = install_next_version(first)
    offer = newer_than(assessment.pack)
    assert offer
    assert offer.pack == second
    assert newer_than(second) is None


@pytest.mark.parametrize(("phase", "is_refused"), [("discover", True), ("scale", False)])
def test_what_is_signed_is_not_asked_anew(assessment: Assessment, ada: User, phase: str, is_refused: bool) -> None:
    assessment.locked_phases = [phase]
    assessment.save(update_fields=["locked_phases"])
    pack = install_next_version(assessment.pack, other)
    if not is_refused:
        moved, _milestone = move_to_version(assessment=assessment, actor=ada, version=pack.version)
        assert moved.pack == pack
        return
    with pytest.raises(CannotMoveError) as refused:
        move_to_version(assessment=assessment, actor=ada, version=pack.version)
    assert refused.value.obstacle is Obstacle.UNDER_REVIEW
    assert not Milestone.objects.exists()
