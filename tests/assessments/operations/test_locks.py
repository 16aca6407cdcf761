"""While a phase is under review no way of changing an answer goes past its lock."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User, Workspace
from assessments.choices import GroupKind
from assessments.domain.review import Act, Standing
from assessments.models import Answer, AnswerVersion, Assessment, Citation
from assessments.operations.answers import restore_answer, save_answer
from assessments.operations.bulk import Rewrite, write_all
from assessments.operations.citations import cite_evidence, cite_new_evidence, remove_citation
from assessments.operations.imports import apply_import, undo_import
from assessments.operations.locking import LockedError
from assessments.operations.sections import complete_section, reopen_section
from assessments.operations.suggestions import rule_out
from assessments.queries.imports import plan_import
from assessments.queries.overview import overview_of, question_to_resume
from assessments.queries.suggestions import open_suggestions
from evidence.models import Evidence
from evidence.operations.evidence import delete_evidence
from tests.factories.accounts import make_workspace, owner_of
from tests.factories.answer_files import make_import
from tests.factories.assessments import make_assessment
from tests.factories.evidence import make_stored_evidence
from tests.factories.reviews import act, bring_to

pytestmark = pytest.mark.django_db

QUESTION, FREE = "ARC-11", "DIS-01"


@pytest.fixture
def workspace() -> Workspace:
    return make_workspace()


@pytest.fixture
def ada(workspace: Workspace) -> User:
    return owner_of(workspace)


@pytest.fixture
def assessment(workspace: Workspace, ada: User) -> Assessment:
    """Before launch, so that some questions are suggested not to apply; Architect has an answer with evidence."""
    assessment = make_assessment(workspace, profile={"stage": ["before_launch"]})
    where = {"workspace": workspace, "assessment": assessment.code, "question": QUESTION, "actor": ada}
    save_answer(**where, seen=1, said={"state": "answered", "level": 4})  # type: ignore[arg-type]
    cite_evidence(**where, evidence=make_stored_evidence(workspace))  # type: ignore[arg-type]
    return assessment


def ways(assessment: Assessment, actor: User) -> dict[str, Callable[[], Any]]:
    where: Any = {
        "workspace": assessment.workspace,
        "assessment": assessment.code,
        "question": QUESTION,
        "actor": actor,
    }
    section: Any = {
        "assessment": assessment,
        "kind": GroupKind.PHASE,
        "group": "architect",
        "title": "Architect",
        "actor": actor,
    }
    evidence = make_stored_evidence(assessment.workspace)
    cited = Citation.objects.get().evidence
    answer = assessment.answers.get(question=QUESTION)
    about: Any = {"title": "Drill", "evidence_class": "document", "reference": "OPS-1"}
    return {
        "a level": lambda: save_answer(**where, seen=3, said={"state": "answered", "level": 5}),
        "what is stored already": lambda: save_answer(**where, seen=3, said={"level": 4}),
        "a tick": lambda: save_answer(**where, seen=3, said={"met": []}),
        "a note": lambda: save_answer(**where, seen=3, said={"note": "Now."}),
        "the mark to follow up": lambda: save_answer(**where, seen=3, said={"is_flagged": True}),
        "over an old revision": lambda: save_answer(**where, seen=1, said={"state": "answered", "level": 5}),
        "an earlier answer": lambda: restore_answer(**where, seen=3, revision=1),
        "evidence that is there": lambda: cite_evidence(**where, evidence=evidence),
        "new evidence": lambda: cite_new_evidence(**where, **about),
        "evidence no longer": lambda: remove_citation(**where, evidence=cited),
        "many at once": lambda: write_all(assessment, [Rewrite(answer, {"level": 3})], actor=actor),
        "suggestions": lambda: rule_out(assessment=assessment, questions=[FREE, QUESTION], actor=actor),
        "that it is complete": lambda: complete_section(**section),
        "that it is not": lambda: reopen_section(**section),
    }


def everything(assessment: Assessment) -> Any:
    answers = Answer.objects.filter(assessment=assessment).order_by("pk").values()
    kept = [AnswerVersion.objects.count(), Citation.objects.count(), Evidence.objects.count()]
    return list(answers), kept, assessment.completed_sections.count()


@pytest.mark.parametrize("standing", [Standing.SUBMITTED, Standing.ACCEPTED])
def test_every_way_of_changing_an_answer_is_refused(assessment: Assessment, ada: User, standing: Standing) -> None:
    bring_to(assessment, standing)
    found = ways(assessment, ada)
    before = everything(assessment)
    for name, change in found.items():
        with pytest.raises(LockedError) as refused:
            change()
        assert refused.value.phase == "architect", name
        assert everything(assessment) == before, name
    save_answer(
        workspace=assessment.workspace, assessment=assessment.code, question=FREE, actor=ada, seen=1, said={"note": "."}
    )


def test_what_is_sent_back_or_reopened_is_open_again(assessment: Assessment, ada: User) -> None:
    bring_to(assessment, Standing.SENT_BACK)
    ways(assessment, ada)["a note"]()
    act(assessment, Act.SUBMIT, ada)
    act(assessment, Act.WITHDRAW, ada)
    assessment.refresh_from_db()
    assert assessment.locked_phases == []


def test_domain_is_locked_once_all_of_its_questions_are(assessment: Assessment, ada: User) -> None:
    domain = assessment.questions.question[QUESTION].domain
    said: Any = {"assessment": assessment, "kind": GroupKind.DOMAIN, "group": domain, "title": domain, "actor": ada}
    phases = {each.phase for each in assessment.questions.questions if each.domain == domain}
    assert len(phases) > 1
    for phase in sorted(phases)[:-1]:
        bring_to(assessment, Standing.ACCEPTED, phase=phase)
    assessment.answers.filter(state="unanswered").update(state="unknown")
    complete_section(**said)
    bring_to(assessment, Standing.ACCEPTED, phase=sorted(phases)[-1])
    with pytest.raises(LockedError):
        reopen_section(**said)


def test_preview_of_an_import_leaves_out_what_is_locked_and_asks_nothing_about_it(
    assessment: Assessment, ada: User
) -> None:
    def said(question: str, seen: int) -> dict[str, Any]:
        values = {"state": "answered", "level": 5, "reason": "", "level_reason": "", "met": [], "not_met": []}
        return {"question": question, "seen": seen, "said": {**values, "note": "F."}, "evidence": [], "uncited": []}

    found = make_import(assessment, content={"answers": [said(QUESTION, 1), said(FREE, 1)], "rows": 2})
    before = plan_import(found)
    assert [line.collisions for line in before.lines] == [("choice",), ()]
    bring_to(assessment, Standing.ACCEPTED)
    plan = plan_import(found)
    assert plan.fingerprint != before.fingerprint, "whoever saw the preview before looks again"
    locked = next(line for line in plan.lines if line.question.id == QUESTION)
    assert (locked.is_locked, locked.writes, locked.collisions, locked.open) == (True, False, (), ())
    apply_import(found=found, actor=ada, picks={}, fingerprint=plan.fingerprint)
    assert assessment.answers.get(question=QUESTION).level == 4
    assert assessment.answers.get(question=FREE).level == 5


def test_import_is_not_undone_over_a_lock(assessment: Assessment, ada: User) -> None:
    change = {"question": QUESTION, "before": 2, "after": 3, "cited": [], "uncited": [], "added": []}
    found = make_import(assessment, changes=[change], applied_at=timezone.now())
    bring_to(assessment, Standing.SUBMITTED)
    with pytest.raises(LockedError):
        undo_import(found=found, actor=ada)
    found.refresh_from_db()
    assert found.undone_at is None


def test_what_is_locked_is_neither_suggested_nor_where_one_goes_on(assessment: Assessment, ada: User) -> None:
    suggested = open_suggestions(assessment)
    phase = suggested[0].question.phase
    bring_to(assessment, Standing.SUBMITTED, phase=phase)
    left = [each.question.id for each in suggested if each.question.phase != phase]
    assert [each.question.id for each in open_suggestions(assessment)] == left
    assert overview_of(assessment, ada, GroupKind.PHASE).suggestions == len(left)
    following = question_to_resume(assessment, ada)
    assert following
    assert following.phase != phase


def test_evidence_that_goes_changes_the_verified_score_of_what_is_accepted(assessment: Assessment, ada: User) -> None:
    bring_to(assessment, Standing.ACCEPTED)
    assessment.refresh_from_db()
    before = assessment.stored_summary.phases["architect"].scores.verified
    delete_evidence(evidence=Citation.objects.get(answer__question=QUESTION).evidence, actor=ada)
    assessment.refresh_from_db()
    after = assessment.stored_summary.phases["architect"].scores.verified
    assert (before, after) == (4, 2)
