"""Writes the answers workbook: empty for a first assessment, or filled with answers that are there already."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from assessments.files.workbook.head_sheet import add_head_sheet
from assessments.files.workbook.lists import add_lists
from assessments.files.workbook.origin import add_origin_sheet
from assessments.files.workbook.phase_sheet import add_phase_sheet
from assessments.files.workbook.proof_sheets import add_criteria_sheet, add_evidence_sheet
from assessments.files.workbook.read_me import add_read_me
from core.spreadsheets.writing import name_author, save_workbook

if TYPE_CHECKING:
    from assessments.domain.submission import Submission
    from assessments.files.workbook.layout import ReportTexts
    from assessments.files.workbook.origin import Origin
    from catalog.domain.question_pack import QuestionPack


def write_template(
    pack: QuestionPack,
    to: IO[bytes],
    submission: Submission | None = None,
    report: ReportTexts | None = None,
    origin: Origin | None = None,
) -> None:
    """Write the workbook of this pack; what `submission` and `report` hold stands in it, and nothing of it is lost.

    With an `origin` it can be imported again into the assessment that it is from.
    The same input gives the same bytes.
    """
    from openpyxl import Workbook

    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    answers = submission.answers if submission else {}
    lists = add_lists(workbook, pack, can_clear=origin is not None)
    add_read_me(workbook, pack, can_clear=origin is not None)
    add_head_sheet(workbook, pack, submission, report, lists)
    for phase in (phase for phase in pack.phases if any(each.phase == phase.id for each in pack.questions)):
        add_phase_sheet(workbook, pack, phase, answers, lists)
    add_criteria_sheet(workbook, pack, answers, lists)
    add_evidence_sheet(workbook, pack, answers, lists)
    if origin:
        add_origin_sheet(workbook, pack, origin)
    # The hidden lists come first, because other sheets name them, and stand last.
    workbook.move_sheet(workbook.worksheets[0], len(workbook.worksheets))
    workbook.active = 0
    name_author(workbook, f"{pack.title}: answers")
    save_workbook(workbook, to, submission.as_of if submission else None)
