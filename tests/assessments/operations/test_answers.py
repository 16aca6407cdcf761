"""Answers are stored one revision after the other, and none is lost."""

from datetime import timedelta
from fractions import Fraction
from random import Random
from typing import Any

import pytest

from accounts.models import Activity, User, Workspace
from assessments.domain.checking import Lack
from assessments.domain.summary import summarise
from assessments.models import Answer, AnswerVersion, Assessment
from assessments.operations.answers import (
    CollisionError,
    IncompleteAnswerError,
    Saved,
    restore_answer,
    save_answer,
)
from assessments.operations.citations import cite_evidence, remove_citation
from assessments.queries.scoring import result_of, score_levels
from core.models import StaleWriteError
from tests.factories.accounts import make_member, make_workspace, owner_of
from tests.factories.assessments import make_assessment
from tests.factories.evidence import make_stored_evidence

pytestmark = pytest.mark.django_db

QUESTION = "ARC-11"


@pytest.fixture
def workspace() -> Workspace:
    return make_workspace()


@pytest.fixture
def ada(workspace: Workspace) -> User:
    return owner_of(workspace)


@pytest.fixture
def grace(workspace: Workspace) -> User:
    return make_member(workspace)


@pytest.fixture
def assessment(workspace: Workspace) -> Assessment:
    return make_assessment(workspace)


def save(assessment: Assessment, actor: User, seen: int, **said: Any) -> Saved:
    return save_answer(
        workspace=assessment.workspace,
        assessment=assessment.code,
        question=QUESTION,
        actor=actor,
        seen=seen,
        said=said,
    )


def answer_of(assessment: Assessment) -> Answer:
    return assessment.answers.get(question=QUESTION)


def test_answer_is_stored_with_its_version_and_the_summary(assessment: Assessment, ada: User) -> None:
    saved = save(assessment, ada, 1, state="answered", level=2)
    assert (saved.answer.revision, saved.question.claimed, saved.question.verified) == (2, 2, 2)
    version = AnswerVersion.objects.get(answer=saved.answer)
    assert (version.revision, version.level, version.saved_by) == (2, 2, ada)
    assessment.refresh_from_db()
    summary = assessment.stored_summary
    assert summary.overall.counts.answered == 1
    assert summary.phases["architect"].scores.claimed == Fraction(2)
    assert summary == saved.summary


def test_saying_what_is_stored_writes_nothing(assessment: Assessment, ada: User) -> None:
    save(assessment, ada, 1, state="answered", level=2)
    assert save(assessment, ada, 1, state="answered", level=2).answer.revision == 2, "an answer lost on the way back"
    assert AnswerVersion.objects.count() == 1


def test_two_people_who_change_different_things_are_both_kept(assessment: Assessment, ada: User, grace: User) -> None:
    save(assessment, ada, 1, state="answered", level=2)
    saved = save(assessment, grace, 1, note="Two of three services.")
    assert saved.is_merged
    answer = answer_of(assessment)
    assert (answer.level, answer.note, answer.revision) == (2, "Two of three services.", 3)


def test_two_people_who_change_the_same_are_told(assessment: Assessment, ada: User, grace: User) -> None:
    save(assessment, ada, 1, state="answered", level=2)
    with pytest.raises(CollisionError) as caught:
        save(assessment, grace, 1, state="answered", level=4)
    assert caught.value.units == ("choice",)
    assert (caught.value.current.level, caught.value.current.changed_by) == (2, ada)
    assert answer_of(assessment).level == 2


def test_a_save_that_arrives_late_overwrites_nothing(assessment: Assessment, ada: User) -> None:
    save(assessment, ada, 1, note="First")
    save(assessment, ada, 2, note="First and second")
    with pytest.raises(CollisionError):
        save(assessment, ada, 1, note="Fir")
    assert answer_of(assessment).note == "First and second"


@pytest.mark.parametrize(
    ("said", "lack"),
    [
        ({"state": "answered"}, Lack.LEVEL),
        ({"state": "answered", "level": 6}, Lack.LEVEL),
        ({"state": "not_applicable"}, Lack.REASON),
        ({"state": "not_applicable", "reason": "other"}, Lack.NOTE),
        ({"state": "answered", "level": 4, "met": ["ARC-11.1a"]}, Lack.LEVEL_REASON),
    ],
)
def test_what_could_not_stand_is_refused(assessment: Assessment, ada: User, said: dict[str, Any], lack: Lack) -> None:
    with pytest.raises(IncompleteAnswerError) as caught:
        save(assessment, ada, 1, **said)
    assert caught.value.lack is lack
    assert answer_of(assessment).revision == 1


def test_note_without_which_a_reason_does_not_stand_cannot_be_taken_away(
    assessment: Assessment, ada: User, grace: User
) -> None:
    save(assessment, ada, 1, note="Bought as a service.")
    save(assessment, ada, 2, state="not_applicable", reason="other")
    with pytest.raises(IncompleteAnswerError):
        save(assessment, grace, 2, note="")


def test_evidence_lifts_the_verified_level_and_its_removal_takes_it_back(assessment: Assessment, ada: User) -> None:
    save(assessment, ada, 1, state="answered", level=5)
    proof = make_stored_evidence(assessment.workspace)
    target: dict[str, Any] = {
        "workspace": assessment.workspace,
        "assessment": assessment.code,
        "question": QUESTION,
        "actor": ada,
        "evidence": proof,
    }
    cited = cite_evidence(**target)
    assert (cited.question.verified, cited.answer.revision) == (5, 3)
    assert AnswerVersion.objects.get(revision=3).evidence == [{"code": proof.code, "title": proof.title}]
    assert cite_evidence(**target).answer.revision == 3, "cited already"
    removed = remove_citation(**target)
    assert (removed.question.verified, removed.answer.revision) == (2, 4)
    assert AnswerVersion.objects.get(revision=4).evidence == []


