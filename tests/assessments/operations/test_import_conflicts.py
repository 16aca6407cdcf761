"""Answers from a file that meet those of others, are undone, or come too late."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User, Workspace
from assessments.choices import ScopeChoice
from assessments.domain.checking import Lack
from assessments.domain.imports import Pick
from assessments.models import Answer, AnswerImport, Assessment
from assessments.operations.imports import (
    ChangedSincePreviewError,
    NotWaitingError,
    OpenChoicesError,
    OtherAssessmentError,
    UnfinishedAnswerError,
    apply_import,
    purge_imports,
    undo_import,
)
from assessments.queries.imports import plan_import
from core.source import BadInputError
from evidence.models import Evidence
from evidence.operations.evidence import change_evidence
from roadmap.operations.closing import close_action
from tests.factories.accounts import make_member, owner_of
from tests.factories.answer_files import (
    FIRST,
    FOURTH,
    SECOND,
    THIRD,
    add_evidence_row,
    answer,
    changed,
    cite,
    come_back,
    go_on,
    make_workbook,
    said,
    set_cell,
    stored,
)
from tests.factories.assessments import make_assessment
from tests.factories.roadmap import make_action, make_roadmap

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("few_rows")]


# Two people ---------------------------------------------------------------------------------------------------------


def test_what_only_one_changed_is_taken_from_that_one(assessment: Assessment, workspace: Workspace) -> None:
    data = make_workbook(assessment, lambda book: set_cell(book, FIRST, "Note", "From the plane"))
    answer(assessment, FIRST, make_member(workspace), level=4)
    answer(assessment, THIRD, make_member(workspace), level=2)
    found = come_back(assessment, data)
    assert [line.question.id for line in plan_import(found).lines] == [FIRST]
    go_on(found)
    assert (said(assessment, FIRST).level, said(assessment, FIRST).note) == (4, "From the plane")
    assert said(assessment, THIRD).level == 2


@pytest.mark.parametrize(("pick", "level"), [(Pick.STORED, 4), (Pick.FILE, 5)])
def test_what_both_changed_is_asked(assessment: Assessment, workspace: Workspace, pick: Pick, level: int) -> None:
    data = make_workbook(assessment, lambda book: set_cell(book, FIRST, "Answer", 5))
    answer(assessment, FIRST, make_member(workspace), level=4)
    found = come_back(assessment, data)
    (line,) = plan_import(found).lines
    assert line.open == ("choice",)
    with pytest.raises(OpenChoicesError):
        go_on(found)
    assert said(assessment, FIRST).level == 4
    go_on(found, {(FIRST, "choice"): pick})
    assert said(assessment, FIRST).level == level


def test_change_between_preview_and_confirming_is_looked_at_again(assessment: Assessment, workspace: Workspace) -> None:
    data = make_workbook(assessment, lambda book: set_cell(book, FIRST, "Answer", 5))
    found = come_back(assessment, data)
    shown = plan_import(found).fingerprint
    answer(assessment, FIRST, make_member(workspace), level=0)
    with pytest.raises(ChangedSincePreviewError):
        apply_import(found=found, actor=owner_of(workspace), picks={}, fingerprint=shown)
    assert said(assessment, FIRST).level == 0
    assert plan_import(found).lines[0].open == ("choice",)


def test_answer_that_could_not_stand_stops_everything_or_is_left(assessment: Assessment, workspace: Workspace) -> None:
    """Not applicable with an accepted risk needs its note, which somebody else has emptied meanwhile."""
    answer(assessment, FOURTH, level=1, note="Signed.")

    def change(book: Any) -> None:
        set_cell(book, FOURTH, "Answer", "not applicable")
        set_cell(book, FOURTH, "N/A reason", "accepted risk")
        set_cell(book, THIRD, "Answer", 1)

    data = make_workbook(assessment, change)
    answer(assessment, FOURTH, note="")
    found = come_back(assessment, data)
    assert {line.question.id: line.lack for line in plan_import(found).lines} == {THIRD: None, FOURTH: Lack.NOTE}
    go_on(found)
    assert (said(assessment, THIRD).level, said(assessment, FOURTH).level) == (1, 1)
    answer(assessment, FOURTH, level=2)
    again = come_back(assessment, data)
    with pytest.raises(UnfinishedAnswerError):
        go_on(again, {(FOURTH, "choice"): Pick.FILE})


def test_revision_that_is_not_known_collides(assessment: Assessment) -> None:
    """As after an older backup was restored: nobody knows what the file was made from."""
    data = make_workbook(assessment, lambda book: set_cell(book, FIRST, "Answer", 5))
    Answer.objects.filter(assessment=assessment, question=FIRST).update(revision=1)
    assert [line.open for line in plan_import(come_back(assessment, data)).lines] == [("choice",)]


# Another assessment ---------------------------------------------------------------------------------------------------


def test_workbook_of_another_assessment_is_taken_only_if_meant(assessment: Assessment, workspace: Workspace) -> None:
    other = make_assessment(workspace, scope=ScopeChoice.CORE)
    data = make_workbook(assessment)
    with pytest.raises(OtherAssessmentError):
        come_back(other, data)
    found = come_back(other, data, is_other_meant=True)
    asked = other.questions.question
    wanted = {id_ for id_ in (FIRST, SECOND, THIRD) if id_ in asked}
    assert {line.question.id for line in plan_import(found).lines} == wanted
    assert found.content["left_out"] == 3 - len(wanted)
    go_on(found)
    assert plan_import(come_back(other, data, is_other_meant=True)).lines == []


def test_pack_with_other_content_is_refused(assessment: Assessment) -> None:
    assessment.pack.hash = "0" * 64
    data = make_workbook(assessment)
    assessment.pack.refresh_from_db()
    with pytest.raises(BadInputError, match="other content"):
        come_back(assessment, data)


# Undo -----------------------------------------------------------------------------------------------------------------


def test_undo_restores_what_nobody_changed_since(assessment: Assessment, workspace: Workspace, ada: User) -> None:
    def change(book: Any) -> None:
        for question in (FIRST, SECOND, THIRD):
            set_cell(book, question, "Answer", 5)
        book["Evidence"].cell(6, 2).value = "clear"
        add_evidence_row(book, FIRST, "document", None, "New", None, "OPS-7")

    before = stored(assessment)
    found = go_on(come_back(assessment, make_workbook(assessment, change)))
    answer(assessment, THIRD, make_member(workspace), level=1)
    undone = undo_import(found=found, actor=ada)
    assert undone.kept == [THIRD]
    assert changed(before, stored(assessment)) == {THIRD}
    assert said(assessment, THIRD).level == 1
    assert not Evidence.objects.alive().filter(title="New").exists()
    latest = said(assessment, FIRST).versions.latest("pk")
    assert (latest.restored_from, [each["title"] for each in latest.evidence or []]) == (latest.revision - 2, ["Drill"])
    with pytest.raises(NotWaitingError):
        undo_import(found=found, actor=ada)


def test_undo_keeps_new_evidence_that_somebody_uses_by_now(assessment: Assessment, ada: User) -> None:
    def change(book: Any) -> None:
        add_evidence_row(book, FIRST, "document", None, "New", None, "OPS-7")
        add_evidence_row(book, FIRST, "document", None, "Corrected", None, "OPS-8")
        add_evidence_row(book, FIRST, "document", None, "Named", None, "OPS-9")

    found = go_on(come_back(assessment, make_workbook(assessment, change)))
    cite(assessment, FOURTH, Evidence.objects.get(title="New"))
    action = make_action(make_roadmap(assessment.workspace))
    close_action(action=action, actor=ada, seen=1, evidence=Evidence.objects.filter(title="Named"))
    change_evidence(evidence=Evidence.objects.get(title="Corrected"), actor=ada, seen=1, title="Corrected.")
    undo_import(found=found, actor=ada)
    assert set(Evidence.objects.alive().values_list("title", flat=True)) == {"Drill", "New", "Corrected.", "Named"}
    assert list(said(assessment, FIRST).citations.values_list("evidence__title", flat=True)) == ["Drill"]


# The row that keeps it ------------------------------------------------------------------------------------------------


def test_import_is_applied_once_and_ends_after_a_day(assessment: Assessment) -> None:
    data = make_workbook(assessment, lambda book: set_cell(book, FIRST, "Answer", 5))
    found = go_on(come_back(assessment, data))
    with pytest.raises(NotWaitingError):
        go_on(found)
    late = come_back(assessment, make_workbook(assessment, lambda book: set_cell(book, FIRST, "Answer", 1)))
    AnswerImport.objects.filter(pk=late.pk).update(made_at=timezone.now() - timedelta(days=1, minutes=1))
    late.refresh_from_db()
    with pytest.raises(NotWaitingError):
        go_on(late)
    assert purge_imports(now=timezone.now()) == 1
    assert purge_imports(now=timezone.now() + timedelta(days=31)) == 1
    assert not AnswerImport.objects.exists()
