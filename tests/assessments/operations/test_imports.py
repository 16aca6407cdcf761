"""A workbook of answers goes out, is changed, and comes back: exactly that is changed, and can be undone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import Activity, User, Workspace
from assessments.choices import ScopeChoice
from assessments.models import Assessment
from assessments.operations.citations import remove_citation
from assessments.queries.imports import plan_import
from assessments.queries.scoring import score_levels
from evidence.models import Evidence
from evidence.operations.evidence import replace_evidence
from tests.factories.accounts import make_workspace, owner_of
from tests.factories.answer_files import (
    FIRST,
    FOURTH,
    SECOND,
    THIRD,
    add_evidence_row,
    answer,
    changed,
    cite,
    column_of,
    come_back,
    go_on,
    make_workbook,
    said,
    set_cell,
    stored,
)
from tests.factories.assessments import make_assessment
from tests.factories.evidence import make_evidence_with_file, make_stored_evidence

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("few_rows")]


# What comes back as it went out -----------------------------------------------------------------------------------


@pytest.mark.parametrize("scope", ScopeChoice)
def test_file_that_nobody_touched_changes_nothing(workspace: Workspace, scope: ScopeChoice) -> None:
    assessment = make_assessment(workspace, scope=scope)
    asked = assessment.questions.questions
    with_file = make_evidence_with_file(workspace, kind="of_another_pack")
    for number, question in enumerate(asked[:12]):
        answer(assessment, question.id, level=number % 6, note=" indented\r\n\n" + "line\n" * 500)
        cite(assessment, question.id, with_file)
    found = come_back(assessment, make_workbook(assessment))
    assert plan_import(found).lines == []
    assert plan_import(found).unchanged == 12
    assert (found.content["left_out"], found.content["corrected"]) == (0, [])


contents = st.fixed_dictionaries(
    {
        "state": st.sampled_from(["answered", "not_applicable", "unknown", "unanswered"]),
        "level": st.integers(0, 5),
        "reason": st.sampled_from(["out_of_scope", "accepted_risk", "other", "covered_elsewhere"]),
        "note": st.sampled_from(["", "=1+1", "clear", " Clear ", "kept", "unknown", "00123", "two\nlines", "_x000D_"]),
        "level_reason": st.sampled_from(["", "clear", "@x", "why"]),
        "met": st.integers(0, 3),
        "not_met": st.integers(0, 3),
    }
)


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(contents, min_size=1, max_size=4))
def test_whatever_is_stored_comes_back_unchanged(all_contents: list[dict[str, Any]]) -> None:
    workspace = make_workspace()
    assessment = make_assessment(workspace, scope=ScopeChoice.CORE)
    for question, each in zip(assessment.questions.questions, all_contents, strict=False):
        row = said(assessment, question.id)
        criteria = sorted(criterion.id for criterion in question.criteria)
        row.state, row.note, row.level_reason = each["state"], each["note"], each["level_reason"]
        row.level = each["level"] if row.state == "answered" else None
        row.reason = each["reason"] if row.state == "not_applicable" else ""
        row.met, row.not_met = criteria[: each["met"]], criteria[len(criteria) - each["not_met"] :]
        row.not_met = [id_ for id_ in row.not_met if id_ not in row.met]
        if row.state == "answered" and row.met and not row.level_reason:
            row.level_reason = "why"
        if row.state == "not_applicable" and not row.note:
            row.note = "why"
        row.save()
    assert plan_import(come_back(assessment, make_workbook(assessment))).lines == []


# Exactly what was changed -----------------------------------------------------------------------------------------


def test_changed_cells_are_changed_and_nothing_else(assessment: Assessment, ada: User) -> None:
    def change(book: Any) -> None:
        set_cell(book, FIRST, "Answer", 5)
        set_cell(book, SECOND, "Answer", 2)  # its reason and note stay in the file
        set_cell(book, THIRD, "Note", "Ask Grace.")
        set_cell(book, FOURTH, "Answer", "not applicable")
        set_cell(book, FOURTH, "N/A reason", "Out of scope")

    before = stored(assessment)
    found = come_back(assessment, make_workbook(assessment, change))
    assert stored(assessment) == before
    go_on(found)
    assert changed(before, stored(assessment)) == {FIRST, SECOND, THIRD, FOURTH}
    first = said(assessment, FIRST)
    assert (first.level, first.note, first.level_reason, len(first.met)) == (5, "As it is.", "Seen.", 1)
    assert (said(assessment, SECOND).level, said(assessment, SECOND).reason) == (2, "")
    assert (said(assessment, THIRD).state, said(assessment, THIRD).note) == ("unknown", "Ask Grace.")
    assert said(assessment, FOURTH).reason == "out_of_scope"
    versions = first.versions.order_by("-revision")
    assert versions[0].is_imported
    assert not versions[1].is_imported
    assessment.refresh_from_db()
    scored = score_levels(assessment, as_of=assessment.workspace.today).overall.claimed
    assert assessment.stored_summary.overall.scores.claimed == scored


def test_import_is_one_entry_of_the_log_with_counts(assessment: Assessment) -> None:
    before = Activity.objects.count()

    def change(book: Any) -> None:
        set_cell(book, FIRST, "Answer", 5)
        add_evidence_row(book, THIRD, "document", None, "Runbook", None, "OPS-2")

    go_on(come_back(assessment, make_workbook(assessment, change)))
    entry = Activity.objects.latest("pk")
    assert Activity.objects.count() == before + 1
    assert (entry.verb, entry.detail["answers"], entry.detail["evidence"]) == ("answer.imported", "2", "1")


@pytest.mark.parametrize(
    "change",
    [
        lambda book: [set_cell(book, FIRST, head, None) for head in ("Answer", "Note")],
        lambda book: set_cell(book, FIRST, "Why another level than the criteria suggest", None),
        lambda book: [set_cell(book, SECOND, head, None) for head in ("N/A reason", "Note")],
        lambda book: set_cell(book, SECOND, "Answer", None),
        lambda book: set_cell(book, THIRD, "Answer", None),
        lambda book: book.remove(book["Criteria"]),
        lambda book: book.remove(book["Evidence"]),
        lambda book: book.remove(book["Assessment"]),
        lambda book: book["Evidence"].delete_rows(6),
        lambda book: sort_rows(book),
    ],
)
def test_blank_cells_missing_rows_and_another_order_change_nothing(
    assessment: Assessment, change: Callable[[Any], object]
) -> None:
    assert plan_import(come_back(assessment, make_workbook(assessment, change))).lines == []


def sort_rows(book: Any) -> None:
    """Backwards, in every sheet with rows of questions; only the columns that people see."""
    for sheet in book.worksheets:
        if column_of(sheet, "ID") or column_of(sheet, "Question"):
            rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=6)]
            for number, row in enumerate(reversed(rows), start=6):
                for column, value in enumerate(row, start=1):
                    sheet.cell(number, column).value = value


def test_clear_takes_back_what_is_stored(assessment: Assessment) -> None:
    ticked = said(assessment, FIRST).met[0]
    answer(assessment, FOURTH, level=4, note="Note", level_reason="Reason")

    def change(book: Any) -> None:
        set_cell(book, ticked, "State", "clear")
        set_cell(book, FIRST, "Note", "Clear")
        set_cell(book, FOURTH, "Answer", " clear ")
        set_cell(book, THIRD, "Answer", "clear")
        book["Evidence"].cell(6, 2).value = "clear"

    go_on(come_back(assessment, make_workbook(assessment, change)))
    first, fourth = said(assessment, FIRST), said(assessment, FOURTH)
    assert (first.level, first.met, first.note, len(first.not_met)) == (3, [], "", 1)
    assert not first.citations.exists()
    assert Evidence.objects.alive().filter(title="Drill").exists()
    assert (fourth.state, fourth.level, fourth.level_reason, fourth.note) == ("unanswered", None, "", "Note")
    assert said(assessment, THIRD).state == "unanswered"


def test_ticks_alone_give_an_open_question_its_level(assessment: Assessment) -> None:
    wanted = [each.id for each in assessment.questions.question[FOURTH].criteria if each.level == 1]
    change: Any = lambda book: [set_cell(book, id_, "State", "met") for id_ in wanted]  # noqa: E731
    go_on(come_back(assessment, make_workbook(assessment, change)))
    assert (said(assessment, FOURTH).state, said(assessment, FOURTH).met) == ("answered", sorted(wanted))


# Evidence -----------------------------------------------------------------------------------------------------------


def test_evidence_is_added_once_and_what_is_there_is_cited(assessment: Assessment, workspace: Workspace) -> None:
    make_stored_evidence(workspace, title="There", reference="OPS-3", observed_date=date(2026, 10, 1))

    def change(book: Any) -> None:
        add_evidence_row(book, SECOND, "measurement", None, "New", "https://x.example/1", None, date(2026, 11, 1), 90)
        add_evidence_row(book, THIRD, "measurement", None, "New", "https://x.example/1", None, date(2026, 11, 1), 90)
        add_evidence_row(book, THIRD, "document", None, "There", None, "OPS-3", date(2026, 10, 1))
        add_evidence_row(book, FIRST, "measurement", None, "New", "https://x.example/1", None, date(2026, 11, 1), 90)

    found = come_back(assessment, make_workbook(assessment, change))
    lines = {line.question.id: line for line in plan_import(found).lines}
    assert [item.title for item in lines[THIRD].added] == ["New"]
    assert [piece.title for piece in lines[THIRD].cited] == ["There"]
    before = Evidence.objects.count()
    go_on(found)
    assert Evidence.objects.count() == before + 1
    new = Evidence.objects.get(title="New")
    assert (new.validity_days, new.lapses_date) == (90, date(2027, 1, 30))
    assert new.citations.count() == 3
    assert {each["title"] for each in said(assessment, THIRD).versions.latest("pk").evidence or []} == {"New", "There"}
    assert plan_import(come_back(assessment, make_workbook(assessment, change))).lines == []


def test_evidence_that_changed_meanwhile_is_not_brought_back(assessment: Assessment, workspace: Workspace) -> None:
    """Its row says what it was when the file was written; that is nothing which anybody asked for."""
    other = make_stored_evidence(workspace, title="Removed since")
    cite(assessment, FIRST, other)
    data = make_workbook(assessment)
    remove_citation(
        workspace=workspace, assessment=assessment.code, question=FIRST, actor=owner_of(workspace), evidence=other
    )
    drill = Evidence.objects.get(title="Drill")
    replace_evidence(
        evidence=drill, actor=owner_of(workspace), seen=1, reference="OPS-9", observed_date=workspace.today
    )
    assert plan_import(come_back(assessment, data)).lines == []


def test_corrected_evidence_is_told_and_left_alone(assessment: Assessment) -> None:
    def change(book: Any) -> None:
        book["Evidence"].cell(6, 8).value = 30

    found = come_back(assessment, make_workbook(assessment, change))
    assert found.content["corrected"] == [FIRST]
    assert plan_import(found).lines == []
