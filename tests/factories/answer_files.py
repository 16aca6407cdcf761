"""Exported workbooks, and what people do to them before they come back."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import TYPE_CHECKING, Any

from accounts.models import User, Workspace
from assessments.files.workbook.template import write_template
from assessments.models import Answer, AnswerImport, Assessment, Citation
from assessments.operations.answers import save_answer
from assessments.operations.citations import cite_evidence
from assessments.operations.imports import apply_import, read_import
from assessments.queries.exchange import filed_answers
from assessments.queries.imports import Picks, plan_import
from evidence.models import Evidence
from tests.factories.accounts import owner_of
from tests.factories.assessments import shipped_pack

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

FIRST, SECOND, THIRD, FOURTH = "DIS-01", "DIS-02", "DIS-03", "DIS-04"
"""Questions of the shipped pack, which its first phase asks."""


def make_workbook(assessment: Assessment, change: Callable[[Workbook], object] | None = None) -> bytes:
    """The answers as they are exported, after somebody changed the file in a program."""
    from openpyxl import load_workbook

    out = BytesIO()
    submission, origin = filed_answers(assessment)
    write_template(assessment.questions, out, submission, origin=origin)
    if change:
        book = load_workbook(out)
        change(book)
        out = BytesIO()
        book.save(out)
    return out.getvalue()


def set_cell(book: Workbook, row_of: str, head: str, value: Any) -> bool:
    """In the row of a question or a criterion, on whatever sheet it is, under this header.

    True, so that a lambda may set several.
    """
    for sheet in book.worksheets:
        column = column_of(sheet, head)
        for row in range(6, sheet.max_row + 1):
            if column and sheet.cell(5, 1).value == "ID" and sheet.cell(row, 1).value == row_of:
                sheet.cell(row, column).value = value
                return True
    raise AssertionError(f"{row_of} has no {head}.")


def column_of(sheet: Worksheet, head: str) -> int:
    return next((cell.column for cell in sheet[5] if cell.value == head), 0)


def add_evidence_row(book: Workbook, *cells: Any) -> None:
    """Question, class, kind, title, link, reference, day and days, in the first row that is free."""
    sheet = book["Evidence"]
    row = next(row for row in range(6, sheet.max_row + 2) if not sheet.cell(row, 1).value)
    for column, value in enumerate(cells, start=1):
        sheet.cell(row, column).value = value


def answer(assessment: Assessment, question: str, actor: User | None = None, **said: Any) -> None:
    row = assessment.answers.get(question=question)
    save_answer(
        workspace=assessment.workspace,
        assessment=assessment.code,
        question=question,
        actor=actor or owner_of(assessment.workspace),
        seen=row.revision,
        said={**({"state": "answered"} if "level" in said else {}), **said},
    )


def cite(assessment: Assessment, question: str, evidence: Evidence) -> None:
    actor = owner_of(assessment.workspace)
    cite_evidence(
        workspace=assessment.workspace, assessment=assessment.code, question=question, actor=actor, evidence=evidence
    )


def come_back(assessment: Assessment, data: bytes, *, is_other_meant: bool = False) -> AnswerImport:
    return read_import(
        assessment=assessment,
        actor=owner_of(assessment.workspace),
        file_name="answers.xlsx",
        data=data,
        is_other_meant=is_other_meant,
    )


def go_on(found: AnswerImport, picks: Picks | None = None) -> AnswerImport:
    return apply_import(
        found=found,
        actor=owner_of(found.workspace),
        picks=picks or {},
        fingerprint=plan_import(found).fingerprint,
    )


def stored(assessment: Assessment) -> dict[str, tuple[Any, ...]]:
    """All that answers say, and what is cited for them."""
    cited: dict[str, list[str]] = {}
    for question, title in Citation.objects.filter(
        answer__assessment=assessment, evidence__deleted_at=None
    ).values_list("answer__question", "evidence__title"):
        cited.setdefault(question, []).append(title)
    return {
        row.question: (*row.contents.values(), sorted(cited.get(row.question, []))) for row in assessment.answers.all()
    }


def changed(before: dict[str, tuple[Any, ...]], after: dict[str, tuple[Any, ...]]) -> set[str]:
    return {id_ for id_ in before if before[id_] != after[id_]}


def said(assessment: Assessment, question: str) -> Answer:
    return assessment.answers.get(question=question)


def make_import(assessment: Assessment, **fields: Any) -> AnswerImport:
    """A file that says what is stored already."""
    content = {"answers": [], "rows": 0, "left_out": 0, "corrected": []}
    return AnswerImport.objects.create(
        workspace=assessment.workspace,
        assessment=assessment,
        made_by=owner_of(assessment.workspace),
        file_name="answers.xlsx",
        **{"content": content, **fields},
    )


def make_new_import(workspace: Workspace, **fields: Any) -> AnswerImport:
    """A file from which a new assessment may be made."""
    pack = shipped_pack()
    return AnswerImport.objects.create(
        workspace=workspace,
        made_by=owner_of(workspace),
        file_name="answers.yaml",
        content={"pack": f"{pack.code}@{pack.version}", "data": {"answers": {FIRST: {"level": 3}}}},
        **fields,
    )
