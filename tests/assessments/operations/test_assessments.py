"""An assessment is made, changed, copied, deleted and taken back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Workspace
from assessments.choices import GroupKind, ScopeChoice
from assessments.models import Assessment, CompletedSection
from assessments.operations.assessments import (
    NotRestorableError,
    change_assessment,
    delete_assessment,
    duplicate_assessment,
    restore_assessment,
)
from assessments.operations.sections import OpenQuestionsError, complete_section, reopen_section
from core.models import StaleWriteError
from tests.factories.accounts import make_workspace, owner_of
from tests.factories.assessments import make_assessment
from tests.factories.evidence import make_stored_evidence

pytestmark = pytest.mark.django_db


@pytest.fixture
def workspace() -> Workspace:
    return make_workspace()


def test_every_question_has_an_open_answer(workspace: Workspace) -> None:
    full = make_assessment(workspace)
    core = make_assessment(workspace, scope=ScopeChoice.CORE)
    assert full.answers.count() == 66
    assert core.answers.count() == len(core.questions.questions) == 24
    full.refresh_from_db()
    assert full.stored_summary.overall.counts.unanswered == 66


def test_change_needs_the_revision_that_was_seen(workspace: Workspace) -> None:
    assessment, ada = make_assessment(workspace), owner_of(workspace)
    changed = change_assessment(assessment=assessment, actor=ada, seen=1, target=3, phase_targets={"scale": 2})
    assert (changed.target, changed.targets.of("scale"), changed.revision) == (3, 2, 2)
    with pytest.raises(StaleWriteError):
        change_assessment(assessment=assessment, actor=ada, seen=1, title="Late")


def test_answering_makes_nobodys_settings_stale(workspace: Workspace) -> None:
    assessment = make_assessment(workspace)
    revision = assessment.revision
    assessment.refresh_from_db()
    assert assessment.revision == revision


def test_copy_with_answers_has_them_and_what_is_cited(workspace: Workspace) -> None:
    assessment, ada = make_assessment(workspace, title="First"), owner_of(workspace)
    answer = assessment.answers.get(question="ARC-11")
    answer.state, answer.level, answer.note, answer.revision = "answered", 3, "As it is.", 7
    answer.save()
    answer.citations.create(evidence=make_stored_evidence(workspace))
    copy = duplicate_assessment(assessment=assessment, actor=ada, title="Second", with_answers=True)
    copied = copy.answers.get(question="ARC-11")
    assert (copied.level, copied.note, copied.revision) == (3, "As it is.", 2)
    assert copied.citations.get().evidence == answer.citations.get().evidence
    version = copied.versions.get()
    assert (version.level, [each["code"] for each in version.evidence or []]) == (
        3,
        [copied.citations.get().evidence.code],
    )
    copy.refresh_from_db()
    assert copy.stored_summary.overall.scores.verified == 3
    empty = duplicate_assessment(assessment=assessment, actor=ada, title="Third", with_answers=False)
    assert not empty.answers.exclude(state="unanswered").exists()


def test_deletion_can_be_taken_back_for_a_month(workspace: Workspace) -> None:
    assessment, ada = make_assessment(workspace), owner_of(workspace)
    delete_assessment(assessment=assessment, actor=ada)
    assert not Assessment.objects.alive().exists()
    restore_assessment(assessment=assessment, actor=ada)
    assert Assessment.objects.alive().get() == assessment
    assessment.deleted_at = timezone.now() - timedelta(days=31)
    assessment.save()
    with pytest.raises(NotRestorableError):
        restore_assessment(assessment=assessment, actor=ada)


def test_section_is_complete_when_somebody_says_so_and_nothing_is_open(workspace: Workspace) -> None:
    assessment, ada = make_assessment(workspace), owner_of(workspace)
    with pytest.raises(OpenQuestionsError) as caught:
        complete_section(assessment=assessment, kind=GroupKind.DOMAIN, group="api", title="API", actor=ada)
    assert caught.value.count == 5
    ids = [question.id for question in assessment.questions.questions if question.domain == "api"]
    assessment.answers.filter(question__in=ids).update(state="unknown")
    for _ in range(2):
        complete_section(assessment=assessment, kind=GroupKind.DOMAIN, group="api", title="API", actor=ada)
    assert CompletedSection.objects.get().completed_by == ada
    reopen_section(assessment=assessment, kind=GroupKind.DOMAIN, group="api", title="API", actor=ada)
    assert not CompletedSection.objects.exists()