def test_evidence_that_was_deleted_counts_for_nothing(assessment: Assessment, ada: User) -> None:
    save(assessment, ada, 1, state="answered", level=5)
    proof = make_stored_evidence(assessment.workspace)
    answer_of(assessment).citations.create(evidence=proof)
    today = assessment.workspace.today
    assert score_levels(assessment, as_of=today).overall.verified == 5
    proof.deleted_at = proof.created_at
    proof.save()
    assert score_levels(assessment, as_of=today).overall.verified == 2
    assert result_of(assessment, as_of=today).overall.verified == 2


def test_light_and_whole_result_have_the_same_numbers(assessment: Assessment, ada: User) -> None:
    for number, answer in enumerate(assessment.answers.order_by("pk")):
        if number % 5 == 4:
            continue
        answer.state, answer.level = "answered", number % 6
        answer.save()
        for age in range(number % 3):
            answer.citations.create(
                evidence=make_stored_evidence(
                    assessment.workspace,
                    days_old=None if number % 7 == 0 else 170 + 9 * age,
                    evidence_class="document" if number % 2 else "measurement",
                )
            )
    for later in (0, 5, 400):
        day = assessment.workspace.today + timedelta(days=later)
        light, whole = score_levels(assessment, as_of=day), result_of(assessment, as_of=day)
        assert light.overall == whole.overall
        assert [part.verified for part in light.domains] == [part.verified for part in whole.domains]
        assert [gap.result.question for gap in light.gaps] == [gap.result.question for gap in whole.gaps]


def test_summary_kept_up_answer_by_answer_is_that_of_a_fresh_scoring(assessment: Assessment, ada: User) -> None:
    today = assessment.workspace.today
    proof = make_stored_evidence(assessment.workspace)
    chance = Random(4)
    for question in chance.sample(assessment.questions.questions, 20):
        said: dict[str, Any] = chance.choice(
            [
                {"state": "answered", "level": chance.randint(0, 5)},
                {"state": "not_applicable", "reason": "out_of_scope"},
            ]
        )
        target: dict[str, Any] = {
            "workspace": assessment.workspace,
            "assessment": assessment.code,
            "question": question.id,
            "actor": ada,
        }
        save_answer(**target, seen=1, said=said)
        saved = cite_evidence(**target, evidence=proof) if chance.random() < 0.5 else None
        assessment.refresh_from_db()
        assert assessment.stored_summary == summarise(score_levels(assessment, as_of=today))
        assert saved is None or saved.summary == assessment.stored_summary


def test_summary_of_another_day_or_another_way_to_score_is_made_anew(assessment: Assessment, ada: User) -> None:
    Answer.objects.filter(assessment=assessment, question="DIS-01").update(state="answered", level=2)
    of_another_day = {"summary_date": assessment.workspace.today - timedelta(days=1)}
    scored_otherwise = {"summary": {**assessment.stored_summary.to_data(), "scoring_version": 0}}
    for stale in (of_another_day, scored_otherwise):
        Assessment.objects.update(**stale)
        seen = answer_of(assessment).revision
        summary = save(assessment, ada, seen, note=f"Note {seen}").summary
        assert summary.phases["discover"].scores.claimed == 2


def test_earlier_words_come_back_as_a_new_revision(assessment: Assessment, ada: User, grace: User) -> None:
    save(assessment, ada, 1, state="answered", level=2, note="Old.")
    save(assessment, grace, 2, level=4, note="New.")
    common: dict[str, Any] = {"workspace": assessment.workspace, "assessment": assessment.code, "question": QUESTION}
    with pytest.raises(StaleWriteError):
        restore_answer(**common, actor=ada, seen=2, revision=2)
    restored = restore_answer(**common, actor=ada, seen=3, revision=2)
    assert (restored.answer.revision, restored.answer.level, restored.answer.note) == (4, 2, "Old.")
    assert AnswerVersion.objects.get(revision=4).restored_from == 2
    opened = restore_answer(**common, actor=ada, seen=4, revision=1)
    assert (opened.answer.state, opened.answer.note) == ("unanswered", "")


def test_log_tells_of_levels_and_not_of_every_word(assessment: Assessment, ada: User) -> None:
    save(assessment, ada, 1, state="answered", level=2)
    save(assessment, ada, 2, note="Half of it")
    save(assessment, ada, 3, state="unknown", level=None)
    logged = Activity.objects.filter(verb="answer.changed").order_by("id")
    assert [(event.detail["before"], event.detail["after"]) for event in logged] == [
        ("unanswered", "2"),
        ("2", "unknown"),
    ]


def test_answers_of_what_is_deleted_or_elsewhere_do_not_exist(assessment: Assessment, ada: User) -> None:
    other = make_workspace()
    with pytest.raises(Answer.DoesNotExist):
        save_answer(
            workspace=other, assessment=assessment.code, question=QUESTION, actor=ada, seen=1, said={"note": "x"}
        )
    assessment.deleted_at = assessment.created_at
    assessment.save()
    with pytest.raises(Answer.DoesNotExist):
        save(assessment, ada, 1, note="x")
