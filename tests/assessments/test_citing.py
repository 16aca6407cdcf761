"""What assessments answer when evidence asks who cites it, and what depends on it."""

from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from pytest_django import Settings

from accounts.models import User, Workspace
from assessments.forms.citations import CiteForm
from assessments.models import Answer, Assessment, Citation
from assessments.operations.assessments import delete_assessment
from assessments.operations.citations import cite_new_evidence
from assessments.queries.scoring import score_levels
from evidence.citing import Effect, Place, effects_of, is_cited, places_of
from evidence.models import Evidence
from evidence.operations.evidence import change_evidence, delete_evidence, replace_evidence, restore_evidence
from tests.api.client import at
from tests.factories.accounts import make_workspace, owner_of
from tests.factories.assessments import cite, make_assessment
from tests.factories.evidence import make_stored_evidence
from tests.factories.uploads import make_upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def workspace() -> Workspace:
    return make_workspace()


@pytest.fixture
def actor(workspace: Workspace) -> User:
    return owner_of(workspace)


@pytest.fixture
def assessment(workspace: Workspace) -> Assessment:
    return make_assessment(workspace, title="2026 baseline")


def verified(assessment: Assessment, day: date | None = None) -> Fraction | None:
    if day is None:
        return Assessment.objects.get(pk=assessment.pk).stored_summary.overall.scores.verified
    return score_levels(assessment, as_of=day).overall.verified


def test_every_place_is_told_and_those_of_deleted_assessments_are_not(workspace: Workspace, actor: User) -> None:
    evidence, other = make_stored_evidence(workspace), make_stored_evidence(workspace)
    baseline, gone = make_assessment(workspace, title="2026 baseline"), make_assessment(workspace, title="Gone")
    questions = [cite(baseline, number, evidence) for number in (0, 1)]
    cite(gone, 0, other)
    delete_assessment(assessment=gone, actor=actor)
    assert places_of([evidence, other]) == {
        evidence.pk: [
            Place(
                f"2026 baseline: {question}",
                reverse("question_detail", args=[workspace.code, baseline.code, question]),
                at("answer", workspace.code, baseline.code, question),
            )
            for question in sorted(questions)
        ],
        other.pk: [],
    }
    assert list(Evidence.objects.filter(is_cited(workspace))) == [evidence]


def test_effect_is_what_the_score_really_becomes(assessment: Assessment, workspace: Workspace) -> None:
    """Compared with the score on the day after, which nobody told what lapses."""
    evidence = make_stored_evidence(workspace, days_old=10, validity_days=50)
    cite(assessment, 0, evidence)
    cite(assessment, 1, make_stored_evidence(workspace, days_old=10, validity_days=300))
    last = workspace.today + timedelta(days=40)
    (effect,) = effects_of([evidence])[evidence.pk]
    assert evidence.lapses_date == last
    assert effect.before == verified(assessment, last)
    assert effect.after == effect.by_then == verified(assessment, last + timedelta(days=1))
    assert effect.before > effect.after  # type: ignore[operator]
    assert effect.title == "2026 baseline"


def test_effect_of_two_for_the_same_answer_is_seen_together(assessment: Assessment, workspace: Workspace) -> None:
    """Either alone changes nothing: only when both have lapsed does the score fall."""
    first, second = (make_stored_evidence(workspace, validity_days=days) for days in (50, 60))
    for evidence in (first, second):
        cite(assessment, 0, evidence)
    effects = effects_of([first, second])
    assert effects[first.pk] == []
    (effect,) = effects[second.pk]
    assert effect.before == effect.after
    assert effect.by_then == verified(assessment, workspace.today + timedelta(days=60))
    assert effect.by_then < effect.before  # type: ignore[operator]


def test_effect_of_what_has_lapsed_is_that_of_its_last_day(assessment: Assessment, workspace: Workspace) -> None:
    evidence = make_stored_evidence(workspace, days_old=60, validity_days=59)
    cite(assessment, 0, evidence)
    (effect,) = effects_of([evidence])[evidence.pk]
    assert effect.before == verified(assessment, workspace.today - timedelta(days=1))
    assert effect.after == verified(assessment, workspace.today)


def test_evidence_without_a_day_or_an_end_has_no_effect(assessment: Assessment, workspace: Workspace) -> None:
    undated, endless = make_stored_evidence(workspace, days_old=None), make_stored_evidence(workspace)
    future = make_stored_evidence(workspace, days_old=-5)
    Evidence.objects.filter(pk=endless.pk).update(lapses_date=date.max)
    endless.refresh_from_db()
    for number, evidence in enumerate((undated, endless, future)):
        cite(assessment, number, evidence)
    assert effects_of([undated, endless, future]) == {undated.pk: [], endless.pk: [], future.pk: []}
    assert Effect("", "", Fraction(1), Fraction(1), Fraction(1)).matters is False


