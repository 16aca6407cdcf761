"""The results of an assessment as a workbook, written while one waits or by a job."""

from __future__ import annotations

from typing import IO

from assessments.models import Assessment
from catalog.queries import question_pack
from reports.exporters.results_xlsx import write_results_workbook
from reports.queries.results import assess

RESULTS = "reports.results_workbook"


def write_results(assessment: Assessment, to: IO[bytes]) -> None:
    """As of today where the workspace is."""
    assessed = assess(assessment, as_of=assessment.workspace.today)
    write_results_workbook(assessed.data, question_pack(assessment.pack), to)
