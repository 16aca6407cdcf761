"""The results of an assessment, as of today or as a milestone froze them."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import Any, ClassVar

from django.http import Http404, HttpResponseBase
from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request
from rest_framework.response import Response

from assessments.api.door import AssessmentViewSet
from assessments.operations.large_files import ask_for_file
from assessments.queries.exchange import XLSX, file_name, is_large
from assessments.queries.milestones import DamagedMilestoneError, find_milestone
from core.downloads import attached
from core.rest.downloads import Download
from core.rest.problems import ConflictProblem, Text
from jobs.api.answers import accepted
from jobs.api.serializers import JobSerializer
from reports.api.result_serializers import WholeResultSerializer
from reports.exporters.results_csv import results_csv
from reports.exporters.results_xlsx import write_results_workbook
from reports.operations.pdf import results_json
from reports.operations.results_files import RESULTS
from reports.queries.results import Assessed, assess, assess_milestone

DAMAGED: Mapping[type[Exception], Text] = {
    DamagedMilestoneError: _("This milestone is no longer what was frozen: its hash is another.")
}
GIVES_FILES: Mapping[str, Download] = {
    "file": Download(("application/json",), "The results."),
    "workbook": Download((XLSX,), "The workbook."),
    "table": Download(("text/csv",), "The table."),
}


class AssessmentResultViewSet(AssessmentViewSet):
    noun = "AssessmentResult"
    tag = "Results"
    serializer_class = WholeResultSerializer
    answers: ClassVar[Mapping[str, Any]] = {**GIVES_FILES, "create": JobSerializer}
    statuses = {"create": 202}
    also_answers = {"workbook": (409,)}
    refuses = DAMAGED

    def retrieve(self, request: Request, **place: Any) -> Response:
        """Read where it stands, what made the numbers, and what to do first."""
        return self.show(self.assessed().data)

    def file(self, request: Request, **place: Any) -> HttpResponseBase:
        """Download the results as a report attaches them; its content hash is that of these bytes."""
        assessed = self.assessed()
        return attached(_name(assessed, "results", "json"), results_json(assessed.data), "application/json")

    def workbook(self, request: Request, **place: Any) -> HttpResponseBase:
        """Download the results as a workbook. That of a large assessment is asked for, and made by a job."""
        if is_large(self.assessment):
            raise ConflictProblem(_("This takes a while to write. Ask for it by POST, and follow the job."))
        return _workbook(self.assessed())

    def create(self, request: Request, **place: Any) -> Response:
        """Ask for the workbook, however large: its job has the file when it is done."""
        return accepted(self, ask_for_file(kind=RESULTS, assessment=self.assessment, actor=self.actor))

    def table(self, request: Request, **place: Any) -> HttpResponseBase:
        """Download one table as CSV: summary, phases, domains, questions, gaps or evidence."""
        assessed, table = self.assessed(), self.kwargs["table"]
        try:
            lines = results_csv(assessed.data, assessed.pack, table)
        except LookupError:
            raise Http404 from None
        return attached(_name(assessed, table, "csv"), "".join(lines).encode(), "text/csv; charset=utf-8")

    def assessed(self) -> Assessed:
        return assess(self.assessment, as_of=self.workspace.today)


class MilestoneResultViewSet(AssessmentResultViewSet):
    noun = "MilestoneResult"
    answers = GIVES_FILES
    also_answers = dict.fromkeys(("retrieve", *GIVES_FILES), (409,))

    def retrieve(self, request: Request, **place: Any) -> Response:
        """Read the results that a milestone holds, as they were frozen."""
        return super().retrieve(request, **place)

    def workbook(self, request: Request, **place: Any) -> HttpResponseBase:
        """Download them as a workbook."""
        return _workbook(self.assessed())

    def assessed(self) -> Assessed:
        return assess_milestone(find_milestone(self.assessment, self.kwargs["milestone_code"]))


def _workbook(assessed: Assessed) -> HttpResponseBase:
    made = BytesIO()
    write_results_workbook(assessed.data, assessed.pack, made)
    return attached(_name(assessed, "results", "xlsx"), made.getvalue(), XLSX)


def _name(assessed: Assessed, what: str, ending: str) -> str:
    return file_name(assessed.assessment, what, ending, day=assessed.result.as_of)