def test_number_of_questions_is_the_same_for_one_and_for_thirty(
    assessment: Assessment, workspace: Workspace, django_assert_num_queries: Any
) -> None:
    """The places are those of answers and, in two questions, of roadmaps."""
    first = make_stored_evidence(workspace)
    cite(assessment, 0, first)
    for asked, found in ((3, places_of), (3, effects_of)):
        with django_assert_num_queries(asked):
            found([first])
    many = [make_stored_evidence(workspace) for _ in range(30)]
    other = make_assessment(workspace)
    for number, evidence in enumerate(many):
        cite(other if number % 2 else assessment, number, evidence)
    for asked, found in ((3, places_of), (3, effects_of)):
        with django_assert_num_queries(asked):
            found(many)


CHANGES: dict[str, Callable[[Evidence, User], object]] = {
    "deleted": lambda evidence, actor: delete_evidence(evidence=evidence, actor=actor),
    "without a day": lambda evidence, actor: change_evidence(
        evidence=evidence, actor=actor, seen=1, observed_date=None
    ),
    "of another class": lambda evidence, actor: change_evidence(
        evidence=evidence, actor=actor, seen=1, evidence_class="document"
    ),
    "replaced": lambda evidence, actor: replace_evidence(
        evidence=evidence, actor=actor, seen=1, reference="Cupboard 4", observed_date=date(2020, 1, 1)
    ),
}


@pytest.mark.parametrize("how", CHANGES)
def test_summaries_follow_the_evidence_at_once(
    assessment: Assessment, workspace: Workspace, actor: User, how: str
) -> None:
    other = make_assessment(workspace)
    evidence = make_stored_evidence(workspace)
    for each in (assessment, other):
        cite(each, 0, evidence)
    before = verified(assessment)
    CHANGES[how](evidence, actor)
    for each in (assessment, other):
        assert verified(each) == verified(each, workspace.today)
        assert verified(each) < before  # type: ignore[operator]


def test_summary_comes_back_with_restored_evidence(assessment: Assessment, workspace: Workspace, actor: User) -> None:
    evidence = make_stored_evidence(workspace)
    cite(assessment, 0, evidence)
    before = verified(assessment)
    delete_evidence(evidence=evidence, actor=actor)
    restore_evidence(evidence=evidence, actor=actor)
    assert verified(assessment) == before


def test_evidence_that_is_deleted_or_of_another_workspace_cannot_be_cited(assessment: Assessment, actor: User) -> None:
    foreign, gone = make_stored_evidence(make_workspace()), make_stored_evidence(assessment.workspace)
    delete_evidence(evidence=gone, actor=actor)
    for evidence in (foreign, gone):
        with pytest.raises(Evidence.DoesNotExist):
            cite(assessment, 0, evidence)
    assert not Citation.objects.exists()


def test_what_is_cited_elsewhere_can_be_chosen(assessment: Assessment, workspace: Workspace) -> None:
    """For another question here, and for this one in another assessment; but not for this one here."""
    near, far, here = (make_stored_evidence(workspace, days_old=days) for days in (1, 2, 3))
    lapsed = make_stored_evidence(workspace, days_old=400)
    cite(assessment, 1, near)
    question = cite(assessment, 0, here)
    other = make_assessment(workspace)
    for each in (near, far):
        cite(other, 0, each)
    form = CiteForm(assessment=assessment, question=question)
    assert list(form.fields["evidence"].queryset) == [near, far, lapsed]  # type: ignore[attr-defined]


def test_new_evidence_is_added_and_cited_or_neither(
    assessment: Assessment, workspace: Workspace, actor: User, settings: Settings, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    about: dict[str, Any] = {"title": "Drill", "evidence_class": "measurement", "upload": make_upload()}
    where: dict[str, Any] = {"workspace": workspace, "assessment": assessment.code, "actor": actor}
    with pytest.raises(Answer.DoesNotExist):
        cite_new_evidence(**where, question="NO-00", **about)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    assert not Evidence.objects.exists()
    question = assessment.questions.questions[0].id
    cite_new_evidence(**where, question=question, **about)
    assert Citation.objects.get().evidence.stored_file.name == "drill.pdf"  # type: ignore[union-attr]
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1
